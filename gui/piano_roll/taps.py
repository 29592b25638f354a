"""Clicks that are no gesture: the mouse went down on the canvas and came up where it was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from gui.piano_roll.hand import is_click
from gui.piano_roll.pointer import Pointer
from gui.piano_roll.scene import Scene

KIND_TOOLS = ("pencil", "select")
"""Tools that do a note no harm when it is clicked."""


class Taps(QObject):
    """Tells of them beside the tools, which have the same press. Call `watch` with the canvas.

    tapped: tick and pitch of the place, with the left button and no key held down.
    """

    tapped = Signal(float, int)

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self._scene = scene
        self._pressed: Pointer | None = None

    def watch(self, canvas: QWidget) -> None:
        """Follows the mouse on the canvas."""
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees presses and releases, and leaves them to the canvas."""
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                self._pressed = self._pointer(event) if self._is_plain(event) else None
            elif event.type() == QEvent.Type.MouseMove:
                self._follow(self._pointer(event))
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._follow(self._pointer(event))
                self._release()
        return super().eventFilter(watched, event)

    def _is_plain(self, event: QMouseEvent) -> bool:
        is_left = event.button() == Qt.MouseButton.LeftButton
        is_bare = event.modifiers() == Qt.KeyboardModifier.NoModifier
        return is_left and is_bare and self._scene.tool in KIND_TOOLS

    def _pointer(self, event: QMouseEvent) -> Pointer:
        return Pointer.at(event.position(), event.modifiers(), self._scene.geometry)

    def _follow(self, now: Pointer) -> None:
        """Once so far away that notes are dragged, it is no click any more."""
        if self._pressed is not None and not is_click(self._pressed, now, self._scene.geometry):
            self._pressed = None

    def _release(self) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None:
            self.tapped.emit(pressed.tick, pressed.pitch)
