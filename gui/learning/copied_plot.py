"""How long the runs are that takes copy, beside those of people's pieces: two ranges."""

from __future__ import annotations

import math
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.learning.card_words import copied_words
from gui.learning.score_bars import NAMES, NAMES_SHARE
from gui.panels.card_facts import small
from gui.theme import Colours, blend
from melodyrnn.scorecard.result import Originality

ROW, AXIS = 44, 22
"""Pixels of a range with its words, and of the numbers below."""
RIGHT = 22
"""Pixels beyond the last number."""
FIRST = 2
"""Notes at the left end; each line on is twice as many."""
DOT, BAR = 5.0, 8.0


class _Range(NamedTuple):
    name: str
    median: float
    p90: float
    longest: int
    is_own: bool


class CopiedPlot(QWidget):
    """From the median, a dot, by way of nine in ten, a bar, to the longest of all, a line."""

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._ranges: tuple[_Range, ...] = ()
        self._last = 2.0 * FIRST
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Longest copied runs")

    def show_found(self, found: Originality) -> None:
        """Another finding."""
        self._ranges = (
            _Range("Its takes", found.median, found.p90, found.longest, is_own=True),
            _Range(
                "People's pieces", found.human_median, found.human_p90, found.human_longest,
                is_own=False,
            ),
        )  # fmt: skip
        most = max(found.longest, found.human_longest, 2 * FIRST)
        self._last = 2.0 ** math.ceil(math.log2(most))
        self.setAccessibleDescription(copied_words(found))
        self.setToolTip(f"<p>{escape(copied_words(found))}</p>")
        self.update()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 2 * ROW + AXIS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = min(NAMES, NAMES_SHARE * self.width())
        plot = QRectF(left, 0, max(self.width() - left - RIGHT, 1.0), 2 * ROW)
        self._paint_axis(painter, plot)
        for i, found in enumerate(self._ranges):
            self._paint_range(painter, found, plot, i * ROW)
        painter.end()

    def _x(self, notes: float, plot: QRectF) -> float:
        """Where a length stands; each doubling is as far as the one before."""
        share = math.log2(max(notes, FIRST) / FIRST) / math.log2(self._last / FIRST)
        return plot.left() + plot.width() * min(share, 1.0)

    def _paint_axis(self, painter: QPainter, plot: QRectF) -> None:
        c = self._colours
        painter.setFont(small(self.font()))
        notes = FIRST
        while notes <= self._last:
            x = self._x(notes, plot)
            painter.setPen(QPen(QColor(blend(c.panel, c.text, 0.12)), 1))
            painter.drawLine(QPointF(x, 4), QPointF(x, plot.bottom()))
            painter.setPen(QColor(c.faint_text))
            number = QRectF(x - 30, plot.bottom() + 2, 60, AXIS - 4)
            painter.drawText(number, int(Qt.AlignmentFlag.AlignCenter), str(notes))
            notes *= 2
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        words = QRectF(0, plot.bottom() + 2, plot.left() - 12, AXIS - 4)
        painter.drawText(words, flags, "notes in a row")

    def _paint_range(self, painter: QPainter, found: _Range, plot: QRectF, top: float) -> None:
        c = self._colours
        ink = c.idea if found.is_own else blend(c.panel, c.text, 0.5)
        y, middle = top + ROW / 2, int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(self.font())
        painter.setPen(QColor(c.text if found.is_own else c.faint_text))
        name = QRectF(0, top, plot.left() - 8, ROW)
        painter.drawText(name, middle, found.name)
        if not found.longest:
            painter.drawText(QRectF(plot.left(), top, plot.width(), ROW), middle, "nothing")
            return
        median, p90, longest = (self._x(n, plot) for n in (found.median, found.p90, found.longest))
        painter.setPen(QPen(QColor(ink), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(p90, y), QPointF(longest, y))
        painter.drawLine(QPointF(longest, y - 5), QPointF(longest, y + 5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(blend(c.panel, ink, 0.55)))
        bar = QRectF(median, y - BAR / 2, max(p90 - median, 0.0), BAR)
        painter.drawRoundedRect(bar.adjusted(-BAR / 2, 0, BAR / 2, 0), BAR / 2, BAR / 2)
        painter.setBrush(QColor(ink))
        painter.drawEllipse(QPointF(median, y), DOT, DOT)
        self._paint_numbers(painter, found, (median, p90, longest), y)

    def _paint_numbers(
        self, painter: QPainter, found: _Range, at: tuple[float, ...], y: float
    ) -> None:
        """Above their marks; one in another's way is left out, the longest never."""
        painter.setFont(small(self.font()))
        painter.setPen(QColor(self._colours.text if found.is_own else self._colours.faint_text))
        taken: list[float] = []
        numbers = (found.longest, found.median, found.p90)
        for x, number in zip((at[2], at[0], at[1]), numbers, strict=True):
            if all(abs(x - other) > 24 for other in taken):
                place = QRectF(x - 30, y - 22, 60, 16)
                painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), f"{number:g}")
                taken.append(x)
