"""The cards without a take: the original, a take being written, and the invitation."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt, QTimerEvent
from PySide6.QtGui import QColor, QFont, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.panels.card_facts import CardFacts, Facts, small
from gui.panels.card_frame import INSET, CardFrame
from gui.panels.card_title import CardTitle
from gui.panels.mini_roll import MiniRoll
from gui.panels.miniature import miniature_of_end
from gui.panels.naming import counted
from gui.theme import RADIUS, Colours, blend
from melodyrnn.music.key import Key
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.naming import key_name
from melodyrnn.music.notes import NoteSequence

ORIGINAL_BARS = 4
"""Of the melody's end, as many bars are pictured."""

TICK_MS = 80
TURN = 28
"""Timer ticks for the glimmer to run once across a waiting card."""

# Notes of no melody: x as a share of the width, row, length as a share of the width.
_DREAM = (
    (0.00, 3, 0.10), (0.12, 4, 0.05), (0.19, 5, 0.10), (0.31, 4, 0.10), (0.43, 2, 0.05),
    (0.50, 3, 0.05), (0.57, 5, 0.16), (0.75, 6, 0.05), (0.82, 5, 0.05), (0.89, 4, 0.11),
)  # fmt: skip
_DREAM_ROWS = 9


def invitation_to(*, has_notes: bool) -> str:
    """What Generate would do."""
    if has_notes:
        return "the network continues your melody"
    return "the network invents a melody; or draw a few notes first"


class OriginalCard(CardFrame):
    """Slot 0: the melody as the user wrote it."""

    def __init__(self, colours: Colours) -> None:
        super().__init__(colours, "accent")
        self._title = CardTitle(0, colours)
        self._roll = MiniRoll(colours)
        self._facts = CardFacts(colours)
        self._known = Facts("")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(INSET + 8, INSET + 5, INSET + 8, INSET + 9)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self._roll, 1)
        layout.addWidget(self._facts)
        self.setToolTip("Your melody without any take: 0 plays it")
        self._refresh()

    def show_melody(self, notes: NoteSequence, meters: MeterMap, key: Key | None) -> None:
        """Shows the end of a melody, its length and key."""
        self._roll.set_miniature(miniature_of_end(notes, meters, ORIGINAL_BARS))
        bars = int(meters.locate(notes.end - 1).bar) + 1 if len(notes) else 0
        length = counted(bars, "bar") if bars else "no notes yet"
        self._known = Facts(length, key_name(key) if key else "")
        self._refresh()

    def set_colours(self, colours: Colours) -> None:
        super().set_colours(colours)
        self._roll.set_colours(colours)
        self._refresh()

    def set_heard(self, is_heard: bool) -> None:
        super().set_heard(is_heard)
        if not is_heard:
            self.set_playhead(None)
        self._refresh()

    def set_playhead(self, tick: float | None) -> None:
        """Moves the playhead to a tick of the piece."""
        self._roll.set_playhead(tick)

    def _refresh(self) -> None:
        self._title.show_title("Original", self.colours, self.ink, heard=self.is_heard, kept=False)
        self._facts.show_facts(self._known, self.colours)
        self.setAccessibleName("Original, playing" if self.is_heard else "Original")
        self.setAccessibleDescription(self._known.sentence)


class WaitingCard(QWidget):
    """A take being written: notes that glimmer until it is there."""

    def __init__(self, number: int, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._phase = 0
        self._timer = 0
        self._title = CardTitle(number, colours)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(INSET + 8, INSET + 5, INSET + 8, INSET + 4)
        layout.addWidget(self._title)
        layout.addStretch(1)
        self.setAccessibleName(f"Take {number} is being written")
        self.setToolTip("The network is writing this take")
        self.set_colours(colours)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self._title.show_title("", colours, colours.idea, heard=False, kept=False)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        self._timer = self._timer or self.startTimer(TICK_MS)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._timer:
            self.killTimer(self._timer)
            self._timer = 0
        super().hideEvent(event)

    def timerEvent(self, _event: QTimerEvent) -> None:
        self._phase = (self._phase + 1) % TURN
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = self._colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(INSET, INSET, -INSET, -INSET)
        painter.setPen(QPen(QColor(blend(c.border, c.panel, 0.4)), 1, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(blend(c.panel, c.window, 0.35)))
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS + 2, RADIUS + 2)
        at = self._phase / TURN * 1.6 - 0.3  # beyond both edges, so that it rests in between
        paint_dream(painter, body.adjusted(12, 34, -12, -14), c, glimmer=at)
        painter.end()


class InvitationCard(CardFrame):
    """What stands there before the first take: says which key brings it."""

    def __init__(self, colours: Colours) -> None:
        super().__init__(colours, "idea")
        self._headline = self._text = ""

    def show_text(self, headline: str, text: str) -> None:
        """headline: large. text: what happens then, or what is in the way."""
        self._headline, self._text = headline, text
        self.setAccessibleName(f"{headline}: {text}" if headline else text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        c = self.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(24, 16, -24, -16)
        is_wide = body.width() > 520
        words = QRectF(body)
        if is_wide:
            words.setWidth(body.width() * 0.44)
            dream = QRectF(body)
            dream.setLeft(words.right() + 24)
            paint_dream(painter, dream, c, glimmer=None)
        large = QFont(self.font())
        large.setBold(True)
        large.setPointSizeF(max(large.pointSizeF(), 9.0) * 1.5)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.setFont(large)
        height = painter.fontMetrics().height() if self._headline else 0
        text_height = painter.fontMetrics().height() * 2
        top = words.center().y() - (height + text_height) / 2 + text_height / 4
        painter.setPen(QColor(c.text))
        painter.drawText(QRectF(words.left(), top, words.width(), height), flags, self._headline)
        painter.setFont(self.font() if self._headline else small(self.font()))
        painter.setPen(QColor(c.faint_text))
        below = QRectF(words.left(), top + height + 4, words.width(), words.bottom() - top - height)
        painter.drawText(below, flags, self._text)
        painter.end()


def paint_dream(painter: QPainter, rect: QRectF, colours: Colours, glimmer: float | None) -> None:
    """Paints notes of no melody, brighter around `glimmer` (share of the width); None: fading."""
    row = rect.height() / _DREAM_ROWS
    thickness = min(max(row * 0.9, 3.0), 9.0)
    painter.setPen(Qt.PenStyle.NoPen)
    for x, height, length in _DREAM:
        if glimmer is None:
            strength = 0.75 * (1 - x) ** 1.2 + 0.12
        else:
            strength = 0.16 + 0.5 * math.exp(-(((x - glimmer) / 0.16) ** 2))
        ink = QColor(colours.idea)
        ink.setAlphaF(strength)
        painter.setBrush(ink)
        y = rect.bottom() - (height + 1.5) * row
        note = QRectF(rect.left() + x * rect.width(), y, length * rect.width(), thickness)
        painter.drawRoundedRect(note, thickness / 3, thickness / 3)
