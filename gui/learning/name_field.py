"""What a model is to be called: a name is proposed, and what another would replace is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.theme import SPACING
from melodyrnn.shelf import LONGEST_NAME, name_problem


class NameField(QWidget):
    """changed: the name is another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self._note = QLabel()
        self._stem = ""
        """Of the names that are proposed."""
        self._is_typed = False
        self._models: dict[str, bool] = {}
        self._unfinished: frozenset[str] = frozenset()
        self._build()
        self.edit.textEdited.connect(self._on_typed)
        self.edit.textChanged.connect(self._on_changed)

    @property
    def name(self) -> str:
        """As it is typed or proposed."""
        return self.edit.text().strip()

    @property
    def problem(self) -> str:
        """Why it cannot be used; "" if it can."""
        return name_problem(self.name)

    def propose(self, stem: str) -> None:
        """Proposes a name that is free, until another one is typed."""
        self._stem = stem
        self._propose()

    def go_on(self) -> None:
        """The name is used: the next one that is proposed is like it."""
        if self._is_typed:
            self._is_typed, self._stem = False, self.name

    def set_models(self, models: Mapping[str, bool]) -> None:
        """Whether each came with the program, by its name."""
        self._models = {name.casefold(): is_shipped for name, is_shipped in models.items()}
        self._propose()
        self._show_note()

    def set_unfinished(self, names: Iterable[str]) -> None:
        """Names of trainings that can be taken up again, until one of the name begins anew."""
        self._unfinished = frozenset(name.casefold() for name in names)
        self._propose()
        self._show_note()

    def _build(self) -> None:
        self.edit.setAccessibleName("Name of the model")
        self.edit.setPlaceholderText("What to call the model")
        caption = QLabel("Name of the model")
        caption.setBuddy(self.edit)
        self._note.setProperty("role", "warning")
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        for widget in (caption, self.edit, self._note):
            layout.addWidget(widget)

    def _propose(self) -> None:
        if self._is_typed:
            return
        name, number = self._stem, 1
        while name.casefold() in self._unfinished.union(self._models):
            number += 1
            name = f"{self._stem[: LONGEST_NAME - 4]} {number}"
        if name != self.edit.text():
            self.edit.setText(name)

    def _show_note(self) -> None:
        note = (self.problem or self._replaced()) if self.name else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _replaced(self) -> str:
        """What a training of that name does away with, in a sentence."""
        name = self.name.casefold()
        if name in self._unfinished:
            return "Takes the place of your unfinished training of that name."
        if name not in self._models:
            return ""
        is_shipped = self._models[name]
        whose = "the one that comes with the program" if is_shipped else "your model of that name"
        return f"Takes the place of {whose}."

    def _on_typed(self) -> None:
        self._is_typed = bool(self.name)

    def _on_changed(self) -> None:
        self._show_note()
        self.changed.emit()
