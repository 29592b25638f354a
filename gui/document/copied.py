"""What of some notes stands in the music that a model learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from melodyrnn.music.notes import IntArray

COUNTS_AS_COPIED = 8
"""So many notes in a row are a copy; fewer are in every tune."""


@dataclass(frozen=True, slots=True)
class CopiedStretch:
    """Notes in a row that go as in one piece of the training music, at whatever pitch.

    first: the first of them, among the notes that were looked at. notes: how many. piece: its
    number in the collection of the model's sources, source_note: the first note there.
    title, collection: what the piece is called and where it is from. first_bar, last_bar: from
    1. semitones: by how much it was moved up. places: which notes they are, where they do not
    simply follow `first`, as in chords that were recorded; else empty.
    """

    first: int
    notes: int
    title: str
    collection: str
    piece: int
    source_note: int
    first_bar: int
    last_bar: int
    semitones: int = 0
    places: tuple[int, ...] = ()

    @property
    def members(self) -> Sequence[int]:
        """Which of the notes that were looked at these are."""
        return self.places or range(self.first, self.first + self.notes)


@dataclass(frozen=True, slots=True)
class CopiedNotes:
    """What was found in a sequence of notes.

    longest: notes of the longest stretch, however short. share: of the notes that lie in a
    stretch of `COUNTS_AS_COPIED` or more, 0-1. stretches: of these the longest that each note
    lies in, the longest first.
    """

    longest: int = 0
    share: float = 0.0
    stretches: tuple[CopiedStretch, ...] = ()

    def lengths(self, count: int) -> IntArray:
        """For each of `count` notes how long the stretch is that it lies in, 0 for none."""
        found: IntArray = np.zeros(count, dtype=np.int64)
        for stretch in reversed(self.stretches):  # the longest last: it stays
            members = np.asarray(stretch.members)
            found[members[members < count]] = stretch.notes
        return found

    def at(self, note: int) -> CopiedStretch | None:
        """The longest stretch that a note lies in; None: it lies in none."""
        return next((s for s in self.stretches if note in s.members), None)
