"""Character: the meter, key and timing that some notes stand in, each in one word."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np

from melodyrnn.music.key import KeyMap, detect_key
from melodyrnn.music.meter import Meter, MeterMap
from melodyrnn.music.notes import TICKS_PER_QUARTER, IntArray, NoteSequence

KeySource: TypeAlias = Literal["stated", "detected", "none"]
"""stated: a key signature says so. detected: heard from the notes. none: no notes."""

NO_KEY: tuple[str, KeySource] = ("", "none")
"""What is said of the key where nothing has a pitch."""

GRID_TICKS = TICKS_PER_QUARTER // 24
"""The grid on which notes are learned: 32nds and triplets of 16ths are exact."""

NEAR_TICKS = 3
"""An onset this close to the grid is on it: the divisions of other programs round that far."""


def main_meter(notes: NoteSequence, meters: MeterMap) -> Meter:
    """The meter that most notes begin in; the first one when there are no notes."""
    change = meters.locate(notes.onset).change
    counts = np.bincount(change, minlength=len(meters.changes))
    by_meter: dict[Meter, int] = {}
    for (_, meter), count in zip(meters.changes, counts.tolist(), strict=True):
        by_meter[meter] = by_meter.get(meter, 0) + count
    return max(by_meter, key=lambda m: by_meter[m])


def main_key(notes: NoteSequence, keys: KeyMap) -> tuple[str, KeySource]:
    """The stated key that most notes begin in, or else the key heard; "" without notes."""
    if not len(notes):
        return NO_KEY
    starts = np.array([c.tick for c in keys.changes], dtype=np.int64)
    change = np.searchsorted(starts, notes.onset, side="right") - 1
    if len(starts) and (change >= 0).any():
        most = int(np.bincount(change[change >= 0]).argmax())
        return str(keys.changes[most].key), "stated"
    heard = detect_key(notes)
    return (str(heard), "detected") if heard else NO_KEY


def off_grid_share(onset: IntArray) -> float:
    """Share of onsets (ticks), 0-1, that do not lie on the grid, give or take `NEAR_TICKS`."""
    within = onset % GRID_TICKS
    is_off = (within > NEAR_TICKS) & (within < GRID_TICKS - NEAR_TICKS)
    return float(is_off.mean()) if len(onset) else 0.0
