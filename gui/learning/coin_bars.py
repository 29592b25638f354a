"""How often a model preferred the true continuation, as bars beside what a coin would get."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.learning.card_words import foils_words, preferred_words
from gui.learning.score_bars import BAR, NAMES, NAMES_SHARE, ROW
from gui.panels.card_facts import small
from gui.theme import Colours, blend
from melodyrnn.scorecard.result import Foils

VALUES = 104
"""Pixels of the words behind a bar."""
REACH = 4.0
"""Pixels that the coin's line stands out of the bars."""
COIN, FROM = "a coin", "From "


class CoinBars(QWidget):
    """A row for each kind of false continuation, full where it was always right."""

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._foils: tuple[Foils, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("True continuations told from false ones")

    def show_foils(self, foils: Sequence[Foils]) -> None:
        """Other results; those where nothing was tried are left out."""
        self._foils = tuple(found for found in foils if found.trials)
        self.setVisible(bool(self._foils))
        said = " ".join(map(foils_words, self._foils))
        self.setAccessibleDescription(said)
        self.setToolTip(f"<p>{escape(said)}</p>")
        self.updateGeometry()
        self.update()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, ROW * (len(self._foils) + 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = self._colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = min(NAMES, NAMES_SHARE * self.width())
        room = max(self.width() - names - VALUES, 1.0)
        for i, found in enumerate(self._foils):
            self._paint_row(painter, found, QRectF(names, i * ROW + (ROW - BAR) / 2, room, BAR))
        middle, bottom = names + room / 2, ROW * len(self._foils)
        painter.setPen(QPen(QColor(c.text), 1.5))
        painter.drawLine(
            QPointF(middle, (ROW - BAR) / 2 - REACH), QPointF(middle, bottom - 4 + REACH)
        )
        painter.setFont(small(self.font()))
        painter.setPen(QColor(c.faint_text))
        words = QRectF(middle - 60, bottom, 120, ROW - 4)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), COIN)
        painter.end()

    def _paint_row(self, painter: QPainter, found: Foils, bar: QRectF) -> None:
        c = self._colours
        outline = QPainterPath()
        outline.addRoundedRect(bar, BAR / 2, BAR / 2)
        painter.fillPath(outline, QColor(blend(c.panel, c.text, 0.12)))
        painter.save()
        painter.setClipPath(outline)
        full = QRectF(bar)
        full.setWidth(bar.width() * found.share)
        painter.fillRect(full, QColor(c.idea))
        painter.restore()
        painter.setPen(QColor(c.text))
        row = QRectF(0, bar.center().y() - ROW / 2, bar.left(), ROW)
        elide = Qt.TextElideMode.ElideRight
        name = painter.fontMetrics().elidedText(FROM + found.name, elide, int(row.width()) - 8)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(row, middle, name)
        value = QRectF(bar.right() + 8, row.top(), VALUES - 8, ROW)
        painter.drawText(value, middle, preferred_words(found))
