"""A slider with a dot for each moment at which the network was heard."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider

from gui.panels.keyboard import ARROWS, JUMPS, KeyClaim, WheelGuard
from gui.theme import RADIUS, Colours, blend

HANDLE, DOT, GROOVE = 8.0, 3.6, 4.0
MARGIN = HANDLE + 3
NEAREST_PX = 9.0
"""Dots that would stand nearer than this are left out."""


class CheckSlider(QSlider):
    """Places from 0 on. moved_to: the user chose one."""

    moved_to = Signal(int)

    def __init__(self, colours: Colours) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._colours = colours
        self._best: int | None = None
        self._is_quiet = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Moment of the training")
        self.setPageStep(5)
        self._claims = (KeyClaim(self, (*ARROWS, *JUMPS)), WheelGuard(self))
        self.valueChanged.connect(self._on_value_changed)
        self.set_places(0, 0, None)

    def set_places(self, count: int, place: int, best: int | None) -> None:
        """So many places, the one that is chosen, and the best; without a signal."""
        self._is_quiet = True
        self._best = best
        self.setRange(0, max(count - 1, 0))
        self.setValue(place)
        self.setEnabled(count > 1)
        self._is_quiet = False
        self.update()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(2 * HANDLE) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, round(2 * HANDLE) + 8)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self.setSliderDown(True)
            self.setValue(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setValue(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = self._colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y, here = self.height() / 2, self._x(self.value())
        painter.setPen(Qt.PenStyle.NoPen)
        rest = blend(c.panel, c.text, 0.16)
        for end, ink in ((self.width() - MARGIN, rest), (here, c.idea)):
            painter.setBrush(QColor(ink if self.isEnabled() else rest))
            groove = QRectF(QPointF(MARGIN, y - GROOVE / 2), QPointF(end, y + GROOVE / 2))
            painter.drawRoundedRect(groove, GROOVE / 2, GROOVE / 2)
        if self.isEnabled():
            self._paint_dots(painter, y)
            painter.setPen(QPen(QColor(c.panel), 2))
            painter.setBrush(QColor(c.text))
            painter.drawEllipse(QPointF(here, y), HANDLE, HANDLE)
        if self.hasFocus():
            painter.setPen(QPen(QColor(c.selected), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()

    def _paint_dots(self, painter: QPainter, y: float) -> None:
        c, count = self._colours, self.maximum() + 1
        step = (self.width() - 2 * MARGIN) / max(count - 1, 1)
        every = max(round(NEAREST_PX / max(step, 0.1)), 1)
        for place in range(0, count, every):
            is_past = place <= self.value()
            painter.setBrush(QColor(c.idea if is_past else blend(c.panel, c.text, 0.3)))
            painter.drawEllipse(QPointF(self._x(place), y), DOT, DOT)
        if self._best is not None:
            painter.setBrush(QColor(c.good))
            painter.drawEllipse(QPointF(self._x(self._best), y), DOT + 1.4, DOT + 1.4)

    def _x(self, place: float) -> float:
        return MARGIN + place / max(self.maximum(), 1) * (self.width() - 2 * MARGIN)

    def _value_at(self, x: float) -> int:
        share = (x - MARGIN) / max(self.width() - 2 * MARGIN, 1)
        return round(min(max(share, 0.0), 1.0) * self.maximum())

    def _on_value_changed(self, value: int) -> None:
        if not self._is_quiet:
            self.moved_to.emit(value)
