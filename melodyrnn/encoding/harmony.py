"""Harmony: which pitch classes sounded together, as a piece or a stream is read."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.spec import HARMONY_SIZE
from melodyrnn.music.notes import IntArray


def harmony_of(shift: IntArray, pitch: IntArray) -> NDArray[np.bool_]:
    """The harmony after each event of a piece, shape (n, HARMONY_SIZE).

    First the pitch classes struck at the previous onset, then those struck at this onset
    up to and with this event.
    """
    count = len(shift)
    if not count:
        return np.zeros((0, HARMONY_SIZE), dtype=bool)
    struck = 1 << (pitch % 12)  # a set of pitch classes is a number, one bit for each
    begins = shift > 0
    begins[0] = True
    first = np.flatnonzero(begins)
    chord = np.cumsum(begins) - 1
    place = np.arange(count) - first[chord]
    for number in range(1, int(place.max()) + 1):  # all second notes of chords, all third ...
        here = np.flatnonzero(place == number)
        struck[here] |= struck[here - 1]
    whole = struck[np.append(first[1:], count) - 1]
    before = np.append(0, whole[:-1])[chord]
    both = (before | struck << 12).astype(np.int32)
    bits: NDArray[np.int32] = both[:, None] >> np.arange(HARMONY_SIZE, dtype=np.int32) & 1
    return bits.astype(bool)


def harmony_after(
    harmony: NDArray[np.bool_], shift: IntArray, pitch: IntArray
) -> NDArray[np.bool_]:
    """The harmony of a batch, shape (B, HARMONY_SIZE), after one more event each."""
    moved = (shift > 0)[:, None]
    previous = np.where(moved, harmony[:, 12:], harmony[:, :12])
    current = np.where(moved, False, harmony[:, 12:])
    current[np.arange(len(pitch)), pitch % 12] = True
    return np.concatenate([previous, current], axis=1)
