"""Columns: the notes of a piece in three bytes each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.events import EVENT_DTYPE, EventArray
from melodyrnn.encoding.timing import class_low, class_of, class_size

VELOCITY = 80
"""Of all notes that come back."""


class Columns(NamedTuple):
    """One piece of n notes, as its events are; what is not told is velocity.

    pitch, and the classes of shift and duration: (n,). beyond: (m, 3), notes of which a class
    does not tell the steps: the note, and the steps by which its shift and its duration go
    beyond the least of their classes.
    """

    pitch: NDArray[np.uint8]
    shift: NDArray[np.uint8]
    duration: NDArray[np.uint8]
    beyond: NDArray[np.int64]

    @classmethod
    def of(cls, events: EventArray) -> Columns:
        """Takes events of one piece."""
        shift, duration = class_of(events["shift"]), class_of(events["duration"])
        more = [events["shift"] - class_low(shift), events["duration"] - class_low(duration)]
        beyond = np.stack([np.arange(len(events)), *more], axis=1)
        return cls(
            events["pitch"].astype(np.uint8),
            shift.astype(np.uint8),
            duration.astype(np.uint8),
            beyond[beyond[:, 1:].any(axis=1)],
        )

    def events(self) -> EventArray:
        """The events again, all of one velocity."""
        events = np.empty(len(self.pitch), dtype=EVENT_DTYPE)
        for place, name in enumerate(("shift", "duration"), start=1):
            events[name] = class_low(getattr(self, name))
            events[name][self.beyond[:, 0]] += self.beyond[:, place]
        events["pitch"], events["velocity"] = self.pitch, VELOCITY
        return events


def in_a_row(pieces: Sequence[Columns]) -> Columns:
    """The columns of pieces one after another; `beyond` counts notes through all of them."""
    ends = np.cumsum([len(piece.pitch) for piece in pieces])
    beyond = [
        piece.beyond + np.array([end - len(piece.pitch), 0, 0])
        for piece, end in zip(pieces, ends, strict=True)
    ]
    none = np.empty(0, dtype=np.uint8)
    return Columns(
        np.concatenate([none, *(piece.pitch for piece in pieces)]),
        np.concatenate([none, *(piece.shift for piece in pieces)]),
        np.concatenate([none, *(piece.duration for piece in pieces)]),
        np.concatenate([np.empty((0, 3), dtype=np.int64), *beyond]),
    )


def is_within(
    beyond: NDArray[np.int64], shift: NDArray[np.uint8], duration: NDArray[np.uint8]
) -> bool:
    """Whether each note is there, they ascend, and no step goes beyond its class."""
    notes = beyond[:, 0]
    if (beyond < 0).any() or (np.diff(notes) <= 0).any() or (notes >= len(shift)).any():
        return False
    sizes = np.stack([class_size(column[notes]) for column in (shift, duration)], axis=1)
    return bool((beyond[:, 1:] < sizes).all())
