"""The plot of a training: both curves, the best moment, and what they are measured by."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy

from gui.learning.curve_frame import Frame
from gui.learning.curve_painting import LEFT, Brush, paint_curves, tint
from gui.learning.curve_words import check_lines, summary
from gui.learning.curves import Curves, value_words
from gui.panels.announcing import announce
from gui.panels.card_facts import small
from gui.panels.keyboard import ENTERS, JUMPS, KeyClaim
from gui.panels.still_picture import StillPicture
from gui.theme import RADIUS, Colours
from melodyrnn.course.history import Check, Point
from melodyrnn.course.words import elapsed

NEAR_PX = 14.0
"""A pointer this near a check means the check."""

LINE_PX, PADDING = 17.0, 9.0
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CurvePlot(StillPicture):
    """Shows curves; the pointer and the arrow keys read them off.

    check_chosen: number of a check that was clicked, or had Enter pressed on it.
    """

    check_chosen = Signal(int)

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._curves = Curves()
        self._frame: Frame | None = None
        self._pointer: float | None = None
        self._read = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Curves of the training")
        self._claim = KeyClaim(self, (*STEPS, *JUMPS, *ENTERS))

    @property
    def curves(self) -> Curves:
        """What is shown."""
        return self._curves

    @property
    def read(self) -> Check | Point | None:
        """What is read off: a check or a point of the learning curve."""
        checks = self._curves.checks
        if self._read and self.hasFocus():
            return next((check for check in checks if check.number == self._read), None)
        if self._pointer is None or not self._curves.points:
            return None
        frame, x = self._framed(), self._pointer

        def away(at: Check | Point) -> float:
            return abs(frame.x(self._curves.along(at)) - x)

        check = min(checks, key=away, default=None)
        if check is not None and away(check) <= NEAR_PX:
            return check
        return min(self._curves.points, key=away)

    def set_curves(self, curves: Curves) -> None:
        """Shows other curves."""
        has_more = len(curves.history.checks) != len(self._curves.history.checks)
        self._curves = curves
        if has_more or not self.accessibleDescription():
            self.setAccessibleDescription(summary(curves))
        self._repaint()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self._repaint()

    def sizeHint(self) -> QSize:
        return QSize(640, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 150)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position().x()
        is_check = isinstance(self.read, Check)
        shape = Qt.CursorShape.PointingHandCursor if is_check else Qt.CursorShape.CrossCursor
        self.setCursor(shape)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.update()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position().x()
        if event.button() == Qt.MouseButton.LeftButton and isinstance(self.read, Check):
            self.check_chosen.emit(self.read.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        numbers = [check.number for check in self._curves.checks]
        key = Qt.Key(event.key())
        if key in ENTERS and self._read:
            self.check_chosen.emit(self._read)
        elif numbers and key in STEPS:
            place = numbers.index(self._read) if self._read in numbers else len(numbers)
            self._read_off(numbers[min(max(place + STEPS[key], 0), len(numbers) - 1)])
        elif numbers and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._read_off(numbers[0 if key == Qt.Key.Key_Home else -1])
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._read = 0
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw_still(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if (read := self.read) is not None:
            self._paint_read(painter, read)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._colours.selected), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()

    def _read_off(self, number: int) -> None:
        self._read = number
        if isinstance(check := self.read, Check):
            announce(self, ", ".join(check_lines(check)))
        self.update()

    def _framed(self) -> Frame:
        if self._frame is None:
            self._frame = Frame.of(self._curves, QRectF(self.rect()))
        return self._frame

    def _repaint(self) -> None:
        self._frame = None
        super()._repaint()

    def _paint_still(self, painter: QPainter) -> None:
        paint_curves(Brush(painter, self._curves, self._framed(), self._colours))

    def _paint_read(self, painter: QPainter, read: Check | Point) -> None:
        c, frame = self._colours, self._framed()
        x = frame.x(self._curves.along(read))
        painter.setPen(QPen(tint(c.text, 0.45), 1))
        painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()))
        if isinstance(read, Check):
            lines, inks = check_lines(read), (c.text, c.idea, c.accent)
        else:
            when = f"after {elapsed(read.seconds)} \N{MIDDLE DOT} epoch {read.epoch:.1f}"
            lines = (when, f"learns from  {value_words(read.nats_per_note)}", "")
            inks = (c.text, c.accent, c.accent)
        shown = [line for line in zip(lines, inks, strict=True) if line[0]]
        painter.setFont(small(self.font()))
        widest = max(painter.fontMetrics().horizontalAdvance(text) for text, _ in shown)
        width, height = widest + 2 * PADDING, len(shown) * LINE_PX + PADDING
        left = x + 12 if x + 12 + width < frame.area.right() else x - 12 - width
        box = QRectF(max(left, 0), frame.area.top() + 6, width, height)
        painter.setPen(QPen(QColor(c.border), 1))
        painter.setBrush(tint(c.raised, 0.96))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        for i, (text, ink) in enumerate(shown):
            painter.setPen(QColor(ink))
            top = box.top() + PADDING / 2 + i * LINE_PX
            painter.drawText(QRectF(box.left() + PADDING, top, widest + 4, LINE_PX), LEFT, text)
