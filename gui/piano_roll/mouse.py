"""What the canvas asks of the tools: who gets its mouse, wheel and key events."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent


class Gestures(Protocol):
    """The tools of the roll. Positions are in logical pixels of the canvas, as the events say.

    The canvas keeps the middle button, and the wheel where `wheeled` does not want it, for
    moving the view. All other buttons come here, a move also while no button is down.
    """

    def pressed(self, event: QMouseEvent) -> None:
        """A button went down."""

    def moved(self, event: QMouseEvent) -> None:
        """The pointer moved, with or without a button."""

    def released(self, event: QMouseEvent) -> None:
        """A button came up."""

    def double_clicked(self, event: QMouseEvent) -> None:
        """The second press of two in a row; Qt sends it in place of a press."""

    def wheeled(self, event: QWheelEvent) -> bool:
        """Whether the tools used the wheel; else it moves the view."""

    def left(self) -> None:
        """The pointer left the canvas, or the canvas lost the focus."""

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Whether the tools used the key; else it goes on to the window."""

    def cursor_at(self, pos: QPointF) -> Qt.CursorShape:
        """Shape of the pointer over a place."""

    def told_at(self, pos: QPointF) -> str:
        """What a press there would do, for the status bar."""


class NoGestures:
    """No tool at all: the canvas only shows."""

    def pressed(self, event: QMouseEvent) -> None:
        """Nothing."""

    def moved(self, event: QMouseEvent) -> None:
        """Nothing."""

    def released(self, event: QMouseEvent) -> None:
        """Nothing."""

    def double_clicked(self, event: QMouseEvent) -> None:
        """Nothing."""

    def wheeled(self, _event: QWheelEvent) -> bool:
        """Not used."""
        return False

    def left(self) -> None:
        """Nothing."""

    def key_pressed(self, _event: QKeyEvent) -> bool:
        """Not used."""
        return False

    def cursor_at(self, _pos: QPointF) -> Qt.CursorShape:
        """The arrow."""
        return Qt.CursorShape.ArrowCursor

    def told_at(self, _pos: QPointF) -> str:
        """Nothing."""
        return ""
