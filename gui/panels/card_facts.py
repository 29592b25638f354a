"""The small lines of a card: length, key and random seed; surprise in dots, words, number.

A third one says what is copied, where that is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.document.copied import CopiedNotes
from gui.document.project import Idea
from gui.icons import pixmap
from gui.panels.copy_words import badge, sentence
from gui.panels.naming import counted, whole_bars
from gui.panels.surprise_words import LEVELS, Surprise, surprise_of
from gui.theme import Colours
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.naming import key_name

SMALL = 0.88
"""Size of the lines, as a share of the font around them."""

DOT, DOT_STEP = 5.0, 8.0
DICE = 12
DAB = 6.0
LEADING = 2
UNSCORED = Surprise("", "", None)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of an idea. Empty texts are left out."""

    length: str
    key: str = ""
    random_seed: str = ""
    surprise: Surprise = UNSCORED
    nats: str = ""
    copies: CopiedNotes | None = None

    @property
    def sentence(self) -> str:
        """All of it, for screen readers."""
        seed = f"random seed {self.random_seed}" if self.random_seed else ""
        parts = (self.length, self.key, self.surprise.sentence, sentence(self.copies), seed)
        return ", ".join(part for part in parts if part)


def facts_of(idea: Idea, meters: MeterMap, typical: float) -> Facts:
    """What is told of an idea; typical: nats a note that its model is used to, 0 if unknown."""
    recipe = idea.recipe
    bars = recipe.request.bars if recipe else whole_bars(meters, idea.span.start, idea.span.end)
    is_scored = idea.surprise > 0
    return Facts(
        length=counted(bars, "bar"),
        key=key_name(idea.key) if idea.key else "",
        random_seed=str(recipe.request.random_seed) if recipe else "",
        surprise=surprise_of(idea.surprise, typical) if is_scored else UNSCORED,
        nats=f"{idea.surprise:.2f}" if is_scored else "",
        copies=idea.copies,
    )


class CardFacts(QWidget):
    """Paints facts in two or three lines; what does not fit is in the tooltip of the card."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._facts = Facts("")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_facts(self, facts: Facts, colours: Colours) -> None:
        """Shows other facts, or another look."""
        self._facts, self._colours = facts, colours
        self.updateGeometry()
        self.update()

    @property
    def _lines(self) -> int:
        return 2 if self._facts.copies is None else 3

    def sizeHint(self) -> QSize:
        return QSize(80, self._lines * (QFontMetrics(small(self.font())).height() + LEADING))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small(self.font()))
        line = self.height() / self._lines
        self._paint_first(painter, QRectF(0, 0, self.width(), line))
        self._paint_second(painter, QRectF(0, line, self.width(), line))
        self._paint_third(painter, QRectF(0, 2 * line, self.width(), line))
        painter.end()

    def _paint_first(self, painter: QPainter, line: QRectF) -> None:
        f, c = self._facts, self._colours
        left = " · ".join(part for part in (f.length, f.key) if part)
        metrics = painter.fontMetrics()
        right = metrics.horizontalAdvance(f.random_seed) + DICE + 3
        if f.random_seed and metrics.horizontalAdvance(left) + right + 8 <= line.width():
            _right(painter, line, f.random_seed, c.faint_text)
            dice = pixmap("dice", c.faint_text, size=DICE, ratio=self.devicePixelRatioF())
            at = QPointF(line.right() - right, line.center().y() - DICE / 2)
            painter.drawPixmap(at, dice)
        _left(painter, line, left, c.text)

    def _paint_second(self, painter: QPainter, line: QRectF) -> None:
        f, c = self._facts, self._colours
        if not f.nats:
            return
        metrics = painter.fontMetrics()
        _right(painter, line, f.nats, c.faint_text)
        room = line.adjusted(0, 0, -metrics.horizontalAdvance(f.nats) - 8, 0)
        if f.surprise.level is None:
            _left(painter, room, "surprise", c.faint_text)
            return
        for i in range(LEVELS):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.idea if i <= f.surprise.level else c.border))
            painter.drawEllipse(QRectF(i * DOT_STEP, line.center().y() - DOT / 2, DOT, DOT))
        room = room.adjusted(LEVELS * DOT_STEP + 2, 0, 0, 0)
        if metrics.horizontalAdvance(f.surprise.word) <= room.width():
            _left(painter, room, f.surprise.word, c.text)

    def _paint_third(self, painter: QPainter, line: QRectF) -> None:
        """A dab of the tint that copied notes wear, and where the longest run is from."""
        copies, c = self._facts.copies, self._colours
        if copies is None:
            return
        painter.setPen(Qt.PenStyle.NoPen if copies.stretches else QPen(QColor(c.border), 1.2))
        painter.setBrush(QColor(c.copied) if copies.stretches else Qt.BrushStyle.NoBrush)
        dab = QRectF(0.5, line.center().y() - DAB / 2, 1.8 * DAB, DAB)
        painter.drawRoundedRect(dab, DAB / 3, DAB / 3)
        ink = c.text if copies.stretches else c.faint_text
        _left(painter, line.adjusted(1.8 * DAB + 5, 0, 0, 0), badge(copies), ink)


def small(font: QFont) -> QFont:
    """The font of small lines."""
    result = QFont(font)
    if font.pixelSize() > 0:
        result.setPixelSize(max(round(font.pixelSize() * SMALL), 1))
    else:
        result.setPointSizeF(font.pointSizeF() * SMALL)
    return result


def _left(painter: QPainter, room: QRectF, text: str, ink: str) -> None:
    painter.setPen(QColor(ink))
    shown = painter.fontMetrics().elidedText(
        text, Qt.TextElideMode.ElideRight, max(int(room.width()), 0)
    )
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _right(painter: QPainter, room: QRectF, text: str, ink: str) -> None:
    painter.setPen(QColor(ink))
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
