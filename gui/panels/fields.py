"""Boxes with the manners of panels: wheel and Space pass them by unless they are in use."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QSpinBox, QWidget

from gui.panels.keyboard import ARROWS, ENTERS, JUMPS, KeyClaim, WheelGuard
from gui.panels.naming import pitch_of
from melodyrnn.music.naming import pitch_name
from melodyrnn.music.notes import MAX_PITCH

WIDEST_LABEL = "Random seed"
NARROWEST = 60
"""Pixels that any number box can do with."""


def row_label(text: str, field: QWidget) -> QLabel:
    """The label before a field; all labels are equally wide, so that fields stand in line."""
    label = QLabel(text)
    label.setBuddy(field)
    label.setMinimumWidth(label.fontMetrics().horizontalAdvance(WIDEST_LABEL) + 2)
    return label


class ChoiceBox(QComboBox):
    """A list to pick from; Enter opens it."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._claims = (KeyClaim(self, (*ARROWS, *JUMPS, *ENTERS)), WheelGuard(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            self.showPopup()
        else:
            super().keyPressEvent(event)


class NumberBox(QSpinBox):
    """A number to type or step."""

    def __init__(self, name: str, tip: str, lowest: int, highest: int) -> None:
        super().__init__()
        self.setRange(lowest, highest)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setKeyboardTracking(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._claims = (KeyClaim(self, (*ARROWS, *JUMPS, *ENTERS)), WheelGuard(self))

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def show_value(self, value: int) -> None:
        """Shows a value without a signal."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)


class PitchBox(NumberBox):
    """A pitch by name, "C4" or "F♯3"; `free`: the value that sets no limit."""

    def __init__(self, name: str, tip: str, free: int) -> None:
        self._free = free
        super().__init__(name, tip, 0, MAX_PITCH)

    def textFromValue(self, value: int) -> str:
        return "any" if value == self._free else pitch_name(value)

    def valueFromText(self, text: str) -> int:
        pitch = pitch_of(text)
        return self._free if pitch is None else pitch

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        is_whole = text == "any" or pitch_of(text) is not None
        state = QValidator.State.Acceptable if is_whole else QValidator.State.Intermediate
        return state, text, position
