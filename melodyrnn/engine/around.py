"""What sounds around the next note of each take, kept while notes stream in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.around import NONE, SLOTS
from melodyrnn.encoding.events import EventArray
from melodyrnn.music.notes import IntArray

_HELD = 24
"""Notes of a take that are remembered as sounding; of more the first to end are forgotten."""


@dataclass(frozen=True, slots=True)
class Around:
    """Of B takes: pitches of the last three onsets, and the notes still sounding.

    chords: (B, 3, SLOTS), the latest onset first, the highest pitch first, NONE for none.
    sounding: (B, notes, 3), onset, release and pitch; a release of 0 stands for no note.
    """

    chords: IntArray
    sounding: IntArray

    @classmethod
    def nothing(cls) -> Around:
        """One take without a note."""
        return cls(
            np.full((1, 3, SLOTS), NONE, dtype=np.int64), np.zeros((1, _HELD, 3), dtype=np.int64)
        )

    @classmethod
    def after(cls, events: EventArray) -> Around:
        """One take that has read some events, at least one."""
        onset = np.cumsum(events["shift"])
        chords = np.full((1, 3, SLOTS), NONE, dtype=np.int64)
        for place, when in enumerate(np.unique(onset)[::-1][:3]):
            pitches = events["pitch"][onset == when][::-1][:SLOTS]
            chords[0, place, : len(pitches)] = pitches
        notes = np.stack([onset, onset + events["duration"], events["pitch"]], axis=1)
        latest = notes[np.argsort(notes[:, 1], kind="stable")][-_HELD:]
        sounding = np.zeros((1, _HELD, 3), dtype=np.int64)
        sounding[0, : len(latest)] = latest
        return cls(chords, sounding)

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self.chords.nbytes + self.sounding.nbytes

    def select(self, index: IntArray) -> Around:
        """The takes named by `index`, in that order."""
        return Around(self.chords[index], self.sounding[index])

    def seen_at(self, onset: IntArray, is_new: NDArray[np.bool_]) -> IntArray:
        """What a note at `onset` (B,) has around it: (B, kinds, SLOTS) as `pitches_around`.

        is_new: (B,), whether no other note begins there.
        """
        new = is_new[:, None]
        latest, before, third = self.chords[:, 0], self.chords[:, 1], self.chords[:, 2]
        begun, release, pitch = (self.sounding[..., i] for i in range(3))
        held = np.where((begun < onset[:, None]) & (release > onset[:, None]), pitch, NONE)
        return np.stack(
            [
                np.where(new, NONE, latest),
                np.where(new, latest, before),
                np.where(new, before, third),
                -np.sort(-held, axis=1)[:, :SLOTS],
            ],
            axis=1,
        )

    def with_notes(self, onset: IntArray, events: EventArray) -> Around:
        """After one more event each, at `onset` (B,)."""
        new = (events["shift"] > 0)[:, None]
        latest = np.where(new, NONE, self.chords[:, 0])
        latest = np.concatenate([events["pitch"][:, None], latest[:, :-1]], axis=1)
        second = np.where(new, self.chords[:, 0], self.chords[:, 1])
        third = np.where(new, self.chords[:, 1], self.chords[:, 2])
        sounding = self.sounding.copy()
        rows, slot = np.arange(len(onset)), self.sounding[..., 1].argmin(axis=1)
        release = onset + events["duration"]
        is_later = release >= sounding[rows, slot, 1]
        note = np.stack([onset, release, events["pitch"]], axis=1)
        sounding[rows[is_later], slot[is_later]] = note[is_later]
        return Around(np.stack([latest, second, third], axis=1), sounding)
