"""What lies over a part of the window while a folder is held above it: says what a drop does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.theme import MARGIN, Colours, blend

LARGE = 1.4
"""Size of the words, as a share of the font around them."""
VEIL = 0.86
"""How much of what lies below is hidden."""


class DropCover(QWidget):
    """As large as the widget it lies on."""

    def __init__(self, colours: Colours, below: QWidget) -> None:
        super().__init__(below)
        self._below = below
        self._colours, self._words = colours, ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_words(self, words: str) -> None:
        """What would happen; "": nothing is held above."""
        self._words = words
        self.setGeometry(self._below.rect())
        self.setVisible(bool(words))
        self.raise_()
        self.update()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = self._colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(blend(c.panel, c.accent, 0.06))
        veil.setAlphaF(VEIL)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(QColor(c.accent), 2, Qt.PenStyle.DashLine))
        edge = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        painter.drawRoundedRect(edge, MARGIN, MARGIN)
        font = QFont(self.font())
        font.setPointSizeF(max(font.pointSizeF(), 6.0) * LARGE)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(c.text))
        inside = edge.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(inside, int(flags), self._words)
        painter.end()
