"""The moment at which a press becomes a drag."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication


class Grip:
    """Follows the left button over a widget that can be dragged out of the window."""

    def __init__(self) -> None:
        self._at: QPoint | None = None

    def take(self, event: QMouseEvent) -> None:
        """A button was pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._at = event.position().toPoint()

    def is_pulled(self, event: QMouseEvent) -> bool:
        """Whether the mouse has just gone far enough; true once a press."""
        if self._at is None:
            return False
        way = event.position().toPoint() - self._at
        if way.manhattanLength() < QApplication.startDragDistance():
            return False
        self._at = None  # a drag runs its own event loop
        return True

    def let_go(self) -> bool:
        """The button came up; whether it was held and not dragged."""
        was_held, self._at = self._at is not None, None
        return was_held
