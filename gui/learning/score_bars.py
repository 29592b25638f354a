"""Scores beside each other as bars: the shorter, the less the music surprises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Colours, blend

ROW = 24
BAR = 8.0
NAMES = 170
VALUES = 86


class Score(NamedTuple):
    """Who pays how many nats a note; is_own: the model in question."""

    name: str
    nats: float
    is_own: bool = False


class ScoreBars(QWidget):
    """A row for each score."""

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
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
        said = ", ".join(f"{s.name}: {s.nats:.2f} nats a note" for s in self._scores)
        self.setAccessibleDescription(f"{said}; less is better")
        self.setToolTip("Nats of surprise a note in music it never saw; less is better")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, ROW * len(self._scores))

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = self._colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((score.nats for score in self._scores), default=1.0)
        room = self.width() - NAMES - VALUES
        for i, score in enumerate(self._scores):
            top = i * ROW
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setPen(QColor(c.text if score.is_own else c.faint_text))
            name = painter.fontMetrics().elidedText(
                score.name, Qt.TextElideMode.ElideRight, NAMES - 8
            )
            painter.drawText(QRectF(0, top, NAMES, ROW), int(middle), name)
            ink = c.idea if score.is_own else blend(c.panel, c.text, 0.3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink))
            bar = QRectF(NAMES, top + (ROW - BAR) / 2, room * score.nats / most, BAR)
            painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
            painter.setPen(QColor(c.text if score.is_own else c.faint_text))
            value = QRectF(bar.right() + 8, top, VALUES, ROW)
            painter.drawText(value, int(middle), f"{score.nats:.2f}")
        painter.end()
