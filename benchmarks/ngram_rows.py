"""Pieces as rows, one a note and one for END, those of all pieces one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.reading import Reading
from melodyrnn.encoding.spec import FEATURE_INDEX
from melodyrnn.encoding.timing import class_low
from melodyrnn.music.notes import IntArray

NONE = -1
"""There is nothing there."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Row i of a piece draws its note i, the last row END: see `melodyrnn.encoding.reading`.

    All (rows,) but where said. piece: number of the piece. at: row within it. targets:
    (rows, 3). read: (rows, features). around: (rows, kinds, slots). struck: pitch classes of
    the onset before and of this one, 12 bits each. last: onset of the note read last, in
    steps; onset: that of the note to draw; bar, beat: their lengths at `last`. place:
    (rows, 2), of the note to draw in bar and beat. rank: notes struck below the one to draw.
    """

    piece: IntArray
    at: IntArray
    is_end: NDArray[np.bool_]
    targets: IntArray
    read: NDArray[np.int16]
    around: NDArray[np.int16]
    struck: IntArray
    last: IntArray
    onset: IntArray
    bar: IntArray
    beat: IntArray
    place: IntArray
    floor: IntArray
    rank: IntArray

    def __len__(self) -> int:
        return len(self.piece)

    def back(self, values: IntArray, count: int) -> IntArray:
        """The values so many rows before, in the same piece; `NONE` where there is none."""
        if not count:
            return values
        moved = np.full(len(values), NONE, dtype=np.int64)
        moved[count:] = values[:-count]
        moved[self.at < count] = NONE
        return moved

    def feature(self, name: str) -> IntArray:
        """A feature of the note read last, as `FEATURES` has it."""
        return self.read[:, FEATURE_INDEX[name]].astype(np.int64)

    def row_of(self, time: IntArray, rank: IntArray) -> IntArray:
        """The row of each piece's note at that onset and of that rank; `NONE` without."""
        known = _time_keys(self.piece, self.onset, np.where(self.is_end, 255, self.rank))
        wanted = _time_keys(self.piece, np.maximum(time, 0), rank)
        found = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
        is_there = (known[found] == wanted) & (time >= 0) & ~self.is_end[found]
        return np.where(is_there, found, NONE)


def rows_of(readings: Sequence[Reading]) -> Rows:
    """The rows of some pieces."""
    sizes = [len(r) for r in readings]
    at = np.concatenate([np.arange(n) for n in sizes])
    piece = np.repeat(np.arange(len(sizes)), sizes)
    targets = np.concatenate([r.targets[:, :3] for r in readings])
    spans = np.concatenate([r.spans for r in readings])
    harmony = np.concatenate([r.harmony for r in readings])
    onset = np.concatenate([np.append(r.onset[1:], r.onset[-1]) for r in readings])
    is_end = np.append(at[1:] == 0, True)
    begins = (at == 0) | is_end | (targets[:, 0] > 0)
    first = np.maximum.accumulate(np.where(begins, np.arange(len(at)), 0))
    return Rows(
        piece=piece,
        at=at,
        is_end=is_end,
        targets=targets,
        read=np.concatenate([r.features for r in readings]),
        around=np.concatenate([r.around for r in readings]),
        struck=harmony @ (1 << np.arange(harmony.shape[1])),
        last=np.concatenate([r.onset for r in readings]),
        onset=onset,
        bar=spans[:, 0],
        beat=spans[:, 1],
        place=np.concatenate([r.landing for r in readings]),
        floor=np.concatenate([r.floor for r in readings]),
        rank=np.minimum(np.arange(len(at)) - first, 254),
    )


def lengths(classes: IntArray) -> IntArray:
    """Steps that classes of duration stand for at least; 0 where there is no note."""
    return np.where(classes < 0, 0, class_low(np.maximum(classes, 0)))


def _time_keys(piece: IntArray, time: IntArray, rank: IntArray) -> IntArray:
    return (piece << 42) + (time << 8) + rank
