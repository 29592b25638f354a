"""A statistic of a model's takes beside that of the music: two histograms, one in the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from gui.learning.card_words import capital, overlap_words
from gui.panels.card_facts import small
from gui.theme import MARGIN, Colours, blend
from melodyrnn.scorecard.result import Overlap

HEIGHT = 128
HEAD, FOOT = 26, 18
"""Pixels above and below the columns."""
NARROWEST = 190
"""Pixels of a plot; where two have no room, they stand below one another."""
MOST_COLUMNS = 3
UNSEEN = 0.01
"""Of the highest column: lower ones at the ends are not drawn."""
MUSIC_SHARE, TAKES_SHARE = 0.86, 0.44
"""Width of a column, as a share of its place: the music's behind, the takes' before it."""
CORNER = 2.0
APART = 5
"""Pixels between labels."""
NUMBER, WIDEST_STRIDE = 44, 4
"""Labels as narrow as numbers stand at every column, or up to every fourth; where that is too
close, and where they are words, the highest columns are named."""


class OverlapPlot(QWidget):
    """Paints one statistic: its name, how much is shared, the columns and their labels."""

    def __init__(self, overlap: Overlap, colours: Colours) -> None:
        super().__init__()
        self._overlap, self._colours = _without_empty_ends(overlap), colours
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(NARROWEST)
        self.setAccessibleName(capital(overlap.name))
        self.setAccessibleDescription(overlap_words(overlap))
        self.setToolTip(f"<p>{escape(overlap_words(overlap))}</p>")

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_head(painter)
        plot = QRectF(0, HEAD, self.width(), HEIGHT - HEAD - FOOT)
        self._paint_columns(painter, plot)
        self._paint_labels(painter, plot)
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        c, overlap = self._colours, self._overlap
        head = QRectF(0, 0, self.width(), HEAD - 6)
        share = f"{overlap.share:.0%}"
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(c.idea))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(head, int(flags), share)
        room = int(self.width() - painter.fontMetrics().horizontalAdvance(share) - 8)
        painter.setFont(self.font())
        painter.setPen(QColor(c.text))
        called = capital(overlap.name)
        name = painter.fontMetrics().elidedText(called, Qt.TextElideMode.ElideRight, room)
        painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), name)

    def _paint_columns(self, painter: QPainter, plot: QRectF) -> None:
        c, overlap = self._colours, self._overlap
        painter.setPen(Qt.PenStyle.NoPen)
        highest = max((*overlap.takes, *overlap.music), default=0.0) or 1.0
        for columns, share, ink in (
            (overlap.music, MUSIC_SHARE, blend(c.panel, c.text, 0.24)),
            (overlap.takes, TAKES_SHARE, c.idea),
        ):
            painter.setBrush(QColor(ink))
            place = plot.width() / max(len(columns), 1)
            width = place * share
            for i, value in enumerate(columns):
                height = plot.height() * max(value, 0.0) / highest
                left = plot.left() + i * place + (place - width) / 2
                column = QRectF(left, plot.bottom() - height, width, height)
                corner = min(CORNER, width / 3, height / 2)
                painter.drawRoundedRect(column, corner, corner)
        painter.setBrush(QColor(c.border))
        painter.drawRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1))

    def _paint_labels(self, painter: QPainter, plot: QRectF) -> None:
        """As many as there is room for."""
        labels = self._overlap.labels
        painter.setFont(small(self.font()))
        painter.setPen(QColor(self._colours.faint_text))
        metrics = painter.fontMetrics()
        place = plot.width() / max(len(labels), 1)
        taken: list[tuple[float, float]] = []
        for i in self._order(max(map(metrics.horizontalAdvance, labels), default=0), place):
            width = metrics.horizontalAdvance(labels[i])
            left = plot.left() + (i + 0.5) * place - width / 2
            left = min(max(left, plot.left()), plot.right() - width)
            if all(left >= end + APART or left + width <= start - APART for start, end in taken):
                where = QRectF(left, plot.bottom() + 2, width + 2, FOOT - 2)
                painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter), labels[i])
                taken.append((left, left + width))

    def _order(self, widest: int, place: float) -> list[int]:
        """Columns to be labelled, the most wanted first: evenly apart, or the highest."""
        labels = self._overlap.labels
        stride = math.ceil((widest + APART) / max(place, 1.0))
        if widest <= NUMBER and stride <= WIDEST_STRIDE:
            return list(range(len(labels) // 2 % stride, len(labels), stride))
        highest = list(map(max, self._overlap.takes, self._overlap.music))
        named = (i for i, label in enumerate(labels) if label)
        return sorted(named, key=lambda i: -highest[i])


def _without_empty_ends(overlap: Overlap) -> Overlap:
    """From the first column with something to be seen to the last."""
    highest = max((*overlap.takes, *overlap.music), default=0.0)
    pairs = zip(overlap.takes, overlap.music, strict=True)
    seen = [i for i, pair in enumerate(pairs) if max(pair) > UNSEEN * highest]
    if not seen:
        return overlap
    kept = slice(seen[0], seen[-1] + 1)
    return replace(
        overlap, takes=overlap.takes[kept], music=overlap.music[kept], labels=overlap.labels[kept]
    )


class OverlapGrid(QWidget):
    """All statistics, side by side as the width allows."""

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self.plots: list[OverlapPlot] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * MARGIN)
        self._grid.setVerticalSpacing(MARGIN)
        self.setMinimumWidth(NARROWEST)  # else as wide as the plots stand side by side now

    def show_overlaps(self, overlaps: Sequence[Overlap]) -> None:
        """Other statistics."""
        for plot in self.plots:
            self._grid.removeWidget(plot)
            plot.hide()
            plot.deleteLater()
        self.plots = [OverlapPlot(overlap, self._colours) for overlap in overlaps]
        self.setVisible(bool(self.plots))
        self._place(force=True)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        for plot in self.plots:
            plot.set_colours(colours)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def _place(self, *, force: bool = False) -> None:
        spacing = self._grid.horizontalSpacing()
        columns = max((self.width() + spacing) // (NARROWEST + spacing), 1)
        columns = min(columns, max(len(self.plots), 1), MOST_COLUMNS)
        if columns == self._columns and not force:
            return
        for i, plot in enumerate(self.plots):
            self._grid.addWidget(plot, i // columns, i % columns)
        for i in range(MOST_COLUMNS):
            self._grid.setColumnStretch(i, int(i < columns))
        self._columns = columns
