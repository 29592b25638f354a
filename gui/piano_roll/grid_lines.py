"""Which lines and bar numbers the grid shows: those that stand far enough apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from gui.piano_roll.geometry import Geometry
from melodyrnn.music.meter import Meter, MeterMap
from melodyrnn.music.notes import IntArray

MIN_BAR_PX, MIN_BEAT_PX, MIN_STEP_PX = 11.0, 11.0, 8.0
"""Lines closer together than this are left out, or every second, fourth, ... is shown."""

BAR_NUMBER_PX = 46.0
"""Room that a bar's number asks for."""


class GridLines(NamedTuple):
    """Ticks of the lines in view, ascending; none is in two of them."""

    bars: IntArray
    beats: IntArray
    steps: IntArray


class Bars(NamedTuple):
    """Bar lines: their ticks and the numbers of the bars they begin, from 0."""

    ticks: IntArray
    numbers: IntArray


class _Section(NamedTuple):
    """A stretch of one meter: whose bars are `first` onwards; `end` may be beyond the view."""

    meter: Meter
    start: int
    end: int
    first: int


def visible_lines(meters: MeterMap, geometry: Geometry, step: int) -> GridLines:
    """The lines in view. step: ticks of the grid that notes snap to."""
    start, end = int(geometry.left), int(np.ceil(geometry.right)) + 1
    bars = bar_lines(meters, start, end, MIN_BAR_PX / geometry.px_per_tick).ticks
    found = [
        _multiples(section, start, end, section.meter.beat_ticks)
        for section in _sections(meters, start, end)
        if section.meter.beat_ticks * geometry.px_per_tick >= MIN_BEAT_PX
    ]
    beats = np.setdiff1d(_joined(found), bars, assume_unique=True)
    steps = np.zeros(0, dtype=np.int64)
    if step * geometry.px_per_tick >= MIN_STEP_PX:
        # Gestures snap to multiples of the step, wherever the bars begin.
        steps = np.arange(-(-start // step) * step, end, step, dtype=np.int64)
        steps = steps[~np.isin(steps, bars) & ~np.isin(steps, beats)]
    return GridLines(bars, beats, steps)


def bar_lines(meters: MeterMap, start: float, end: float, apart: float) -> Bars:
    """Bar lines from tick `start` up to `end`, as many as stand `apart` ticks or more apart.

    Where they are too close every second, fourth, ... bar is kept, counted from the first,
    and every change of meter.
    """
    ticks, numbers = [], []
    for section in _sections(meters, int(start), int(np.ceil(end))):
        bar = section.meter.bar_ticks
        stride = 1
        while bar * stride < apart:
            stride *= 2
        low = section.first + max(0, -(-(int(start) - section.start) // bar))
        high = section.first + -(-(min(section.end, int(np.ceil(end))) - section.start) // bar)
        kept = np.arange(low, high, dtype=np.int64)
        kept = kept[(kept % stride == 0) | (kept == section.first)]
        ticks.append(section.start + (kept - section.first) * bar)
        numbers.append(kept)
    return Bars(_joined(ticks), _joined(numbers))


def nearest_line(meters: MeterMap, tick: float, apart: float) -> int:
    """The beat nearest to a tick, or the bar line where beats are less than `apart` ticks apart."""
    at = max(0, round(tick))
    place = meters.locate(at)
    bar, after = int(place.bar_start), meters.bar_line_at_or_after(at + 1)
    beat = int(place.beat_ticks)
    lines = np.array([bar, after])
    if beat >= apart:
        lines = np.append(np.arange(bar, after, beat), after)
    return int(lines[::-1][np.argmin(np.abs(lines[::-1] - tick))])


def _sections(meters: MeterMap, start: int, end: int) -> Iterator[_Section]:
    """The stretches of one meter that reach into view."""
    changes = [*meters.changes, None]
    for change, after in pairwise(changes):
        if change is None or change.tick >= end:
            return
        limit = end if after is None else after.tick
        if limit > start:
            first = int(meters.locate(change.tick).bar)
            yield _Section(change.meter, change.tick, limit, first)


def _multiples(section: _Section, start: int, end: int, ticks: int) -> IntArray:
    """Ticks of a section's beats in view, counted from its first bar line."""
    low = max(0, -(-(start - section.start) // ticks))
    high = -(-(min(section.end, end) - section.start) // ticks)
    return section.start + np.arange(low, max(low, high), dtype=np.int64) * ticks


def _joined(arrays: list[IntArray]) -> IntArray:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int64)
