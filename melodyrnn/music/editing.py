"""Edits of notes: pure functions that give a new sequence and the notes in hand after it.

Which notes are edited says a mask, one boolean a note, (n,). A key is struck once at a time
before an edit and after it (see `without_collisions`). Edited notes win: of a note they were
not to touch, what one of them covers is gone, and all of it where both begin together. Where
a note sticks out on both sides, what comes before stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from melodyrnn.music.notes import (
    MAX_PITCH,
    MAX_VELOCITY,
    IntArray,
    Note,
    NoteSequence,
    without_collisions,
)

Mask = NDArray[np.bool_]

_TICKS_A_KEY = 2**56
"""More than any onset: no file holds so much time, and 128 times this still fits 64 bits."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit made. held: the edited notes as they are now; all of them are in `notes`."""

    notes: NoteSequence
    held: NoteSequence


def written_over(rest: NoteSequence, held: NoteSequence) -> Edited:
    """Puts edited notes among untouched ones, which yield as the module says.

    `rest` must be free of collisions; of `held`, `without_collisions` makes one that is.
    """
    held = without_collisions(held)
    is_near = (rest.onset < held.end) & (rest.release > held.start)
    far = rest.array.compress(~is_near)
    near = _yielding(rest.where(is_near), held)
    together = np.concatenate([far, near.array, held.array])
    return Edited(NoteSequence.from_valid(together), held)


def add(notes: NoteSequence, note: Note) -> Edited:
    """One more note.

    Raises:
        ValueError: it is out of the ranges stated at `NOTE_DTYPE`.
    """
    return written_over(notes, NoteSequence([note]))


def remove(notes: NoteSequence, mask: Mask) -> NoteSequence:
    """The notes without those of the mask."""
    return notes.where(~mask)


def moved(notes: NoteSequence, mask: Mask, ticks: int, semitones: int = 0) -> Edited:
    """Moves notes in time and pitch, as one group.

    It stops as a whole at tick 0 and at the pitches 0 and 127, and is never bent.
    """
    return written_over(notes.where(~mask), _shifted(notes.where(mask), ticks, semitones))


def copied(notes: NoteSequence, mask: Mask, ticks: int, semitones: int = 0) -> Edited:
    """As `moved`, but leaves the notes where they are and moves a copy, which is in hand."""
    return written_over(notes, _shifted(notes.where(mask), ticks, semitones))


def duplicated(notes: NoteSequence, mask: Mask, length: int | None = None) -> Edited:
    """Repeats notes `length` ticks later; without it, from where the last of them ends."""
    group = notes.where(mask)
    return copied(notes, mask, group.end - group.start if length is None else length)


def with_velocity(notes: NoteSequence, mask: Mask, velocity: ArrayLike) -> Edited:
    """Sets velocities: one for all notes of the mask, or one for each, (k,); kept in 1-127."""
    return _struck(notes, mask, np.asarray(velocity, dtype=np.int64))


def louder(notes: NoteSequence, mask: Mask, amount: int) -> Edited:
    """Adds to velocities, each kept in 1-127; an amount below 0 makes notes softer."""
    return _struck(notes, mask, notes.velocity[mask] + amount)


def held_within(notes: NoteSequence, held: NoteSequence) -> Mask:
    """For each note whether it is one of `held`, by onset and pitch, (n,)."""
    mask: Mask = np.isin(_places(notes), _places(held))
    return mask


def _shifted(group: NoteSequence, ticks: int, semitones: int) -> NoteSequence:
    """A group moved as one, as far as it can go."""
    if not len(group):
        return group
    array = group.array.copy()
    array["onset"] += max(ticks, -group.start)
    lowest, highest = int(group.pitch.min()), int(group.pitch.max())
    array["pitch"] += min(max(semitones, -lowest), MAX_PITCH - highest)
    return NoteSequence.from_valid(array)


def _struck(notes: NoteSequence, mask: Mask, velocity: NDArray[Any]) -> Edited:
    array = notes.array.copy()
    array["velocity"][mask] = np.clip(velocity, 1, MAX_VELOCITY)
    edited = NoteSequence.from_valid(array)
    return Edited(edited, edited.where(mask))  # in place: no note moves, so the mask holds


def _yielding(rest: NoteSequence, held: NoteSequence) -> NoteSequence:
    """What is left of `rest` beside the notes that win; both free of collisions."""
    order = np.argsort(_places(held), kind="stable")
    strike = _places(held)[order]
    release = strike + held.duration[order]
    beyond = (MAX_PITCH + 1) * _TICKS_A_KEY - 1
    strike = np.concatenate([[-1], strike, [beyond]])  # a winner before all and one after
    release = np.concatenate([[-1], release, [beyond]])
    first, last = _places(rest), _places(rest) + rest.duration
    before = np.searchsorted(strike, first, side="right") - 1
    # A winner of a lower key is over long before, and one of a higher key long after.
    start = np.maximum(first, release[before])
    end = np.minimum(last, strike[before + 1])
    is_left = (strike[before] != first) & (end > start)
    array = rest.array.copy()
    array["onset"] += start - first
    array["duration"] = end - start
    return NoteSequence.from_valid(array[is_left])


def _places(notes: NoteSequence) -> IntArray:
    """A number for each onset of each key, ascending by pitch, then onset, (n,)."""
    return notes.pitch * _TICKS_A_KEY + notes.onset
