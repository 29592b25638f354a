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

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.timing import MAX_STEPS, TICKS_PER_STEP, to_steps
from melodyrnn.music.notes import NOTE_DTYPE, NoteSequence

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
    onset, release = to_steps(notes.onset), to_steps(notes.release)
    duration = np.maximum(release - onset, 1)
    off = np.maximum(
        np.abs(onset * TICKS_PER_STEP - notes.onset),
        np.abs((onset + duration) * TICKS_PER_STEP - notes.release),
    )
    # Of notes that meet on the grid the longest stays; lexsort's last key counts first.
    order = np.lexsort((-duration, notes.pitch, onset))
    onset, duration = onset[order], duration[order]
    pitch, velocity = notes.pitch[order], notes.velocity[order]
    keep = np.ones(len(onset), dtype=bool)
    keep[1:] = (np.diff(onset) != 0) | (np.diff(pitch) != 0)
    events = np.empty(int(keep.sum()), dtype=EVENT_DTYPE)
    shift = np.diff(onset[keep], prepend=0)
    events["shift"] = np.minimum(shift, MAX_STEPS)
    events["pitch"] = pitch[keep]
    events["duration"] = np.minimum(duration[keep], MAX_STEPS)
    events["velocity"] = velocity[keep]
    return events, Rounding(
        notes=len(notes),
        moved=int(np.count_nonzero(off)),
        largest=int(off.max(initial=0)),
        merged=int(np.count_nonzero(~keep)),
        cut=int(np.count_nonzero(shift > MAX_STEPS) + np.count_nonzero(duration > MAX_STEPS)),
    )


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
