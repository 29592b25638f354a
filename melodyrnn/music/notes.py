"""Notes: the immutable sequence that codec, collection, window and undo share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

TICKS_PER_QUARTER = 480
"""The one unit of musical time: everything called a tick is 1/480 of a quarter."""

MAX_PITCH = 127
MAX_VELOCITY = 127

NOTE_DTYPE = np.dtype(
    [("onset", np.int64), ("duration", np.int64), ("pitch", np.int16), ("velocity", np.int16)]
)
"""One note a row. onset >= 0 and duration >= 1 in ticks, pitch 0-127, velocity 1-127."""

NoteArray: TypeAlias = NDArray[Any]
IntArray: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """One note. Times in ticks, pitch and velocity as in MIDI."""

    onset: int
    pitch: int
    duration: int
    velocity: int = 80

    @property
    def end(self) -> int:
        """Tick at which the note is released."""
        return self.onset + self.duration


class NoteSequence:
    """An immutable sequence of notes, sorted by (onset, pitch).

    Edits return a new sequence, so undo is a swap of two references and a
    sequence may be shared between threads. The columns are read-only numpy
    views; `searchsorted` on `onset` finds what is visible or due.
    """

    __slots__ = ("_notes",)

    def __init__(self, notes: Iterable[Note] = ()) -> None:
        rows = [(n.onset, n.duration, n.pitch, n.velocity) for n in notes]
        self._notes = _checked(np.array(rows, dtype=NOTE_DTYPE))

    @classmethod
    def from_array(cls, notes: NoteArray) -> NoteSequence:
        """Takes a structured array of `NOTE_DTYPE`, in any order; copies it.

        Raises:
            ValueError: a column is out of the range stated at `NOTE_DTYPE`.
        """
        sequence = cls.__new__(cls)
        sequence._notes = _checked(np.array(notes, dtype=NOTE_DTYPE))
        return sequence

    @classmethod
    def from_valid(cls, notes: NoteArray) -> NoteSequence:
        """Takes over an array of `NOTE_DTYPE` known to keep its ranges, in any order.

        Neither checked nor copied, for where checking would cost as much as the work itself.
        """
        sequence = cls.__new__(cls)
        sequence._notes = _in_order(notes)
        return sequence

    @classmethod
    def from_columns(
        cls, onset: ArrayLike, duration: ArrayLike, pitch: ArrayLike, velocity: ArrayLike
    ) -> NoteSequence:
        """Takes four columns of equal length (or scalars), in any order of notes.

        Raises:
            ValueError: a column is out of the range stated at `NOTE_DTYPE`.
        """
        columns = np.broadcast_arrays(
            *(np.asarray(c, dtype=np.int64) for c in (onset, duration, pitch, velocity))
        )
        for column, name in zip(columns, ("onset", "duration", "pitch", "velocity"), strict=True):
            _check_range(column, name)
        notes = np.empty(columns[0].shape, dtype=NOTE_DTYPE)
        for column, name in zip(columns, ("onset", "duration", "pitch", "velocity"), strict=True):
            notes[name] = column
        return cls.from_array(notes.reshape(-1))

    @property
    def array(self) -> NoteArray:
        """All notes as one read-only structured array of `NOTE_DTYPE`."""
        return self._notes

    @property
    def onset(self) -> IntArray:
        """Onsets in ticks, ascending."""
        return self._column("onset")

    @property
    def duration(self) -> IntArray:
        """Durations in ticks, at least 1."""
        return self._column("duration")

    @property
    def pitch(self) -> IntArray:
        """MIDI pitches, 60 is middle C."""
        return self._column("pitch")

    @property
    def velocity(self) -> IntArray:
        """MIDI velocities, 1-127."""
        return self._column("velocity")

    @property
    def release(self) -> IntArray:
        """Ticks at which the notes end."""
        return self.onset + self.duration

    @property
    def start(self) -> int:
        """Tick of the first onset; 0 when empty."""
        return int(self._notes["onset"][0]) if len(self) else 0

    @property
    def end(self) -> int:
        """Tick at which the last sounding note is released; 0 when empty."""
        return int(self.release.max()) if len(self) else 0

    @property
    def is_monophonic(self) -> bool:
        """Whether no note begins before the one before it has ended."""
        return bool(np.all(self.onset[1:] >= self.release[:-1]))

    def where(self, mask: NDArray[np.bool_]) -> NoteSequence:
        """The notes for which `mask` (one boolean a note) is true."""
        return NoteSequence.from_valid(self._notes[mask])

    def between(self, start: int, end: int) -> NoteSequence:
        """The notes that begin at or after `start` and before `end` (ticks)."""
        first, last = np.searchsorted(self._notes["onset"], [start, end])
        return NoteSequence.from_valid(self._notes[first:last])

    def shifted(self, ticks: int) -> NoteSequence:
        """All notes moved in time by `ticks`."""
        notes = self._notes.copy()
        notes["onset"] += ticks
        return NoteSequence.from_array(notes)

    def transposed(self, semitones: int) -> NoteSequence:
        """All notes moved in pitch by `semitones`."""
        notes = self._notes.copy()
        notes["pitch"] += semitones
        return NoteSequence.from_array(notes)

    def merged(self, other: NoteSequence) -> NoteSequence:
        """The notes of both sequences."""
        return NoteSequence.from_array(np.concatenate([self._notes, other._notes]))

    def __len__(self) -> int:
        return len(self._notes)

    def __iter__(self) -> Iterator[Note]:
        return (Note(o, p, d, v) for o, d, p, v in self._notes.tolist())

    def __getitem__(self, index: int) -> Note:
        onset, duration, pitch, velocity = self._notes[index].tolist()
        return Note(onset, pitch, duration, velocity)

    def __reduce__(self) -> tuple[Any, ...]:
        # By way of `from_valid`: an array comes back from a pickle open to writing.
        return NoteSequence.from_valid, (self._notes,)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, NoteSequence):
            return NotImplemented
        return bool(np.array_equal(self._notes, other._notes))

    def __hash__(self) -> int:
        return hash(self._notes.tobytes())

    def __repr__(self) -> str:
        return f"NoteSequence({len(self)} notes, ticks {self.start}-{self.end})"

    def _column(self, name: str) -> IntArray:
        column: IntArray = self._notes[name]
        return column if column.dtype == np.int64 else column.astype(np.int64)


def without_collisions(notes: NoteSequence) -> NoteSequence:
    """Ends a note where the same key is struck again; keeps one of twins.

    A key of one instrument cannot be struck while it is held: files that do so
    are read differently by every reader. Of notes with the same onset and pitch
    the longest stays, with the highest velocity among them.
    """
    if notes.is_monophonic:
        return notes
    array = notes.array
    # Notes are in order of onset, pitch and duration: sorting by pitch alone keeps the rest.
    by_key = array.take(np.argsort(array["pitch"], kind="stable"))
    gap = _ticks_to_next_strike(by_key)
    if not np.any(gap < by_key["duration"]):
        return notes
    is_twin = gap == 0
    if np.any(is_twin):
        kept = by_key.compress(~is_twin)
        # Of twins the last is the longest; those before it count towards the note it became.
        became = np.cumsum(~is_twin) - ~is_twin
        np.maximum.at(kept["velocity"], became, by_key["velocity"])
        by_key, gap = kept, _ticks_to_next_strike(kept)
    by_key["duration"] = np.minimum(by_key["duration"], gap)
    return NoteSequence.from_valid(by_key)


def _ticks_to_next_strike(by_key: NoteArray) -> IntArray:
    """Ticks from each note's onset to the next of its key; notes by pitch, then onset."""
    gap = np.full(len(by_key), np.iinfo(np.int64).max)
    is_same_key = by_key["pitch"][1:] == by_key["pitch"][:-1]
    np.copyto(gap[:-1], np.diff(by_key["onset"]), where=is_same_key)
    return gap


_RANGES = {
    "onset": (0, np.iinfo(np.int64).max // 4),
    "duration": (1, np.iinfo(np.int64).max // 4),
    "pitch": (0, MAX_PITCH),
    "velocity": (1, MAX_VELOCITY),
}


def _check_range(column: NDArray[Any], name: str) -> None:
    low, high = _RANGES[name]
    if column.size and (column.min() < low or column.max() > high):
        raise ValueError(f"note {name} must lie within {low}-{high}")


def _checked(notes: NoteArray) -> NoteArray:
    for name in _RANGES:
        _check_range(notes[name], name)
    return _in_order(notes)


def _in_order(notes: NoteArray) -> NoteArray:
    # What was in order before mostly still is, and seeing that is far quicker than sorting.
    if not _is_ascending(notes):
        # take() is several times as fast as indexing with an array of rows.
        place = notes["onset"] * (MAX_PITCH + 1) + notes["pitch"]
        by_place = notes.take(np.argsort(place, kind="stable"))
        notes = by_place if _is_ascending(by_place) else _sorted_by_all(notes)
    notes.flags.writeable = False
    return notes


def _sorted_by_all(notes: NoteArray) -> NoteArray:
    """By all columns, so that the same notes are the same sequence however they came."""
    order = np.lexsort(tuple(notes[c] for c in ("velocity", "duration", "pitch", "onset")))
    return notes.take(order)


def _is_ascending(notes: NoteArray) -> bool:
    """Whether notes are in order by onset and pitch, and no two begin alike."""
    gap = np.diff(notes["onset"])
    if np.all(gap > 0):  # a melody
        return True
    return bool(np.all((gap > 0) | ((gap == 0) & (np.diff(notes["pitch"]) > 0))))
