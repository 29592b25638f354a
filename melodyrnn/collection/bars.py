"""Bars: pickups made whole, and empty bars cut, with every map moved along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterChange, MeterMap
from melodyrnn.music.notes import TICKS_PER_QUARTER, IntArray, NoteSequence
from melodyrnn.music.piece import Piece
from melodyrnn.music.tempo import TempoMap

_LONGEST_FRAGMENT = TICKS_PER_QUARTER
"""A bar up to this long is a fragment of one: nobody counts music in 1/8 or 1/4."""


class Span(NamedTuple):
    """Ticks from `start` up to, not including, `end`."""

    start: int
    end: int


class TimeMaps(NamedTuple):
    """The three maps that move together when bars are cut or added."""

    meters: MeterMap
    keys: KeyMap
    tempos: TempoMap


def with_whole_pickup(piece: Piece) -> Piece:
    """Turns a pickup written as a short bar of its own into a whole first bar.

    Transcriptions write an upbeat as a bar of 1/8 before the 6/8, and some forget
    to state the 6/8 until the second half, which leaves the tune "in 1/8". Both
    come out in the meter that follows, its bar lines agreeing with where it was
    stated, and silence in front of the upbeat.
    """
    changes = piece.meters.changes
    first_real = _first_real_meter(changes)
    if first_real == 0:
        return piece
    change = changes[first_real]
    bar = change.meter.bar_ticks
    pad = -change.tick % bar
    meters = [MeterChange(0, change.meter)]
    meters += [MeterChange(c.tick + pad, c.meter) for c in changes[first_real + 1 :]]

    def moved(tick: int) -> int:
        # What holds from the start holds in the silence before the upbeat too.
        return tick + pad if tick else 0

    return replace(
        piece,
        parts=tuple(replace(p, notes=p.notes.shifted(pad)) for p in piece.parts),
        tempos=TempoMap(c._replace(tick=moved(c.tick)) for c in piece.tempos.changes),
        meters=MeterMap(meters),
        keys=KeyMap(c._replace(tick=moved(c.tick)) for c in piece.keys.changes),
        markers=tuple(m._replace(tick=m.tick + pad) for m in piece.markers),
    )


def empty_bars(notes: NoteSequence, meters: MeterMap, *, most: int | None) -> list[Span]:
    """Finds the whole empty bars to cut, as spans from bar line to bar line, in order.

    All before the first note go, and those beyond `most` in a row between notes; with
    None the latter stay.
    """
    if not len(notes):
        return []
    first_bar = int(meters.locate(notes.start).bar_start)
    spans = [Span(0, first_bar)] if first_bar else []
    if most is None:
        return spans
    sounding_until = np.maximum.accumulate(notes.release)[:-1]
    onset = notes.onset[1:]
    silence = np.flatnonzero(onset > sounding_until)
    bars_between = meters.locate(onset[silence]).bar - meters.locate(sounding_until[silence]).bar
    for i in silence[bars_between > most]:
        line = meters.bar_line_at_or_after(int(sounding_until[i]))
        start = meters.bars_after(line, most)
        end = int(meters.locate(onset[i]).bar_start)
        if start < end:
            spans.append(Span(start, end))
    return spans


def cut(notes: NoteSequence, spans: Sequence[Span]) -> NoteSequence:
    """The notes without the time of `spans`, in which no note may sound."""
    if not spans:
        return notes
    moved = notes.array.copy()
    moved["onset"] = _moved(notes.onset, spans)
    return NoteSequence.from_array(moved)


def cut_maps(maps: TimeMaps, spans: Sequence[Span]) -> TimeMaps:
    """The maps without the time of `spans`: what held at a span's end holds where it was cut."""
    if not spans:
        return maps
    meters, keys, tempos = maps

    def at(tick: int) -> int:
        return int(_moved(np.array([tick], dtype=np.int64), spans)[0])

    return TimeMaps(
        MeterMap(c._replace(tick=at(c.tick)) for c in meters.changes),
        KeyMap(c._replace(tick=at(c.tick)) for c in keys.changes),
        TempoMap(c._replace(tick=at(c.tick)) for c in tempos.changes),
    )


def _first_real_meter(changes: Sequence[MeterChange]) -> int:
    """Index of the first meter that is no fragment of a later one; 0 when it is the first."""
    bars = [c.meter.bar_ticks for c in changes]
    real = next((i for i, bar in enumerate(bars) if bar > _LONGEST_FRAGMENT), 0)
    if real == 0 and len(changes) > 1:
        is_one_short_bar = changes[1].tick <= bars[0] < bars[1]
        comes_again = any(c.meter == changes[0].meter for c in changes[1:])  # 5/4 and 6/4 in turn
        return 1 if is_one_short_bar and not comes_again else 0
    return real


def _moved(ticks: IntArray, spans: Sequence[Span]) -> IntArray:
    """Where ticks come to lie once the spans are gone; inside a span: where it was cut."""
    starts, ends = np.array(spans, dtype=np.int64).T
    removed = np.concatenate([[0], np.cumsum(ends - starts)])
    passed = np.searchsorted(starts, ticks, side="right")
    not_yet = np.where(passed > 0, np.maximum(ends[passed - 1] - ticks, 0), 0)
    moved: IntArray = ticks - removed[passed] + not_yet
    return moved
