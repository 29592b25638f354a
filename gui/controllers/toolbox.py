"""Tools and views of the roll: actions that show what the scene says, and change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from PySide6.QtCore import QObject

from gui.actions import Actions
from gui.piano_roll.scene import Scene, Tool

SWITCHES = {
    "snap_to_scale": "snaps_to_scale",
    "show_scale": "shows_scale",
    "show_velocity": "shows_velocity",
}
"""Checkable actions, and what of the scene they show."""


class Toolbox(QObject):
    """Keeps tool and view actions checked as the scene is."""

    def __init__(self, scene: Scene, actions: Actions) -> None:
        super().__init__(scene)
        self._scene = scene
        self._actions = actions
        scene.tools_changed.connect(self._show)
        self._show()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions of the tools do."""
        return {f"tool_{tool}": self._chooser(tool) for tool in get_args(Tool)}

    def _chooser(self, tool: Tool) -> Callable[[bool], None]:
        return lambda _on: self._scene.set_tools(tool=tool)

    def _show(self) -> None:
        scene = self._scene
        self._actions[f"tool_{scene.tool}"].setChecked(True)
        self._actions["snap"].setChecked(scene.grid.is_on)
        for name, field in SWITCHES.items():
            self._actions[name].setChecked(getattr(scene, field))
