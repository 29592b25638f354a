"""One part as a row: its name, sound and volume, and whether it is the melody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from gui.document.document import Document
from gui.document.project import Track
from gui.icons import icon
from gui.panels.instruments import DRUM_KIT, InstrumentBox
from gui.panels.keyboard import ARROWS, ENTERS, JUMPS, KeyClaim, WheelGuard
from gui.panels.tool_button import ToolButton, toggle
from gui.theme import Colours
from melodyrnn.music.piece import Part

_LAST = "A project needs one part; add another before removing this one"
_COMPOSED = "This part is being composed; choose another melody before removing it"


class TrackRow(QFrame):
    """Shows the part of that index and edits it. removed: the user wants it gone."""

    removed = Signal(int)

    def __init__(
        self, document: Document, index: int, instruments: QStandardItemModel, colours: Colours
    ) -> None:
        super().__init__()
        self._document = document
        self._index = index
        self.setObjectName("card")
        self.melody = QRadioButton()
        self.melody.setAutoExclusive(False)
        self.melody.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.name = QLineEdit()
        self.name.setProperty("kind", "quiet")
        self.name.setPlaceholderText("Unnamed part")
        self.mute = toggle("Mute", "Mute this part", text="M")
        self.mute.setProperty("kind", "mute")
        self.solo = toggle("Solo", "Hear only soloed parts", text="S")
        self.solo.setProperty("kind", "solo")
        self.bin = ToolButton("Remove part")
        self.instrument = InstrumentBox(instruments)
        self.volume = _volume_slider()
        for button in (self.mute, self.solo, self.bin):
            button.setMinimumWidth(26)
        self._claims = (
            KeyClaim(self.name, ENTERS),
            KeyClaim(self.melody, ENTERS),
            KeyClaim(self.volume, (*ARROWS, *JUMPS)),
            WheelGuard(self.volume),
        )
        self._lay_out()
        self._connect()
        self.set_colours(colours)
        self.refresh()

    def refresh(self) -> None:
        """Shows the part as it is now."""
        project = self._document.project
        part, track = project.piece.parts[self._index], project.tracks[self._index]
        is_melody = project.melody == self._index
        with QSignalBlocker(self.melody), QSignalBlocker(self.volume):
            self.melody.setChecked(is_melody)
            self.volume.setValue(round(track.volume * 100))
        if not self.name.hasFocus() or not self.name.isModified():
            self.name.setText(part.name)
        self.mute.setChecked(track.is_muted)
        self.solo.setChecked(track.is_soloed)
        self.instrument.set_program(DRUM_KIT if part.is_drum else part.program)
        self._explain(is_melody, len(project.tracks), part.name or f"Part {self._index + 1}")
        if self.property("current") != is_melody:
            self.setProperty("current", is_melody)
            self.style().polish(self)

    def retire(self) -> None:
        """Goes for good: what loses its focus now edits nothing, for the part may be gone."""
        self.name.blockSignals(True)
        self.hide()
        self.deleteLater()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self.bin.setIcon(icon("bin", colours, ink=colours.faint_text))

    def _explain(self, is_melody: bool, parts: int, name: str) -> None:
        self.bin.setEnabled(not is_melody)
        reason = _LAST if parts == 1 else _COMPOSED
        self.bin.setToolTip(reason if is_melody else "Remove this part")
        self.melody.setToolTip(
            "This part is the melody being composed" if is_melody else "Compose this part"
        )
        self.melody.setAccessibleName(f"{name} is the melody")
        self.name.setAccessibleName(f"Name of {name}")
        self.instrument.setAccessibleName(f"Instrument of {name}")
        self.mute.setAccessibleName(f"Mute {name}")
        self.solo.setAccessibleName(f"Solo {name}")
        self.bin.setAccessibleName(f"Remove {name}")
        self.volume.setAccessibleName(f"Volume of {name}")
        self.volume.setToolTip(f"Volume of this part: {self.volume.value()} %")

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.setSpacing(5)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(3)
        bottom.setSpacing(8)
        rows: tuple[tuple[QHBoxLayout, tuple[tuple[QWidget, int], ...]], ...] = (
            (top, ((self.melody, 0), (self.name, 1), (self.mute, 0), (self.solo, 0))),
            (bottom, ((self.instrument, 3), (self.volume, 2))),
        )
        for row, widgets in rows:
            for widget, stretch in widgets:
                row.addWidget(widget, stretch)
            layout.addLayout(row)
        top.addWidget(self.bin)

    def _connect(self) -> None:
        self.melody.clicked.connect(self._on_melody)
        self.name.editingFinished.connect(self._on_named)
        self.name.returnPressed.connect(self._on_entered)
        self.mute.clicked.connect(self._on_muted)
        self.solo.clicked.connect(self._on_soloed)
        self.instrument.activated.connect(self._on_instrument)
        self.volume.valueChanged.connect(self._on_volume)
        self.bin.clicked.connect(lambda: self.removed.emit(self._index))

    def _on_melody(self) -> None:
        self._document.edit("Choose Melody", melody=self._index)
        self.refresh()

    def _on_named(self) -> None:
        if self.name.isModified():
            self.name.setModified(False)
            self._edit_part("Rename Part", name=self.name.text().strip())

    def _on_entered(self) -> None:
        """Return is the end of naming: the next letter is a shortcut again."""
        self.mute.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_instrument(self, _index: int) -> None:
        program = self.instrument.program
        if program == DRUM_KIT:
            self._edit_part("Set Instrument", is_drum=True)
        else:
            self._edit_part("Set Instrument", program=program, is_drum=False)

    def _on_muted(self, is_muted: bool) -> None:
        self._edit_track("Mute Part" if is_muted else "Unmute Part", is_muted=is_muted)

    def _on_soloed(self, is_soloed: bool) -> None:
        self._edit_track("Solo Part" if is_soloed else "Unsolo Part", is_soloed=is_soloed)

    def _on_volume(self, percent: int) -> None:
        merge = f"volume {self._index}"
        self._edit_track("Set Volume", merge=merge, volume=percent / 100)

    def _edit_part(self, edit: str, /, **fields: Any) -> None:
        piece = self._document.project.piece
        parts: list[Part] = list(piece.parts)
        parts[self._index] = replace(parts[self._index], **fields)
        self._document.edit(edit, piece=piece.with_parts(*parts))

    def _edit_track(self, edit: str, /, *, merge: str = "", **fields: Any) -> None:
        tracks: list[Track] = list(self._document.project.tracks)
        tracks[self._index] = replace(tracks[self._index], **fields)
        self._document.edit(edit, merge=merge, tracks=tuple(tracks))


def _volume_slider() -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(0, 100)
    slider.setPageStep(10)
    slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    slider.setMinimumWidth(60)
    return slider
