"""A tool for as long as its key is held: when the key comes up, the tool before is back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from gui.piano_roll.scene import Scene, Tool

TAP_S = 0.3
"""A key held no longer has been tapped: its tool stays."""

_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta})


class _Down(NamedTuple):
    key: int
    since_s: float
    before: Tool


class HeldTool(QObject):
    """Watches keys come and go. Which of them choose tools, only their shortcuts know.

    So the key that went down last is taken for the one that changed the tool. clock: seconds
    that only grow.
    """

    def __init__(self, scene: Scene, clock: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._scene, self._clock = scene, clock
        self._tool: Tool = scene.tool
        self._latest: _Down | None = None
        self._held: _Down | None = None
        self._was_used = False
        scene.tools_changed.connect(self._on_tools_changed)

    def key_down(self, event: QKeyEvent) -> None:
        """A key goes down; its shortcut has not acted yet."""
        is_held = self._latest is not None and self._latest.key == event.key()
        if not (event.isAutoRepeat() or is_held or event.key() in _MODIFIERS):
            self._latest = _Down(event.key(), self._clock(), self._scene.tool)

    def key_up(self, event: QKeyEvent) -> None:
        """A key comes up: the tool that it brought goes, unless the key was only tapped."""
        if event.isAutoRepeat():
            return
        if self._latest is not None and self._latest.key == event.key():
            self._latest = None
        held = self._held
        if held is not None and held.key == event.key():
            self._held = None
            if self._was_used or self._clock() - held.since_s > TAP_S:
                self._scene.set_tools(tool=held.before)

    def use(self) -> None:
        """The tool does something: its key was meant to be held, however short."""
        self._was_used = True

    def forget(self) -> None:
        """Keys come up elsewhere from now on."""
        self._latest = self._held = None

    def _on_tools_changed(self) -> None:
        if self._scene.tool != self._tool:
            self._tool = self._scene.tool
            self._held, self._was_used = self._latest, False
