"""What all cards of the strip share: frame, ring, focus, click, drag and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from gui.panels.grip import Grip
from gui.panels.keyboard import ARROWS, ENTERS, KeyClaim
from gui.theme import RADIUS, Colours, blend

INSET = 3
"""Pixels around a card in which the focus is shown."""

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_DISCARDING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class CardFrame(QWidget):
    """A card that is clicked to be heard.

    pressed: clicked. opened: double-clicked, or Enter. dragged: the mouse went far enough
    to carry it off. stepped: Left or Right, -1 or 1. thrown_away: Delete. tabbed: Tab, if
    `takes_tab` is set; else Tab moves the focus on as everywhere.
    """

    pressed = Signal()
    opened = Signal()
    dragged = Signal()
    stepped = Signal(int)
    thrown_away = Signal()
    tabbed = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, colours: Colours, ink: str, parent: QWidget | None = None) -> None:
        """ink: name of the colour of its notes and its ring, "idea" or "accent"."""
        super().__init__(parent)
        self._colours = colours
        self._ink = ink
        self._is_heard = False
        self._is_under_mouse = False
        self._grip = Grip()
        self.takes_tab = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._claim = KeyClaim(self, (*ENTERS, *ARROWS, *_DISCARDING))

    @property
    def colours(self) -> Colours:
        """The look in force."""
        return self._colours

    @property
    def is_heard(self) -> bool:
        """Whether it is being auditioned."""
        return self._is_heard

    @property
    def ink(self) -> str:
        """Colour of its notes, #rrggbb."""
        return str(getattr(self._colours, self._ink))

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.update()

    def set_heard(self, is_heard: bool) -> None:
        """Whether it is being auditioned now."""
        self._is_heard = is_heard
        self.update()

    def first_control(self) -> QWidget | None:
        """Where Down leads: the first control on the card."""
        return None

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = self._colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(INSET, INSET, -INSET, -INSET)
        fill = blend(c.panel, self.ink, 0.12 if self._is_heard else 0.0)
        edge, width = c.border, 1.0
        if self._is_heard:
            edge, width = self.ink, 2.0
        elif self._is_under_mouse:
            edge = blend(c.border, c.text, 0.3)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(fill))
        half = width / 2
        painter.drawRoundedRect(body.adjusted(half, half, -half, -half), RADIUS + 2, RADIUS + 2)
        if self.hasFocus():
            painter.setPen(QPen(QColor(c.selected), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            outer = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(outer, RADIUS + 4, RADIUS + 4)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip.take(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip.is_pulled(event):
            self.dragged.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip.let_go() and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ENTERS:
            self.opened.emit()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _DISCARDING:
            self.thrown_away.emit()
        elif key == Qt.Key.Key_Down and (control := self.first_control()) is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        # Buttons on the card ask here too; only the card's own Tab swaps.
        if is_next and self.takes_tab and self.hasFocus():
            self.tabbed.emit()
            return True
        return super().focusNextPrevChild(is_next)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_under_mouse = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._is_under_mouse = False
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)
