"""A slider with named stops: it rests softly at each and everywhere between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip

from gui.panels.card_facts import small
from gui.panels.keyboard import ARROWS, JUMPS, KeyClaim, WheelGuard
from gui.theme import RADIUS, Colours, blend

PARTS = 100
"""Positions from one stop to the next."""

SNAP = 8
"""A hand this near a stop means the stop."""

KEY_STEP = 10
HANDLE = 8.0
GROOVE = 5.0
MARGIN = HANDLE + 3
LABEL_GAP = 5
INSET = 5


class Stop(NamedTuple):
    """A named place on the slider, and what choosing it means."""

    name: str
    tip: str


class StopSlider(QSlider):
    """Values run from 0 at the first stop by one a stop. moved_to: the user chose a value.

    shows_names: the stops' names stand below the groove.
    """

    moved_to = Signal(float)

    def __init__(
        self, name: str, stops: Sequence[Stop], colours: Colours, *, shows_names: bool = True
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._stops = tuple(stops)
        self._colours = colours
        self._shows_names = shows_names
        self._is_quiet = False
        self.setRange(0, (len(self._stops) - 1) * PARTS)
        self.setSingleStep(KEY_STEP)
        self.setPageStep(PARTS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self._claims = (KeyClaim(self, (*ARROWS, *JUMPS)), WheelGuard(self))
        self.valueChanged.connect(self._on_value_changed)
        self._describe()

    @property
    def amount(self) -> float:
        """The value, 0 at the first stop, 1 at the second."""
        return self.value() / PARTS

    def set_amount(self, amount: float) -> None:
        """Moves the handle without a signal."""
        self._is_quiet = True
        self.setValue(round(amount * PARTS))
        self._is_quiet = False

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        names = self.fontMetrics().height() + LABEL_GAP if self._shows_names else 0
        return QSize(120, round(2 * HANDLE) + 8 + names)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event)
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._follow(event)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_PageUp:
            self.setValue((self.value() // PARTS + 1) * PARTS)
        elif event.key() == Qt.Key.Key_PageDown:
            self.setValue((-(-self.value() // PARTS) - 1) * PARTS)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            stop = self._stops[self._nearest(self._value_at(event.pos().x()))]
            QToolTip.showText(event.globalPos(), f"<b>{stop.name}</b><br>{stop.tip}", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = self._colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = HANDLE + 4
        left, right, here = self._x(0), self._x(self.maximum()), self._x(self.value())
        painter.setPen(Qt.PenStyle.NoPen)
        for end, ink in ((right, blend(c.panel, c.text, 0.16)), (here, c.idea)):
            painter.setBrush(QColor(ink))
            groove = QRectF(QPointF(left, y - GROOVE / 2), QPointF(end, y + GROOVE / 2))
            painter.drawRoundedRect(groove, GROOVE / 2, GROOVE / 2)
        for i in range(len(self._stops)):
            is_passed = i * PARTS <= self.value()
            painter.setBrush(QColor(c.idea if is_passed else blend(c.panel, c.text, 0.3)))
            painter.drawEllipse(QPointF(self._x(i * PARTS), y), 4.0, 4.0)
        painter.setPen(QPen(QColor(c.panel), 2))
        painter.setBrush(QColor(c.text if self.isEnabled() else c.faint_text))
        painter.drawEllipse(QPointF(here, y), HANDLE, HANDLE)
        if self._shows_names:
            self._paint_names(painter, y + HANDLE + LABEL_GAP)
        if self.hasFocus():
            painter.setPen(QPen(QColor(c.selected), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()

    def _paint_names(self, painter: QPainter, top: float) -> None:
        nearest = self._nearest(self.value())
        for i, stop in enumerate(self._stops):
            font = small(self.font())
            font.setBold(i == nearest)
            painter.setFont(font)
            width = painter.fontMetrics().horizontalAdvance(stop.name) + 2
            left = min(max(self._x(i * PARTS) - width / 2, INSET), self.width() - width - INSET)
            painter.setPen(QColor(self._colours.text if i == nearest else self._colours.faint_text))
            room = QRectF(left, top, width, self.fontMetrics().height())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, stop.name)

    def _follow(self, event: QMouseEvent) -> None:
        value = self._value_at(event.position().x())
        stop = self._nearest(value) * PARTS
        self.setValue(stop if abs(value - stop) <= SNAP else value)

    def _x(self, value: int) -> float:
        return MARGIN + value / max(self.maximum(), 1) * (self.width() - 2 * MARGIN)

    def _value_at(self, x: float) -> int:
        share = (x - MARGIN) / max(self.width() - 2 * MARGIN, 1)
        return round(min(max(share, 0.0), 1.0) * self.maximum())

    def _nearest(self, value: int) -> int:
        return min(max(round(value / PARTS), 0), len(self._stops) - 1)

    def _describe(self) -> None:
        stop = self._stops[self._nearest(self.value())]
        self.setAccessibleDescription(f"{stop.name}: {stop.tip}")

    def _on_value_changed(self) -> None:
        self._describe()
        self.update()
        if not self._is_quiet:
            self.moved_to.emit(self.amount)
