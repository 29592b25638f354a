"""Clicks that are no gesture: the mouse went down on the canvas and came up where it was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from gui.piano_roll.hand import SLACK_PX
from gui.piano_roll.scene import Scene

_KIND_TOOLS = ("pencil", "select")
"""Tools that do a note no harm when it is clicked."""


class Taps(QObject):
    """Tells of them beside the tools, which have the same press. Call `watch` with the canvas.

    tapped: tick and pitch of the place, with the left button and no key held down.
    """

    tapped = Signal(float, int)

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self._scene = scene
        self._pressed: QPointF | None = None

    def watch(self, canvas: QWidget) -> None:
        """Follows the mouse on the canvas."""
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees presses and releases, and leaves them to the canvas."""
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                self._pressed = event.position() if self._is_plain(event) else None
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._release(event.position())
        return super().eventFilter(watched, event)

    def _is_plain(self, event: QMouseEvent) -> bool:
        is_left = event.button() == Qt.MouseButton.LeftButton
        is_bare = event.modifiers() == Qt.KeyboardModifier.NoModifier
        return is_left and is_bare and self._scene.tool in _KIND_TOOLS

    def _release(self, at: QPointF) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and (at - pressed).manhattanLength() < 2 * SLACK_PX:
            view = self._scene.geometry
            self.tapped.emit(view.tick(pressed.x()), view.pitch(pressed.y()))
