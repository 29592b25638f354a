"""The picture of a sample: the tune that was given, and how the network went on with it."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from gui.panels.card_facts import small
from gui.panels.still_picture import StillPicture
from gui.theme import RADIUS, Colours, blend
from melodyrnn.course.events import Sampled
from melodyrnn.music.meter import Meter

PADDING, TOP = 6.0, 18.0
FEWEST_ROWS = 20
FURTHEST = 19
"""Semitones from the middle of the given tune; notes further off get no row of their own."""

THICKEST_PX = 9.0
WAITING = "At every check it goes on with the same tune, to be seen and heard here"
WHITE = (0, 2, 4, 5, 7, 9, 11)


@dataclass(frozen=True, slots=True)
class Room:
    """The room in which all samples of a training are shown, so that they stay comparable.

    The first of them are wild, and do not count: what lies outside is shown at its edge.
    end: tick. low, high: pitches. bar: ticks.
    """

    end: int = 1920
    low: int = 55
    high: int = 79
    bar: int = 1920

    @classmethod
    def of(cls, samples: Sequence[Sampled]) -> Room:
        """For these."""
        latest = samples[-1] if samples else None
        if latest is None or not latest.notes:
            return cls()
        bar = bar_ticks(latest.meter)
        end = max(onset + duration for onset, duration, _, _ in latest.notes)
        given = [note[2] for note in latest.notes if note[0] < latest.begins]
        middle = statistics.median(given or [note[2] for note in latest.notes])
        tame = [p for _, _, p, _ in latest.notes if abs(p - middle) <= FURTHEST] or [round(middle)]
        low, high = min(tame), max(tame)
        missing = max(FEWEST_ROWS - (high - low + 1), 0)
        low -= missing // 2
        return cls(-(-end // bar) * bar, low, low + max(high - low, FEWEST_ROWS - 1), bar)


def bar_ticks(meter: str) -> int:
    """Length of a bar; of 4/4 where the text is no meter."""
    try:
        return Meter.parse(meter).bar_ticks
    except ValueError:
        return Meter().bar_ticks


class SamplePicture(StillPicture):
    """Shows one sample of several; the playhead runs through it."""

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._sample: Sampled | None = None
        self._room = Room()
        self._playhead: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_sample(self, sample: Sampled | None, room: Room) -> None:
        """Shows another sample; None: the empty rows."""
        if (sample, room) != (self._sample, self._room):
            self._sample, self._room = sample, room
            self._repaint()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self._repaint()

    def set_playhead(self, tick: float | None) -> None:
        """Moves the playhead; None hides it."""
        before, self._playhead = self.playhead_x, tick
        for x in (before, self.playhead_x):
            self._update_around(x)

    @property
    def playhead_x(self) -> float | None:
        """Where the playhead is painted; None: nowhere."""
        tick = self._playhead
        if tick is None or self._sample is None or not 0 <= tick <= self._room.end:
            return None
        return self._x(tick)

    def sizeHint(self) -> QSize:
        return QSize(480, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 64)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw_still(painter)
        self._draw_playhead(painter, self.playhead_x, self._colours)
        painter.end()

    def _x(self, tick: float) -> float:
        return PADDING + tick / self._room.end * (self.width() - 2 * PADDING)

    def _paint_still(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small(self.font()))
        self._paint_ground(painter)
        if self._sample is not None:
            self._paint_notes(painter, self._sample)
        else:
            painter.setFont(self.font())
            painter.setPen(QColor(self._colours.faint_text))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, WAITING)

    def _paint_ground(self, painter: QPainter) -> None:
        c, room = self._colours, self._room
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(c.border), 1))
        painter.setBrush(QColor(c.white_row))
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.black_row))
        row = self._row
        for pitch in range(room.low, room.high + 1):
            if pitch % 12 not in WHITE:
                painter.drawRect(QRectF(1, self._y(pitch), self.width() - 2, row))
        begins = self._sample.begins if self._sample else 0
        painter.setPen(QPen(QColor(c.beat_line), 1))
        for tick in range(room.bar, room.end, room.bar):
            x = round(self._x(tick)) + 0.5
            painter.drawLine(QPointF(x, TOP), QPointF(x, self.height() - 2))
        if begins:
            x = round(self._x(begins)) + 0.5
            painter.setPen(QPen(QColor(c.bar_line), 1.4))
            painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - 2))
            self._paint_words(painter, x)

    def _paint_words(self, painter: QPainter, x: float) -> None:
        c = self._colours
        flag = Qt.AlignmentFlag.AlignVCenter
        line = QRectF(0, 1, self.width(), TOP - 2)
        painter.setPen(QColor(c.faint_text))
        given = painter.fontMetrics().elidedText(
            "given", Qt.TextElideMode.ElideRight, max(int(x - PADDING - 4), 0)
        )
        painter.drawText(line.adjusted(PADDING + 2, 0, 0, 0), flag, given)
        painter.drawText(line.adjusted(x + 6, 0, 0, 0), flag, "what it goes on with")

    def _paint_notes(self, painter: QPainter, sample: Sampled) -> None:
        c, row = self._colours, self._row
        height = min(max(row * 1.15, 3.0), THICKEST_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        for onset, duration, pitch, velocity in sample.notes:
            is_given = onset < sample.begins
            ink = c.accent if is_given else c.idea
            softness = 0.32 * (1 - min(max(velocity, 1), 127) / 127)
            painter.setBrush(QColor(blend(ink, c.white_row, 0.35 if is_given else softness)))
            left, right = self._x(onset), self._x(min(onset + duration, self._room.end))
            if onset >= self._room.end:
                continue
            top = self._y(pitch) + (row - height) / 2
            shape = QRectF(left, top, max(right - left - 1.2, 2.0), height)
            painter.drawRoundedRect(shape, min(2.5, height / 3), min(2.5, height / 3))

    @property
    def _row(self) -> float:
        rows = self._room.high - self._room.low + 1
        return (self.height() - TOP - PADDING) / rows

    def _y(self, pitch: int) -> float:
        """Upper edge of a row; of the outermost for what lies outside."""
        room = self._room
        return TOP + (room.high - min(max(pitch, room.low), room.high)) * self._row
