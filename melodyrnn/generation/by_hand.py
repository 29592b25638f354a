"""Seeds played by hand: written down as they were meant before the network reads them.

The network's grid is fine enough to catch how early or late a hand strikes, but the network
learned from written music, where such onsets mean something else. Only what it reads is
written down; the user's notes stay as they are.
"""

from __future__ import annotations

import numpy as np

from melodyrnn.encoding.timing import TICKS_PER_STEP
from melodyrnn.music.notes import TICKS_PER_QUARTER, IntArray, NoteSequence

UNITS = (TICKS_PER_QUARTER // 4, TICKS_PER_QUARTER // 3)
"""What a hand is taken to mean: 16ths, or eighth-note triplets where they fit better."""

NEAR_TICKS = 3
"""An onset this close to a step is on it: other programs' divisions round that far."""

PLAYED_SHARE = 0.4
"""By hand are seeds with more than this share of their onsets off the steps."""

CARELESS_TICKS = 24
"""Onsets that miss a unit by more, on average, mean something else, such as quintuplets."""


def as_meant(notes: NoteSequence, *, before: int) -> NoteSequence:
    """The notes on the unit that fits their onsets; the same notes where they are not by hand.

    before: tick that no onset may reach, since new notes begin there.
    """
    times = meant_times(notes, before=before)
    if times is None:
        return notes
    return NoteSequence.from_columns(*times, notes.pitch, notes.velocity)


def meant_times(notes: NoteSequence, *, before: int) -> tuple[IntArray, IntArray] | None:
    """Onset and duration of each note on that unit; None where they are not by hand."""
    off = np.abs(notes.onset - _nearest(notes.onset, TICKS_PER_STEP))
    if not len(notes) or float(np.mean(off > NEAR_TICKS)) <= PLAYED_SHARE:
        return None
    missed, late, unit = min((*_fit(notes.onset, unit), unit) for unit in UNITS)
    if missed > CARELESS_TICKS:
        return None
    onset = np.minimum(_nearest(notes.onset - late, unit), before - TICKS_PER_STEP)
    return onset, np.maximum(_nearest(notes.release - late, unit) - onset, unit)


def _fit(onset: IntArray, unit: int) -> tuple[float, int]:
    """How far onsets miss a unit on average, and by how much the hand is late throughout."""
    off = onset - _nearest(onset, unit)
    late = int(np.median(off))
    return float(np.abs(off - late).mean()), late


def _nearest(ticks: IntArray, unit: int) -> IntArray:
    return (ticks + unit // 2) // unit * unit
