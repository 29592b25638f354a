"""Stretches: a line that changes meter as one line for each stretch in one meter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from melodyrnn.collection.lines import Line
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterChange, MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.tempo import TempoMap

MOST_LOST = 0.25
"""A line stays whole if splitting it would leave more of its notes in scraps too short to
learn from: single bars of 5/4 among 4/4 are no tunes."""


def meter_stretches(line: Line, *, min_notes: int) -> tuple[Line, ...]:
    """Splits a line where its meter changes; the line alone where that makes nothing better.

    Each stretch begins in its own first bar, with the keys and tempos that hold there. Notes
    that sound on into the next stretch end at its bar line. Stretches of fewer than
    `min_notes` notes go.
    """
    if len(line.meters.changes) < 2:
        return (line,)
    starts = [change.tick for change in line.meters.changes]
    ends = [*starts[1:], max(line.notes.end, starts[-1] + 1)]
    stretches = [
        _stretch(line, change, end)
        for change, end in zip(line.meters.changes, ends, strict=True)
        if _count(line.notes, change.tick, end) >= min_notes
    ]
    held = sum(len(stretch.notes) for stretch in stretches)
    if len(stretches) < 2 or held < (1 - MOST_LOST) * len(line.notes):
        return (line,)
    return tuple(_numbered(stretches))


def _count(notes: NoteSequence, start: int, end: int) -> int:
    first, last = np.searchsorted(notes.onset, [start, end])
    return int(last - first)


def _stretch(line: Line, change: MeterChange, end: int) -> Line:
    start, meter = change
    notes = line.notes.between(start, end).array.copy()
    notes["duration"] = np.minimum(notes["onset"] + notes["duration"], end) - notes["onset"]
    notes["onset"] -= start
    moved = NoteSequence.from_valid(notes)
    # Whole empty bars in front are cut as everywhere: a tune begins in its first bar.
    first_bar = moved.start // meter.bar_ticks * meter.bar_ticks
    start += first_bar
    return replace(
        line,
        notes=moved.shifted(-first_bar),
        part_name=f"{line.part_name}, {meter}",
        meters=MeterMap([MeterChange(0, meter)]),
        keys=KeyMap(
            c._replace(tick=max(c.tick - start, 0)) for c in line.keys.changes if c.tick < end
        ),
        tempos=TempoMap(
            c._replace(tick=max(c.tick - start, 0)) for c in line.tempos.changes if c.tick < end
        ),
    )


def _numbered(stretches: Sequence[Line]) -> list[Line]:
    """Names told apart: "Fiddle, 3/4", "Fiddle, 4/4", "Fiddle, 3/4 (2)"."""
    times: dict[str, int] = {}
    named = []
    for stretch in stretches:
        count = times[stretch.part_name] = times.get(stretch.part_name, 0) + 1
        name = stretch.part_name if count == 1 else f"{stretch.part_name} ({count})"
        named.append(replace(stretch, part_name=name))
    return named
