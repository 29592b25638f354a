"""Lengths: a very long line as several, none too long to be learned from in one go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from melodyrnn.collection.bars import Span, TimeMaps, cut, cut_maps
from melodyrnn.collection.lines import Line
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.tempo import TempoMap

MOST_NOTES = 2048
"""Of a line that is learned from. What a network remembers of a piece costs time with the
square of its length: a step on a few lines of 4,000 notes takes seconds, one on 60,000 many
minutes, in which nothing is told and no stop is heard."""


def shorter_lines(line: Line, most: int = MOST_NOTES) -> tuple[Line, ...]:
    """Cuts a line of more than `most` notes at bar lines, into parts of about equal length.

    Each begins in its own first bar, with the meter, key and tempo that hold there. Parts are
    as long as the next bar line allows, so some may have a few notes more.
    """
    count = -(-len(line.notes) // most)
    if count < 2:
        return (line,)
    first = [int(line.notes.onset[len(line.notes) * i // count]) for i in range(1, count)]
    starts = {0, *map(line.meters.bar_line_at_or_after, first)}
    return tuple(_parts(line, sorted(starts)))


def _parts(line: Line, starts: list[int]) -> Iterator[Line]:
    for start, end in pairwise([*starts, line.notes.end + 1]):
        notes = line.notes.between(start, end)
        if not len(notes):
            continue
        passed = [Span(0, start)] if start else []
        maps = cut_maps(
            TimeMaps(
                MeterMap(c for c in line.meters.changes if c.tick < end),
                KeyMap(c for c in line.keys.changes if c.tick < end),
                TempoMap(c for c in line.tempos.changes if c.tick < end),
            ),
            passed,
        )
        yield replace(
            line,
            notes=cut(notes, passed),
            meters=maps.meters,
            keys=maps.keys,
            tempos=maps.tempos,
        )
