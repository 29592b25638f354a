"""Scores beside each other as bars: the shorter, the less the music surprises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Colours, blend

ROW = 24
BAR = 8.0
NAMES, NAMES_SHARE = 190.0, 0.38
"""Pixels of the names, and the most they take of the width."""
VALUES = 86
SHADES = (1.0, 0.66, 0.38)
"""Of the parts of a bar, from the first on."""
GAP = 1.5
"""Pixels between parts."""


class Score(NamedTuple):
    """Who pays how many nats a note; is_own: the model in question.

    parts: what that consists of, in the order of the legend; () if nobody knows.
    """

    name: str
    nats: float
    is_own: bool = False
    parts: tuple[float, ...] = ()


class ScoreBars(QWidget):
    """A row for each score. legend: what the parts of the bars are called."""

    def __init__(self, colours: Colours, legend: Sequence[str] = ()) -> None:
        super().__init__()
        self._colours = colours
        self._legend = tuple(legend)
        self._scores: tuple[Score, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Scores")

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.update()

    def show_scores(self, scores: Sequence[Score]) -> None:
        """Other scores; those of 0 are not known and are left out."""
        self._scores = tuple(score for score in scores if score.nats > 0)
        self.setVisible(bool(self._scores))
        said = ", ".join(f"{s.name}: {s.nats:.2f} nats a note{self._of(s)}" for s in self._scores)
        self.setAccessibleDescription(f"{said}; less is better")
        self.setToolTip("Nats of surprise a note in music it never saw; less is better")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, ROW * (len(self._scores) + self._has_legend))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = min(NAMES, NAMES_SHARE * self.width())
        most = max((score.nats for score in self._scores), default=1.0)
        per_nat = max(self.width() - names - VALUES, 1.0) / most
        for i, score in enumerate(self._scores):
            self._paint_row(painter, score, QRectF(0, i * ROW, names, ROW), per_nat)
        if self._has_legend:
            self._paint_legend(painter, names, len(self._scores) * ROW)
        painter.end()

    @property
    def _has_legend(self) -> bool:
        return bool(self._legend) and any(score.parts for score in self._scores)

    def _of(self, score: Score) -> str:
        """The parts of a score in words."""
        named = zip(self._legend, score.parts, strict=False)
        said = ", ".join(f"{name} {part:.2f}" for name, part in named)
        return f" ({said})" if said else ""

    def _paint_row(self, painter: QPainter, score: Score, name: QRectF, per_nat: float) -> None:
        c = self._colours
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(QColor(c.text if score.is_own else c.faint_text))
        elide = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(score.name, elide, int(name.width()) - 8)
        painter.drawText(name, middle, shown)
        top = name.top() + (ROW - BAR) / 2
        bar = QRectF(name.right(), top, score.nats * per_nat, BAR)
        self._paint_bar(painter, score, bar, per_nat)
        painter.setPen(QColor(c.text if score.is_own else c.faint_text))
        value = QRectF(bar.right() + 8, name.top(), VALUES, ROW)
        painter.drawText(value, middle, f"{score.nats:.2f}")

    def _paint_bar(self, painter: QPainter, score: Score, bar: QRectF, per_nat: float) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(bar, BAR / 2, BAR / 2)
        if not score.parts:
            painter.fillPath(outline, QColor(self._ink(is_own=score.is_own)))
            return
        painter.save()
        painter.setClipPath(outline)
        left = bar.left()
        for i, part in enumerate(score.parts):
            ink = QColor(self._ink(i, is_own=score.is_own))
            painter.fillRect(QRectF(left, bar.top(), part * per_nat - GAP, BAR), ink)
            left += part * per_nat
        painter.restore()

    def _paint_legend(self, painter: QPainter, left: float, top: float) -> None:
        c = self._colours
        metrics = painter.fontMetrics()
        for i, name in enumerate(self._legend):
            dot = QRectF(left, top + (ROW - BAR) / 2, BAR, BAR)
            outline = QPainterPath()
            outline.addRoundedRect(dot, 2, 2)
            painter.fillPath(outline, QColor(self._ink(i, is_own=True)))
            painter.setPen(QColor(c.faint_text))
            width = metrics.horizontalAdvance(name)
            words = QRectF(dot.right() + 6, top, width + 4, ROW)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), name)
            left = words.right() + 14

    def _ink(self, part: int = 0, *, is_own: bool) -> str:
        c = self._colours
        shade = SHADES[part % len(SHADES)]
        return blend(c.panel, c.idea, shade) if is_own else blend(c.panel, c.text, 0.36 * shade)
