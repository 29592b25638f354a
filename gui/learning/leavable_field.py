"""A line of text that Esc leaves, without closing the window it stands in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from gui.panels.keyboard import KeyClaim


class LeavableField(QLineEdit):
    """left: Esc was pressed in it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._claim = KeyClaim(self, (Qt.Key.Key_Escape,))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
