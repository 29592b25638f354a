"""Scrolling on while a drag is held beyond the edges of the canvas."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from gui.piano_roll.pointer import Pointer
from gui.piano_roll.scene import Scene

_INTERVAL_MS = 16
_SLOWEST_PX, _FASTEST_PX = 3.0, 40.0
"""How far one interval scrolls."""

_REACH = 0.12
"""Of each pixel that the pointer is beyond the edge, so much is added."""


class EdgeScroll(QObject):
    """Moves the view towards the pointer, the faster the further out it is."""

    def __init__(self, scene: Scene, parent: QObject) -> None:
        super().__init__(parent)
        self._scene = scene
        self._right_px = self._down_px = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def is_scrolling(self) -> bool:
        """Whether the pointer is beyond an edge."""
        return self._timer.isActive()

    def follow(self, pointer: Pointer, *, in_pitch: bool) -> None:
        """The pointer of a drag is there. in_pitch: whether it may scroll up and down too."""
        view = self._scene.geometry
        self._right_px = _speed(pointer.x, view.width)
        self._down_px = _speed(pointer.y, view.height) if in_pitch else 0.0
        if not (self._right_px or self._down_px):
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """The drag has ended."""
        self._timer.stop()

    def _on_timeout(self) -> None:
        view = self._scene.geometry
        left = view.left + self._right_px / view.px_per_tick
        self._scene.set_geometry(view.moved_to(left, view.top - self._down_px / view.row_px))


def _speed(at: float, size: float) -> float:
    """Pixels an interval: negative before the first edge, positive beyond the other."""
    if 0 <= at <= size:
        return 0.0
    beyond = -at if at < 0 else at - size
    speed = min(_SLOWEST_PX + _REACH * beyond, _FASTEST_PX)
    return -speed if at < 0 else speed
