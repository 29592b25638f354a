"""The random seed with its dice and its padlock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.actions import Actions
from gui.icons import icon
from gui.panels.fields import NumberBox
from gui.panels.tool_button import ToolButton, toggle
from gui.theme import SPACING, Colours

HIGHEST = 999_999_999
OPEN = "Each Generate rolls the dice: other takes every time. Click to keep this number."
CLOSED = "This number stays: Generate with the same settings gives the same takes."


class SeedField(QWidget):
    """seed_chosen: a number was typed. lock_chosen: whether it is to stay. dice_asked: roll."""

    seed_chosen = Signal(int)
    lock_chosen = Signal(bool)
    dice_asked = Signal()

    def __init__(self, actions: Actions, colours: Colours) -> None:
        super().__init__()
        tip = "Another number gives other takes; the same number gives the same ones"
        self._box = NumberBox("Random seed", tip, 0, HIGHEST)
        self._dice = ToolButton("Roll the dice", actions["roll_dice"].toolTip())
        self._lock = toggle("Keep the random seed", OPEN)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        layout.addWidget(self._box, 1)
        layout.addWidget(self._dice)
        layout.addWidget(self._lock)
        self._box.valueChanged.connect(self.seed_chosen)
        self._dice.clicked.connect(self.dice_asked)
        self._lock.clicked.connect(self.lock_chosen)
        self.set_colours(colours)

    def show_seed(self, seed: int, is_locked: bool) -> None:
        """Shows a number and whether it stays."""
        self._box.show_value(min(seed, HIGHEST))
        self._lock.setChecked(is_locked)
        self._refresh()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self._dice.setIcon(icon("dice", colours))
        self._refresh()

    def _refresh(self) -> None:
        is_locked = self._lock.isChecked()
        self._lock.setIcon(icon("locked" if is_locked else "unlocked", self._colours))
        self._lock.setToolTip(CLOSED if is_locked else OPEN)
        self._lock.setAccessibleDescription(CLOSED if is_locked else OPEN)
