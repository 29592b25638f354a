"""Notes as events, one a note, and back. Here stands what every field means.

An event is (shift, pitch, duration, velocity), drawn in this order:

shift     steps from the previous onset to this one; from the start of the piece for the
          first event. 0 = struck together with the note before (a chord). After the last
          event one more shift is drawn, the value END: the piece is over.
pitch     MIDI pitch 0-127. Where shift is 0 it is above the pitch before it: chords are
          written upwards, so a set of notes has exactly one encoding.
duration  steps from onset to release, at least 1.
velocity  MIDI velocity 1-127.

A step is 1/24 of a quarter (`melodyrnn.encoding.timing`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.timing import MAX_STEPS, TICKS_PER_STEP, to_steps
from melodyrnn.music.notes import NOTE_DTYPE, IntArray, NoteArray, NoteSequence

EVENT_DTYPE = np.dtype(
    [("shift", np.int64), ("pitch", np.int64), ("duration", np.int64), ("velocity", np.int64)]
)

EventArray: TypeAlias = NDArray[Any]
"""Events of one piece, shape (n,), of `EVENT_DTYPE`, END not among them."""


@dataclass(frozen=True, slots=True)
class Rounding:
    """What the grid changed: nothing, for music that lies on it.

    moved: notes whose onset or release lay off the grid. largest: the farthest any
    onset or release was moved, in ticks. merged: notes that fell onto another of the
    same pitch and onset. cut: rests or notes longer than the longest that can be written.
    """

    notes: int = 0
    moved: int = 0
    largest: int = 0
    merged: int = 0
    cut: int = 0

    @property
    def is_exact(self) -> bool:
        """Whether decoding gives back the very same notes."""
        return not (self.moved or self.merged or self.cut)


def encode(notes: NoteSequence) -> tuple[EventArray, Rounding]:
    """Writes notes as events on the grid, and says what that changed."""
    table = notes.array
    onset, duration = table["onset"], table["duration"]
    if len(table) and not ((onset % TICKS_PER_STEP).any() or (duration % TICKS_PER_STEP).any()):
        rounding = Rounding(len(table))
        onset, duration = onset // TICKS_PER_STEP, duration // TICKS_PER_STEP
    else:
        table, onset, duration, rounding = _rounded(table)
    twins = (onset[1:] == onset[:-1]) & (table["pitch"][1:] == table["pitch"][:-1])
    if twins.any():  # sorted: the longest of them is the last
        kept = np.append(~twins, True)
        table, onset, duration = table[kept], onset[kept], duration[kept]
        rounding = replace(rounding, merged=rounding.notes - len(table))
    events = np.empty(len(table), dtype=EVENT_DTYPE)
    events["shift"][:1] = onset[:1]
    np.subtract(onset[1:], onset[:-1], out=events["shift"][1:])
    events["duration"] = duration
    events["pitch"] = table["pitch"]
    events["velocity"] = table["velocity"]
    return _cut(events, rounding)


def _rounded(table: NoteArray) -> tuple[NoteArray, IntArray, IntArray, Rounding]:
    """Notes off the grid, sorted anew by the steps they are moved to."""
    release = table["onset"] + table["duration"]
    onset = to_steps(table["onset"])
    duration = np.maximum(to_steps(release) - onset, 1)
    off = np.maximum(
        np.abs(onset * TICKS_PER_STEP - table["onset"]),
        np.abs((onset + duration) * TICKS_PER_STEP - release),
    )
    order = np.lexsort((duration, table["pitch"], onset))
    moved, largest = int(np.count_nonzero(off)), int(off.max(initial=0))
    return table[order], onset[order], duration[order], Rounding(len(table), moved, largest)


def _cut(events: EventArray, rounding: Rounding) -> tuple[EventArray, Rounding]:
    """Rests and notes no longer than can be written."""
    longest = max(events["shift"].max(initial=0), events["duration"].max(initial=0))
    if longest <= MAX_STEPS:
        return events, rounding
    cut = sum(int(np.count_nonzero(events[f] > MAX_STEPS)) for f in ("shift", "duration"))
    for name in ("shift", "duration"):
        np.minimum(events[name], MAX_STEPS, out=events[name])
    return events, replace(rounding, cut=cut)


def decode(events: EventArray) -> NoteSequence:
    """The notes that events stand for.

    Raises:
        ValueError: an event is outside what `encode` writes.
    """
    notes = np.empty(len(events), dtype=NOTE_DTYPE)
    notes["onset"] = np.cumsum(events["shift"]) * TICKS_PER_STEP
    notes["duration"] = events["duration"] * TICKS_PER_STEP
    notes["pitch"] = events["pitch"]
    notes["velocity"] = events["velocity"]
    return NoteSequence.from_array(notes)
