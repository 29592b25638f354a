"""What drawing in the velocity lane does to notes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gui.piano_roll.geometry import Geometry
from gui.piano_roll.visible import NoteIndex
from melodyrnn.music.notes import MAX_VELOCITY, IntArray, NoteSequence


def raised(notes: NoteSequence, which: IntArray, by: int) -> NoteSequence:
    """Notes of these indices struck harder by so much; each stays within 1-127."""
    array = notes.array.copy()
    array["velocity"][which] = np.clip(array["velocity"][which] + by, 1, MAX_VELOCITY)
    return NoteSequence.from_valid(array)


def drawn(
    notes: NoteSequence, which: IntArray, ends: Sequence[tuple[float, int]], reach: float = 0.0
) -> NoteSequence:
    """Notes of these indices that begin under a line take its height.

    ends: tick and velocity of the line's two ends, in any order. reach: ticks by which it
    counts as longer at both.
    """
    (start, low), (end, high) = sorted(ends)
    onset = notes.onset[which]
    under = which[(onset >= start - reach) & (onset <= end + reach)]
    if not len(under):
        return notes
    array = notes.array.copy()
    height = np.interp(notes.onset[under], [start, max(end, start + 1e-9)], [low, high])
    array["velocity"][under] = np.clip(np.rint(height), 1, MAX_VELOCITY).astype(np.int16)
    return NoteSequence.from_valid(array)


def nearest(index: NoteIndex, geometry: Geometry, x: float, reach_px: float) -> int | None:
    """The note whose onset is nearest to a pixel, at most `reach_px` away."""
    tick, reach = geometry.tick(x), reach_px / geometry.px_per_tick
    near = index.begun_between(tick - reach, tick + reach)
    if not len(near):
        return None
    return int(near[np.argmin(np.abs(index.onset[near] - tick))])
