"""Meter: bars and beats, and where in them a tick lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from melodyrnn.music.notes import TICKS_PER_QUARTER, IntArray

MAX_NUMERATOR = 64
DENOMINATORS = (1, 2, 4, 8, 16, 32, 64)


@dataclass(frozen=True, slots=True)
class Meter:
    """A time signature such as 6/8.

    Raises:
        ValueError: numerator not in 1-64, or denominator no power of two up to 64.
    """

    numerator: int = 4
    denominator: int = 4

    def __post_init__(self) -> None:
        if not 1 <= self.numerator <= MAX_NUMERATOR or self.denominator not in DENOMINATORS:
            raise ValueError(f"no usable meter: {self.numerator}/{self.denominator}")

    @classmethod
    def parse(cls, text: str) -> Meter:
        """Reads "6/8".

        Raises:
            ValueError: the text is no meter.
        """
        numerator, _, denominator = text.partition("/")
        return cls(int(numerator), int(denominator))

    @property
    def bar_ticks(self) -> int:
        """Length of a bar in ticks."""
        return TICKS_PER_QUARTER * 4 * self.numerator // self.denominator

    @property
    def beat_ticks(self) -> int:
        """Length of the beat that is felt: a dotted value in 6/8, 9/8, 12/8 and the like."""
        unit = TICKS_PER_QUARTER * 4 // self.denominator
        is_compound = self.denominator >= 8 and self.numerator % 3 == 0 and self.numerator > 3
        return unit * 3 if is_compound else unit

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"


class MeterChange(NamedTuple):
    """From `tick` on, `meter` holds; a bar begins there."""

    tick: int
    meter: Meter


@dataclass(frozen=True)
class BarPosition:
    """Where ticks lie among the bars: arrays of one shape.

    bar: number of the bar, from 0. bar_start: its tick. bar_ticks and beat_ticks:
    its length and that of its beat. change: index of the meter change in force.
    """

    bar: IntArray
    bar_start: IntArray
    bar_ticks: IntArray
    beat_ticks: IntArray
    change: IntArray


class MeterMap:
    """The meters of a piece over time. Starts at tick 0, with 4/4 unless told otherwise.

    A change in the middle of a bar cuts that bar short, as notation does.
    """

    def __init__(self, changes: Iterable[MeterChange] = ()) -> None:
        by_tick = {c.tick: c for c in sorted(changes, key=lambda c: c.tick) if c.tick >= 0}
        by_tick.setdefault(0, MeterChange(0, Meter()))
        kept: list[MeterChange] = []
        for change in sorted(by_tick.values(), key=lambda c: c.tick):
            if not kept or kept[-1].meter != change.meter:
                kept.append(change)
        self._changes = tuple(kept)

    @property
    def changes(self) -> tuple[MeterChange, ...]:
        """All changes, by tick; the first is at 0."""
        return self._changes

    def at(self, tick: int) -> Meter:
        """The meter in force at `tick`."""
        return self._changes[int(self.locate(tick).change)].meter

    def locate(self, ticks: ArrayLike) -> BarPosition:
        """Finds bar and beat of every tick (integers of any shape, at least 0)."""
        ticks = np.asarray(ticks, dtype=np.int64)
        starts, bar_ticks, beat_ticks, first_bar = self._table
        change = np.searchsorted(starts, ticks, side="right") - 1
        within = (ticks - starts[change]) // bar_ticks[change]
        return BarPosition(
            bar=first_bar[change] + within,
            bar_start=starts[change] + within * bar_ticks[change],
            bar_ticks=bar_ticks[change],
            beat_ticks=beat_ticks[change],
            change=change,
        )

    def bar_line_at_or_after(self, tick: int) -> int:
        """The first bar line not before `tick`."""
        position = self.locate(tick)
        start = int(position.bar_start)
        if start == tick:
            return tick
        line = start + int(position.bar_ticks)
        later = [c.tick for c in self._changes if start < c.tick < line]
        return later[0] if later else line

    def bars_after(self, tick: int, bars: int) -> int:
        """The tick `bars` whole bars after the bar line `tick`."""
        for _ in range(bars):
            tick = self.bar_line_at_or_after(tick + 1)
        return tick

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MeterMap) and self._changes == other._changes

    def __hash__(self) -> int:
        return hash(self._changes)

    def __repr__(self) -> str:
        return f"MeterMap({', '.join(f'{c.meter} at {c.tick}' for c in self._changes)})"

    @cached_property
    def _table(self) -> tuple[IntArray, IntArray, IntArray, IntArray]:
        starts = np.array([c.tick for c in self._changes], dtype=np.int64)
        bar_ticks = np.array([c.meter.bar_ticks for c in self._changes], dtype=np.int64)
        beat_ticks = np.array([c.meter.beat_ticks for c in self._changes], dtype=np.int64)
        bars = -(-np.diff(starts) // bar_ticks[:-1])
        first_bar = np.concatenate([[0], np.cumsum(bars)]).astype(np.int64)
        return starts, bar_ticks, beat_ticks, first_bar
