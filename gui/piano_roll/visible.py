"""Which notes are in view: found by searching, however many there are."""

from __future__ import annotations

import numpy as np

from gui.piano_roll.geometry import Geometry
from melodyrnn.music.notes import IntArray, NoteSequence


class NoteIndex:
    """The columns of a sequence laid out for culling; they are made once for each sequence.

    onset, release, pitch, velocity: as in `notes`, (n,), contiguous.
    """

    __slots__ = ("_reach", "notes", "onset", "pitch", "release", "velocity")

    def __init__(self, notes: NoteSequence) -> None:
        self.notes = notes
        self.onset: IntArray = np.ascontiguousarray(notes.onset)
        self.release: IntArray = self.onset + notes.duration
        self.pitch: IntArray = notes.pitch
        self.velocity: IntArray = notes.velocity
        # The latest release so far ascends, so that a search finds the first note which may
        # still sound: a long note that began far to the left is never missed.
        self._reach: IntArray = np.maximum.accumulate(self.release)

    def __len__(self) -> int:
        return len(self.onset)

    @property
    def end(self) -> int:
        """Tick at which the last note is released; 0 when there is none."""
        return int(self._reach[-1]) if len(self) else 0

    def between(self, start: float, end: float) -> IntArray:
        """Indices of the notes that sound anywhere from tick `start` up to `end`, ascending."""
        first, last = self.within(start, end)
        near = np.arange(first, max(first, last))
        return near[self.release[first : first + len(near)] > start]

    def within(self, start: float, end: float) -> tuple[int, int]:
        """The first note that may sound after tick `start`, and the first not begun by `end`."""
        first = np.searchsorted(self._reach, start, side="right")
        return int(first), int(np.searchsorted(self.onset, end, side="left"))

    def in_view(self, geometry: Geometry) -> IntArray:
        """Indices of the notes of which something is in view, ascending."""
        near = self.between(geometry.left, geometry.right)
        pitch = self.pitch[near]
        return near[(pitch < geometry.top) & (pitch + 1 > geometry.bottom)]

    def begun_between(self, start: float, end: float) -> IntArray:
        """Indices of the notes that begin from tick `start` up to `end`, ascending."""
        first, last = np.searchsorted(self.onset, [start, end])
        return np.arange(first, last)
