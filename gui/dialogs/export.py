"""Choosing what to export, in which form, and where to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import shorten
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs.building import (
    button_row,
    column,
    form,
    label,
    plain_button,
    primary_button,
    row,
)
from gui.theme import MARGIN

What = Literal["piece", "seed_and_take", "take", "kept_files", "kept_tracks"]
Form = Literal["midi", "wav"]

WHATS: dict[What, tuple[str, str]] = {
    "piece": ("The whole piece", "All parts as they stand"),
    "seed_and_take": ("Seed and take", "Your notes, and the take after them"),
    "take": ("The take alone", "From the bar line where it begins"),
    "kept_files": ("All kept ideas, a file each", "Into one folder, under their names"),
    "kept_tracks": ("All kept ideas as tracks", "One MIDI file with your melody and every idea"),
}
"""What can be exported: its name and a hint."""

ENDINGS: dict[Form, str] = {"midi": ".mid", "wav": ".wav"}


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What the user wants. path: the file, or for `kept_files` the folder."""

    what: What = "piece"
    form: Form = "midi"
    path: Path = field(default_factory=Path)


@dataclass(frozen=True, slots=True)
class ExportOffer:
    """What can be had now.

    folder: where files go unless another is chosen. stems: file names without ending by what
    is exported. missing: why something cannot be exported, in one sentence. take: name of the
    take that is meant.
    """

    folder: Path
    stems: Mapping[What, str]
    missing: Mapping[What, str] = field(default_factory=dict)
    take: str = ""


class ExportDialog(QDialog):
    """chosen: an ExportChoice; that a file will be replaced was said before."""

    chosen = Signal(object)

    def __init__(
        self, offer: ExportOffer, last: ExportChoice, parent: QWidget | None = None
    ) -> None:
        """last: what was chosen last time."""
        super().__init__(parent)
        self._offer = offer
        self._folder = offer.folder
        self._is_named = False
        self.whats: dict[What, QRadioButton] = {}
        self.forms: dict[Form, QRadioButton] = {
            "midi": QRadioButton("MIDI"),
            "wav": QRadioButton("Sound (WAV)"),
        }
        self.place = QLineEdit()
        self.note = label("", "faint", wraps=True)
        self.export = primary_button("Export")
        self._groups = (QButtonGroup(self), QButtonGroup(self))
        self._build()
        wanted = last.what if last.what not in offer.missing else "piece"
        self.whats[wanted].setChecked(True)
        self.forms[last.form].setChecked(True)
        for group in self._groups:
            group.buttonToggled.connect(self._on_kind_changed)
        self.place.textEdited.connect(self._on_named)
        self._on_kind_changed()

    @property
    def choice(self) -> ExportChoice:
        """What is set."""
        what = next(what for what, button in self.whats.items() if button.isChecked())
        form = next(form for form, button in self.forms.items() if button.isChecked())
        return ExportChoice(what, form, Path(self.place.text().strip()).expanduser())

    def accept(self) -> None:
        """The user wants it so."""
        if self.export.isEnabled():
            self.chosen.emit(self.choice)
            super().accept()

    def _build(self) -> None:
        layout = column(self, "Export")
        layout.addWidget(label("What", "heading"))
        choices = QVBoxLayout()
        choices.setSpacing(2)
        for what, (text, hint) in WHATS.items():
            choices.addLayout(self._what_row(what, text, hint))
        layout.addLayout(choices)
        for button in self.forms.values():
            self._groups[1].addButton(button)
        browse = plain_button("Choose…", "Choose a folder and a name")
        browse.clicked.connect(self._on_browse)
        self.place.setAccessibleName("File or folder")
        self.place.setMinimumWidth(340)
        layout.addLayout(
            form(
                [
                    ("Form", row(*self.forms.values(), QWidget(), stretch=2)),
                    ("Where", row(self.place, browse, stretch=0)),
                    ("", self.note),
                ]
            )
        )
        layout.addStretch(1)
        cancel = plain_button("Cancel")
        cancel.clicked.connect(self.reject)
        self.export.clicked.connect(self.accept)
        layout.addLayout(button_row(cancel, self.export))

    def _what_row(self, what: What, text: str, hint: str) -> QHBoxLayout:
        reason = self._offer.missing.get(what, "")
        if self._offer.take and what in ("seed_and_take", "take"):
            hint = f"{shorten(self._offer.take, 24, placeholder='…')}: {hint[0].lower()}{hint[1:]}"
        button = QRadioButton(text)
        button.setEnabled(not reason)
        button.setToolTip(reason or hint)
        button.setAccessibleDescription(reason or hint)
        self.whats[what] = button
        self._groups[0].addButton(button)
        line = QHBoxLayout()
        line.addWidget(button)
        line.addSpacing(2 * MARGIN)
        line.addStretch(1)
        line.addWidget(label(reason or hint, "faint"))
        return line

    def _on_kind_changed(self, _button: object = None, is_on: bool = True) -> None:
        if not is_on:
            return  # the other button of the pair tells as well
        choice = self.choice
        for_tracks = choice.what == "kept_tracks"
        self.forms["wav"].setEnabled(not for_tracks)
        self.forms["wav"].setToolTip("Tracks need MIDI" if for_tracks else "")
        if for_tracks and choice.form == "wav":
            self.forms["midi"].setChecked(True)
            return
        self._suggest(choice)
        self._check()

    def _suggest(self, choice: ExportChoice) -> None:
        """The usual place, unless the user named one; then only the ending follows."""
        if choice.what == "kept_files":
            place = self._folder
        elif self._is_named and choice.path.suffix in ENDINGS.values():
            place = choice.path.with_suffix(ENDINGS[choice.form])
        else:
            stem = self._offer.stems.get(choice.what, "Untitled")
            place = self._folder / f"{stem}{ENDINGS[choice.form]}"
        self.place.setText(str(place))

    def _on_named(self) -> None:
        self._is_named = True
        self._check()

    def _on_browse(self) -> None:
        choice = self.choice
        if choice.what == "kept_files":
            name = QFileDialog.getExistingDirectory(self, "Folder for the ideas", str(choice.path))
        else:
            kinds = {"midi": "MIDI files (*.mid)", "wav": "Sound files (*.wav)"}
            options = QFileDialog.Option.DontConfirmOverwrite  # said here, below the name
            name, _ = QFileDialog.getSaveFileName(
                self, "Export as", str(choice.path), kinds[choice.form], options=options
            )
        if name:
            path = Path(name)
            is_folder = choice.what == "kept_files"
            if not is_folder and not path.suffix:
                path = path.with_suffix(ENDINGS[choice.form])
            self._folder = path if is_folder else path.parent
            self._is_named = not is_folder
            self.place.setText(str(path))
            self._check()

    def _check(self) -> None:
        """Says what will happen, and whether it can."""
        path, what = self.choice.path, self.choice.what
        folder = path if what == "kept_files" else path.parent
        problem, note, text = "", "", "Export"
        if not self.place.text().strip():
            problem = "Choose where to write it."
        elif not folder.is_dir():
            problem = f"There is no folder {folder}; choose another."
        elif what != "kept_files" and path.is_dir():
            problem = "This is a folder; add the name of a file."
        elif what != "kept_files" and path.exists():
            note, text = f"{path.name} is there already and will be replaced.", "Replace"
        self.export.setText(text)
        self.export.setEnabled(not problem)
        self.export.setToolTip(problem)
        self.note.setText(problem or note)
        self.note.setProperty("role", "warning" if problem or note else "faint")
        self.note.style().polish(self.note)
