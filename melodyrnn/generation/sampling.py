"""Drawing from chances: each row by a chance of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from melodyrnn.music.notes import IntArray


def drawn(chances: NDArray[np.float64], streams: Sequence[np.random.Generator]) -> IntArray:
    """One index for each row of chances (B, size), each from its own stream."""
    totals = np.cumsum(chances, axis=1)
    points = np.array([stream.random() for stream in streams]) * totals[:, -1]
    below = (totals <= points[:, None]).sum(axis=1)
    last = chances.shape[1] - 1 - np.argmax(chances[:, ::-1] > 0, axis=1)
    index: IntArray = np.minimum(below, last).astype(np.int64)
    return index
