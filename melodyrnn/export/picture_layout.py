"""Where things lie in the piano roll picture: systems, pitches, pixels."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from melodyrnn.errors import ExportError
from melodyrnn.export.picture_style import (
    MAX_SYSTEMS,
    MIN_PITCHES,
    MIN_QUARTERS,
    PITCH_MARGIN,
    Sizes,
)
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import MAX_PITCH, TICKS_PER_QUARTER, IntArray
from melodyrnn.music.piece import Piece

MAX_BARS = 20_000
"""More bars than this cannot be told apart in any picture."""


@dataclass(frozen=True, slots=True)
class System:
    """One row of the roll: it shows the ticks from `start` to before `end`; top in pixels."""

    start: int
    end: int
    top: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture.

    left: pixel where the first tick of a system lies. pixels_per_tick: of all systems.
    lowest, highest: pitches shown. row: height of a semitone. bars: ticks of all bar
    lines, the last one included.
    """

    width: int
    height: int
    left: float
    pixels_per_tick: float
    row: float
    lowest: int
    highest: int
    bars: IntArray
    systems: tuple[System, ...]

    @property
    def roll_height(self) -> float:
        """Height of a system without its bar numbers."""
        return (self.highest - self.lowest + 1) * self.row

    def x(self, system: System, tick: float) -> float:
        """Pixel of a tick."""
        return self.left + (tick - system.start) * self.pixels_per_tick

    def y(self, system: System, pitch: float) -> float:
        """Pixel of the upper edge of a pitch's row."""
        return system.top + (self.highest - pitch) * self.row


def lay_out(piece: Piece, *, width: int, header: int, sizes: Sizes) -> Layout:
    """Fits a piece into a picture `width` pixels wide, as high as it takes.

    Raises:
        ExportError: the piece has more bars than a picture can show.
    """
    bars = bar_lines(piece.meters, max(piece.end, 1))
    left = sizes.margin + sizes.keyboard
    room = width - left - sizes.margin
    breaks = _systems(bars, room / sizes.quarter * TICKS_PER_QUARTER)
    longest = max(np.diff(breaks).max(), MIN_QUARTERS * TICKS_PER_QUARTER)
    lowest, highest = _pitch_range(piece)
    rows = highest - lowest + 1
    row = float(np.clip(sizes.roll_height / rows, sizes.min_row, sizes.max_row))
    step = sizes.system_head + rows * row + sizes.system_gap
    systems = tuple(
        System(start, end, header + sizes.system_head + step * index)
        for index, (start, end) in enumerate(pairwise(breaks.tolist()))
    )
    return Layout(
        width=width,
        height=round(header + step * len(systems) - sizes.system_gap + sizes.margin),
        left=left,
        pixels_per_tick=room / float(longest),
        row=row,
        lowest=lowest,
        highest=highest,
        bars=bars,
        systems=systems,
    )


def bar_lines(meters: MeterMap, end: int) -> IntArray:
    """Ticks of all bar lines from 0 to the first at or after `end`.

    Raises:
        ExportError: there are more than `MAX_BARS`.
    """
    last = meters.bar_line_at_or_after(end)
    if int(meters.locate(last).bar) > MAX_BARS:
        raise ExportError(
            f"This piece has more than {MAX_BARS:,} bars and cannot be drawn: "
            "shorten it, or close a long silence in it."
        )
    starts = [c.tick for c in meters.changes if c.tick < last]
    lines = [
        np.arange(start, stop, meters.at(start).bar_ticks, dtype=np.int64)
        for start, stop in zip(starts, [*starts[1:], last], strict=True)
    ]
    return np.concatenate([*lines, [last]]).astype(np.int64)


def _systems(bars: IntArray, room_ticks: float) -> IntArray:
    """Bar lines at which systems begin, and the end: as many bars in each as fit, evenly."""
    total = int(bars[-1])
    count = min(MAX_SYSTEMS, int(np.ceil(total / room_ticks)))
    while True:
        breaks = _broken(bars, max(total / count, 1))
        if len(breaks) - 1 <= count:
            return breaks
        # Whole bars do not divide evenly: let systems be longer, a little at a time.
        for stretch in np.linspace(1.02, 2.0, 50):
            breaks = _broken(bars, total / count * stretch)
            if len(breaks) - 1 <= count:
                return breaks
        count += 1


def _broken(bars: IntArray, longest: float) -> IntArray:
    """Systems of whole bars, none longer than `longest` ticks unless a single bar is."""
    breaks = [0]
    while breaks[-1] < len(bars) - 1:
        fit = int(np.searchsorted(bars, bars[breaks[-1]] + longest, side="right")) - 1
        breaks.append(min(max(fit, breaks[-1] + 1), len(bars) - 1))
    return bars[breaks]


def _pitch_range(piece: Piece) -> tuple[int, int]:
    """Lowest and highest pitch to show: those of the notes and some room around them."""
    sounding = [p.notes.pitch for p in piece.parts if len(p.notes)]
    lowest = min((int(p.min()) for p in sounding), default=60) - PITCH_MARGIN
    highest = max((int(p.max()) for p in sounding), default=72) + PITCH_MARGIN
    missing = max(0, MIN_PITCHES - (highest - lowest + 1))
    lowest, highest = lowest - missing // 2, highest + (missing + 1) // 2
    shift = max(0, -lowest) - max(0, highest - MAX_PITCH)
    return max(0, lowest + shift), min(MAX_PITCH, highest + shift)
