"""A word or two in a frame that can be dragged out of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

from gui.panels.grip import Grip


class DragChip(QLabel):
    """dragged: the mouse went far enough with it; the drag itself begins outside."""

    dragged = Signal()

    def __init__(self, name: str, tip: str, parent: QWidget | None = None) -> None:
        """name: for screen readers."""
        super().__init__(parent)
        self._grip = Grip()
        self.setProperty("kind", "chip")
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip.take(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip.is_pulled(event):
            self.dragged.emit()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grip.let_go()
