"""Miniatures: what a small picture of a melody shows, and how it is painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.document.copied import CopiedStretch
from gui.document.project import Idea
from gui.theme import Colours
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NoteSequence

FEWEST_ROWS = 13
"""A picture spans at least an octave, so that repeated notes do not look like a wall."""

THINNEST_PX, THICKEST_PX = 2.5, 7.0
RADIUS = 5.0
PADDING = 5.0
FAINT = 0.5
"""Opacity of the notes before the seam."""

Author = Literal["user", "network", "others"]


@dataclass(frozen=True, slots=True, eq=False)
class Miniature:
    """What a picture shows, in ticks from `start` to `end`.

    before: notes shown faint, up to the tick `seam`. after: notes shown strong, in the
    colour of their author, those that are `copied` (from the first up to but not the last of
    each pair) tinted. bar_lines: those between start and end.
    """

    before: NoteSequence
    after: NoteSequence
    start: int
    seam: int
    end: int
    bar_lines: tuple[int, ...] = ()
    author: Author = "network"
    copied: tuple[tuple[int, int], ...] = ()


def miniature_of(idea: Idea, meters: MeterMap) -> Miniature:
    """An idea behind its seed's last bar."""
    seam = idea.span.start
    start = int(meters.locate(max(seam - 1, 0)).bar_start)
    end = max(idea.span.end, idea.notes.end, seam + 1)
    before = idea.seed.between(start, end)
    stretches = idea.copies.stretches if idea.copies else ()
    return Miniature(
        before,
        idea.notes,
        start,
        seam,
        end,
        bar_lines_between(meters, start, end),
        copied=tuple(pair for stretch in stretches for pair in _pairs(stretch)),
    )


def miniature_of_end(notes: NoteSequence, meters: MeterMap, bars: int) -> Miniature:
    """The last bars of a melody that the user wrote."""
    end = meters.bar_line_at_or_after(max(notes.end, 1))
    start = end
    for _ in range(bars):
        start = int(meters.locate(max(start - 1, 0)).bar_start)
    lines = bar_lines_between(meters, start, end)
    return Miniature(
        NoteSequence(), notes.between(start, end), start, start, end, lines, author="user"
    )


def paint_miniature(painter: QPainter, rect: QRectF, shown: Miniature, colours: Colours) -> None:
    """Paints a picture into `rect`, with rounded corners."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.border), 1))
    painter.setBrush(QColor(colours.white_row))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    _paint_time(painter, rect, shown, colours)
    rows = _Rows.of(rect, shown)
    faint = QColor(colours.accent)
    faint.setAlphaF(FAINT)
    strong, copied = QColor(_inks(colours)[shown.author]), QColor(colours.copied)
    tinted = {note for first, last in shown.copied for note in range(first, last)}
    painter.setPen(Qt.PenStyle.NoPen)
    for notes, colour in ((shown.before, faint), (shown.after, strong)):
        for i, note in enumerate(notes):
            is_copied = notes is shown.after and i in tinted
            painter.setBrush(copied if is_copied else colour)
            left, right = x_of(rect, shown, note.onset), x_of(rect, shown, note.end)
            # A gap after each note, so that repeated ones stay apart.
            shape = QRectF(left, rows.y(note.pitch), max(right - left - 1, 1.5), rows.thickness)
            painter.drawRoundedRect(shape, min(2.0, shape.width() / 2), rows.thickness / 3)
    painter.restore()


def _inks(colours: Colours) -> dict[Author, str]:
    return {"network": colours.idea, "user": colours.accent, "others": colours.other_part}


def x_of(rect: QRectF, shown: Miniature, tick: float) -> float:
    """Where a tick lies in a picture, in pixels."""
    share = (tick - shown.start) / max(shown.end - shown.start, 1)
    return rect.left() + PADDING + share * (rect.width() - 2 * PADDING)


class _Rows(NamedTuple):
    """Where pitches lie: the middle of `centre`'s row is at `middle`."""

    centre: float
    middle: float
    row: float
    thickness: float

    @classmethod
    def of(cls, rect: QRectF, shown: Miniature) -> _Rows:
        ends = [
            p for s in (shown.before, shown.after) if len(s) for p in (s.pitch.min(), s.pitch.max())
        ]
        low, high = (int(min(ends)), int(max(ends))) if ends else (60, 60)
        row = (rect.height() - 2 * PADDING) / max(high - low + 1, FEWEST_ROWS)
        return cls(
            (low + high) / 2, rect.center().y(), row, min(max(row * 1.2, THINNEST_PX), THICKEST_PX)
        )

    def y(self, pitch: int) -> float:
        """Upper edge of a note."""
        return self.middle + (self.centre - pitch) * self.row - self.thickness / 2


def _paint_time(painter: QPainter, rect: QRectF, shown: Miniature, colours: Colours) -> None:
    top, bottom = rect.top() + 1, rect.bottom() - 1
    if shown.seam > shown.start:
        seam = x_of(rect, shown, shown.seam)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.black_row))
        painter.drawRoundedRect(
            QRectF(QPointF(rect.left() + 1, top), QPointF(seam, bottom)), RADIUS - 1, RADIUS - 1
        )
    for tick in shown.bar_lines:
        is_seam = tick == shown.seam
        painter.setPen(QPen(QColor(colours.bar_line if is_seam else colours.beat_line), 1))
        x = round(x_of(rect, shown, tick)) + 0.5
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))


def bar_lines_between(meters: MeterMap, start: int, end: int) -> tuple[int, ...]:
    """The bar lines between two ticks, these left out."""
    lines = []
    tick = meters.bar_line_at_or_after(start + 1)
    while tick < end:
        lines.append(tick)
        tick = meters.bar_line_at_or_after(tick + 1)
    return tuple(lines)


def _pairs(stretch: CopiedStretch) -> list[tuple[int, int]]:
    if stretch.places:
        return [(place, place + 1) for place in stretch.places]
    return [(stretch.first, stretch.first + stretch.notes)]
