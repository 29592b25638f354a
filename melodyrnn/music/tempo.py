"""Tempo: the only bridge between ticks and seconds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from melodyrnn.music.notes import TICKS_PER_QUARTER

DEFAULT_TEMPO = 500_000
"""120 quarters a minute, what a MIDI file without a tempo means."""

MAX_TEMPO = 0xFFFFFF
"""The slowest tempo a MIDI file can state: three bytes of microseconds a quarter."""


class TempoChange(NamedTuple):
    """From `tick` on, a quarter lasts `tempo` microseconds."""

    tick: int
    tempo: int


class TempoMap:
    """The tempos of a piece: integer microseconds a quarter (1 to `MAX_TEMPO`) over ticks."""

    def __init__(self, changes: Iterable[TempoChange] = ()) -> None:
        by_tick = {c.tick: c for c in changes if c.tick >= 0}
        by_tick.setdefault(0, TempoChange(0, DEFAULT_TEMPO))
        kept: list[TempoChange] = []
        for change in sorted(by_tick.values()):
            if not 1 <= change.tempo <= MAX_TEMPO:
                raise ValueError(f"tempo must lie within 1-{MAX_TEMPO} microseconds a quarter")
            if not kept or kept[-1].tempo != change.tempo:
                kept.append(change)
        self._changes = tuple(kept)

    @classmethod
    def from_bpm(cls, quarters_per_minute: float) -> TempoMap:
        """One tempo throughout."""
        return cls([TempoChange(0, round(60_000_000 / quarters_per_minute))])

    @property
    def changes(self) -> tuple[TempoChange, ...]:
        """All changes, by tick; the first is at 0."""
        return self._changes

    def seconds_at(self, ticks: ArrayLike) -> NDArray[np.float64]:
        """Seconds from the start of the piece, for ticks of any shape."""
        starts, seconds, per_tick = self._table
        ticks = np.asarray(ticks, dtype=np.int64)
        change = np.searchsorted(starts, ticks, side="right") - 1
        result: NDArray[np.float64] = seconds[change] + (ticks - starts[change]) * per_tick[change]
        return result

    def ticks_at(self, seconds: ArrayLike) -> NDArray[np.int64]:
        """The nearest tick to each number of seconds."""
        starts, at, per_tick = self._table
        seconds = np.asarray(seconds, dtype=np.float64)
        change = np.maximum(np.searchsorted(at, seconds, side="right") - 1, 0)
        ticks = starts[change] + np.rint((seconds - at[change]) / per_tick[change])
        result: NDArray[np.int64] = ticks.astype(np.int64)
        return result

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TempoMap) and self._changes == other._changes

    def __hash__(self) -> int:
        return hash(self._changes)

    def __repr__(self) -> str:
        return f"TempoMap({', '.join(f'{c.tempo} at {c.tick}' for c in self._changes)})"

    @cached_property
    def _table(self) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
        starts = np.array([c.tick for c in self._changes], dtype=np.int64)
        per_tick = np.array([c.tempo for c in self._changes]) / (TICKS_PER_QUARTER * 1e6)
        seconds = np.concatenate([[0.0], np.cumsum(np.diff(starts) * per_tick[:-1])])
        return starts, seconds, per_tick
