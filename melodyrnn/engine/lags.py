"""How long ago each remembered note was, looked up instead of reckoned for every note anew."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.features import Clock, lag_buckets
from melodyrnn.music.notes import IntArray

_FIRST_STEPS = 4096
_MOST_CELLS = 1 << 22
"""A table of more cells (meters x steps) is not worth its memory."""


class LagTable:
    """`lag_buckets` for every meter of a piece and every lag up to the farthest asked for."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._table = np.zeros((len(clock.all_spans), 0), dtype=np.int8)

    def classes(self, lag: IntArray, onset: IntArray) -> NDArray[np.integer]:
        """Classes of lags (B, S), each at least 0 and at most its onset (B,), in steps."""
        meters, steps = self._table.shape
        farthest = int(np.maximum.reduce(onset))
        if farthest >= steps:
            steps = 2 ** max(farthest, _FIRST_STEPS - 1).bit_length()
            if meters * steps > _MOST_CELLS:
                return lag_buckets(lag, self._clock.spans(onset)[:, None])
            every = lag_buckets(np.arange(steps), self._clock.all_spans[:, None])
            self._table = every.astype(np.int8)
        found: NDArray[np.int8]
        if meters == 1:  # the usual case, and a faster one
            found = self._table[0].take(lag)
        else:
            found = self._table[self._clock.change(onset)[:, None], lag]
        return found
