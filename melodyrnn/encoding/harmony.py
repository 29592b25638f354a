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
    result = np.zeros((count, HARMONY_SIZE), dtype=bool)
    if not count:
        return result
    begins = shift > 0
    begins[0] = True
    first = np.flatnonzero(begins)
    chord = np.cumsum(begins) - 1
    struck = np.zeros((count, 12), dtype=np.int64)
    struck[np.arange(count), pitch % 12] = 1
    running = np.cumsum(struck, axis=0)
    before = (running - struck)[first]
    result[:, 12:] = running > before[chord]
    last = np.append(first[1:], count) - 1
    whole = result[last, 12:]
    result[:, :12] = np.vstack([np.zeros((1, 12), dtype=bool), whole[:-1]])[chord]
    return result


def harmony_after(
    harmony: NDArray[np.bool_], shift: IntArray, pitch: IntArray
) -> NDArray[np.bool_]:
    """The harmony of a batch, shape (B, HARMONY_SIZE), after one more event each."""
    moved = (shift > 0)[:, None]
    previous = np.where(moved, harmony[:, 12:], harmony[:, :12])
    current = np.where(moved, False, harmony[:, 12:])
    current[np.arange(len(pitch)), pitch % 12] = True
    return np.concatenate([previous, current], axis=1)
