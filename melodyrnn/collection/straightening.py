"""Straightening: what was played by hand, put on the grid it was meant on.

One rule for the whole piece, so that parts stay together: onsets struck as one chord become
one onset; the hand's constant lateness is taken off; then every quarter is read as 16ths,
or as triplets or 32nds where those fit its onsets clearly better.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from melodyrnn.collection.character import off_grid_share
from melodyrnn.music.notes import (
    NOTE_DTYPE,
    TICKS_PER_QUARTER,
    IntArray,
    NoteSequence,
    without_collisions,
)
from melodyrnn.music.piece import Part, Piece

PLAYED_SHARE = 0.4
"""By hand is a piece with more than this share of its onsets off the steps of a 24th."""

CARELESS_TICKS = 24
"""Onsets that miss 16ths and triplets alike by more, on average, were not played to the
beat of the file: chance alone would miss by 30."""

_STRUM_TICKS = 18
"""Onsets that follow each other within this are one chord."""

_UNITS = (TICKS_PER_QUARTER // 4, TICKS_PER_QUARTER // 3, TICKS_PER_QUARTER // 8, 80)
"""What a quarter is read as: 16ths, triplets, 32nds, triplets of 16ths."""

_MUST_GAIN = (0, 15, 22, 25)
"""By how many ticks (root mean square) each must fit better than the usual reading."""

_CRUSHED = 60
"""Ticks that two onsets put on one line count as missed by."""


@dataclass(frozen=True, slots=True)
class Straightened:
    """A piece on the grid; None, with `is_free`, where its bars and beats mean nothing."""

    piece: Piece | None
    is_free: bool


ON_GRID = Straightened(None, is_free=False)
"""There is nothing to put right."""


def straightened(piece: Piece) -> Straightened:
    """Puts a piece that was played by hand on the grid; drums stay as they are."""
    pitched = [p.notes for p in piece.parts if not p.is_drum and len(p.notes)]
    if not pitched:
        return ON_GRID
    onset = np.sort(np.concatenate([notes.onset for notes in pitched]))
    if off_grid_share(onset) <= PLAYED_SHARE:
        return ON_GRID
    first = np.flatnonzero(np.diff(onset, prepend=onset[0] - 2 * _STRUM_TICKS) > _STRUM_TICKS)
    strikes = onset[first]
    missed, late, usual = min((*_fit(strikes, _UNITS[i]), i) for i in (0, 1))
    if missed > CARELESS_TICKS:
        return Straightened(None, is_free=True)
    grid = _Grid.over(np.maximum(strikes - late, 0), usual)
    parts = tuple(_straight(part, strikes, late, grid) for part in piece.parts)
    return Straightened(replace(piece, parts=parts), is_free=False)


@dataclass(frozen=True, slots=True)
class _Grid:
    """unit: for each quarter the ticks of the steps it is read in. usual: where none is known."""

    unit: IntArray
    usual: int

    @classmethod
    def over(cls, strikes: IntArray, usual: int) -> _Grid:
        """Reads each quarter in the way that fits its strikes (ascending) best.

        usual: index into `_UNITS` of the reading that fits the piece as a whole.
        """
        quarter, count = np.unique(strikes // TICKS_PER_QUARTER, return_inverse=True)
        count = count.reshape(-1)
        gains = list(_MUST_GAIN)
        gains[usual], gains[0] = 0, gains[1] if usual else 0
        costs = [
            _cost(strikes, unit, count, len(quarter)) + gain**2
            for unit, gain in zip(_UNITS, gains, strict=True)
        ]
        best = np.array(_UNITS)[np.argmin(np.array(costs), axis=0)]
        unit = np.full(int(quarter[-1]) + 1 if len(quarter) else 0, _UNITS[usual])
        unit[quarter] = best
        return cls(unit, _UNITS[usual])

    def nearest(self, ticks: IntArray) -> tuple[IntArray, IntArray]:
        """The step nearest to each tick, and the unit read in there."""
        quarter = ticks // TICKS_PER_QUARTER
        is_known = quarter < len(self.unit)
        unit = np.full(len(ticks), self.usual)
        unit[is_known] = self.unit[quarter[is_known]]
        return _nearest(ticks, unit), unit


def _straight(part: Part, strikes: IntArray, late: int, grid: _Grid) -> Part:
    notes = part.notes
    if part.is_drum or not len(notes):
        return part
    # A chord goes where its first note goes: rolled by hand, it was meant as one.
    struck = strikes[np.searchsorted(strikes, notes.onset, side="right") - 1]
    onset, unit = grid.nearest(np.maximum(struck - late, 0))
    release, _ = grid.nearest(np.maximum(notes.release - late, 0))
    table = np.empty(len(notes), dtype=NOTE_DTYPE)
    table["onset"], table["duration"] = onset, np.maximum(release - onset, unit)
    table["pitch"], table["velocity"] = notes.pitch, notes.velocity
    return replace(part, notes=without_collisions(NoteSequence.from_valid(table)))


def _fit(strikes: IntArray, unit: int) -> tuple[float, int]:
    """How far strikes miss a unit on average, and by how much the hand is late throughout."""
    off = strikes - _nearest(strikes, unit)
    # Around a circle, because a hand late by half a unit is as much early.
    angle = np.angle(np.mean(np.exp(2j * np.pi * off / unit)))
    late = round(float(angle) * unit / (2 * np.pi))
    moved = strikes - late
    return float(np.abs(moved - _nearest(moved, unit)).mean()), late


def _cost(strikes: IntArray, unit: int, quarter: IntArray, quarters: int) -> NDArray[np.float64]:
    """For each quarter the mean square by which its strikes miss this reading of it."""
    step = _nearest(strikes, unit)
    missed = (strikes - step).astype(np.float64) ** 2
    missed[1:] += np.where(np.diff(step) == 0, float(_CRUSHED**2), 0.0)
    counts = np.bincount(quarter, minlength=quarters)
    sums = np.bincount(quarter, weights=missed, minlength=quarters)
    result: NDArray[np.float64] = sums / np.maximum(counts, 1)
    return result


def _nearest(ticks: IntArray, unit: int | IntArray) -> IntArray:
    step: IntArray = (ticks + unit // 2) // unit * unit
    return step
