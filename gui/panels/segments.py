"""A row of joined buttons of which one is down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from gui.panels.keyboard import ARROWS, KeyClaim
from gui.panels.tool_button import ToolButton
from gui.theme import CONTROL_HEIGHT


class Segment(NamedTuple):
    """One choice: its value, what stands on the button, and a sentence about it."""

    value: str
    text: str
    tip: str


class Segments(QWidget):
    """chosen: the value of the button that went down; not when `set_value` puts it down."""

    chosen = Signal(str)

    def __init__(
        self, name: str, segments: Sequence[Segment], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, ToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for i, segment in enumerate(segments):
            button = self._buttons[segment.value] = ToolButton(
                f"{name}: {segment.text}", segment.tip
            )
            button.setText(segment.text)
            button.setCheckable(True)
            button.setMinimumSize(0, CONTROL_HEIGHT)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            place = "first" if i == 0 else "last" if i == len(segments) - 1 else "middle"
            button.setProperty("segment", place)
            KeyClaim(button, ARROWS)
            self._group.addButton(button)
            layout.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)
        self.set_value(segments[0].value)

    @property
    def value(self) -> str:
        """The value of the button that is down."""
        return next(value for value, button in self._buttons.items() if button.isChecked())

    def set_value(self, value: str) -> None:
        """Puts another button down; raises KeyError if there is none of that value."""
        self._buttons[value].setChecked(True)

    def button(self, value: str) -> ToolButton:
        """The button of a value."""
        return self._buttons[value]

    def _on_clicked(self) -> None:
        self.chosen.emit(self.value)
