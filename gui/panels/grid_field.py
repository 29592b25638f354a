"""The grid that notes snap to: note value, triplet or dotted, as fine as the zoom, or off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from gui.actions import Actions
from gui.panels.keyboard import ARROWS, ENTERS, JUMPS, KeyClaim, WheelGuard
from gui.panels.tool_button import action_button, toggle
from gui.piano_roll.scene import Scene
from melodyrnn.music.grid import DENOMINATORS, Division

ADAPTIVE = "By zoom"
_OFF = "The grid is off; switch Snap to Grid on to choose its lines"


class GridField(QWidget):
    """Shows and sets the grid of a scene."""

    def __init__(self, scene: Scene, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._snap = actions["snap"]
        self._values = QComboBox()
        self._values.addItem(ADAPTIVE, None)
        for denominator in DENOMINATORS:
            self._values.addItem(f"1/{denominator}", denominator)
        self._values.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._values.setAccessibleName("Grid")
        self._triplet = toggle("Triplet grid", "Three lines in the time of two", text="3")
        self._triplet.setProperty("segment", "first")
        self._dotted = toggle("Dotted grid", "Lines half as far apart again", text="•")
        self._dotted.setProperty("segment", "last")
        self._guards = (
            KeyClaim(self._values, (*ARROWS, *JUMPS, *ENTERS)),
            WheelGuard(self._values),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(action_button(self._snap))
        layout.addWidget(self._values)
        pair = QHBoxLayout()
        pair.setSpacing(0)
        pair.addWidget(self._triplet)
        pair.addWidget(self._dotted)
        layout.addLayout(pair)
        self._refresh()
        self._values.activated.connect(self._on_value_chosen)
        self._triplet.clicked.connect(lambda on: self._set_division("triplet", on))
        self._dotted.clicked.connect(lambda on: self._set_division("dotted", on))
        scene.tools_changed.connect(self._refresh)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """The action that switches the grid on and off."""
        return {"snap": self.set_on}

    def set_on(self, is_on: bool) -> None:
        """Notes snap, or begin anywhere."""
        self._scene.set_tools(grid=replace(self._scene.grid, is_on=is_on))

    def _on_value_chosen(self, index: int) -> None:
        denominator = self._values.itemData(index)
        grid = replace(self._scene.grid, is_adaptive=denominator is None)
        if denominator is not None:
            grid = replace(grid, denominator=denominator)
        self._scene.set_tools(grid=grid)

    def _set_division(self, division: Division, is_on: bool) -> None:
        grid = replace(self._scene.grid, division=division if is_on else "straight")
        self._scene.set_tools(grid=grid)

    def _refresh(self) -> None:
        grid = self._scene.grid
        shown = None if grid.is_adaptive else grid.denominator
        self._values.setCurrentIndex(
            next(i for i in range(self._values.count()) if self._values.itemData(i) == shown)
        )
        self._triplet.setChecked(grid.division == "triplet")
        self._dotted.setChecked(grid.division == "dotted")
        self._snap.setChecked(grid.is_on)
        tips = (
            (self._values, "Distance of the grid's lines"),
            (self._triplet, "Triplets: three lines in the time of two"),
            (self._dotted, "Dotted: lines half as far apart again"),
        )
        for widget, tip in tips:
            widget.setEnabled(grid.is_on)
            widget.setToolTip(tip if grid.is_on else _OFF)
