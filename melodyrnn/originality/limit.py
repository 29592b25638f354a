"""Limit: what would make a copied run too long, note by note while a take is drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.pairs import CODES, code_of, pair_of

_NOTHING: frozenset[tuple[int, int]] = frozenset()

_BASE = 0x9E3779B97F4A7C15
"""An odd number that scatters hashes (2**64 over the golden ratio)."""
_BITS = 2**64 - 1

_Hashes = NDArray[np.uint64]


class CopyLimit:
    """Knows, after any `most` pairs that stand in the sources, which pairs follow there.

    What follows is found by a hash of those pairs; were two to share one, a pair would be
    forbidden for nothing, which happens once in many billion notes.
    """

    def __init__(self, index: SourceIndex, most: int) -> None:
        """most: notes of the longest run that is allowed, 1 or more."""
        self.most = most
        hashes, following = _runs(index.text.astype(np.uint64), most)
        order = np.lexsort((following, hashes))
        hashes, following = hashes[order], following[order]
        is_new = np.ones(len(order), dtype=bool)
        is_new[1:] = (hashes[1:] != hashes[:-1]) | (following[1:] != following[:-1])
        self._hashes, self._following = hashes[is_new], following[is_new].astype(np.int32)

    def next_forbidden(self, pairs_so_far: Sequence[tuple[int, int]]) -> frozenset[tuple[int, int]]:
        """The pairs (interval, class of duration) that must not come next.

        pairs_so_far: those of the take's notes alone, as a run counts no others; the first
        one's interval is that from the last note before the take. Only the last `most` count;
        after fewer nothing is forbidden.
        """
        if len(pairs_so_far) < self.most:
            return _NOTHING
        key = 0
        for interval, duration in pairs_so_far[-self.most :]:
            key = (key * _BASE + code_of(interval, duration) + 1) & _BITS
        wanted = np.uint64(key ^ (key >> 29))
        first = int(self._hashes.searchsorted(wanted))
        last = int(self._hashes.searchsorted(wanted, side="right"))
        return frozenset(pair_of(code) for code in self._following[first:last].tolist())


def _runs(text: _Hashes, most: int) -> tuple[_Hashes, _Hashes]:
    """A hash of each run of `most` pairs that one more pair follows, and that pair's code."""
    is_pair = text < CODES
    count = max(len(text) - most, 0)
    hashes = np.zeros(count, dtype=np.uint64)
    is_whole = np.ones(count, dtype=bool)
    for offset in range(most):
        hashes = hashes * np.uint64(_BASE) + text[offset : offset + count] + np.uint64(1)
        is_whole &= is_pair[offset : offset + count]
    is_whole &= is_pair[most:]
    hashes ^= hashes >> np.uint64(29)
    return hashes[is_whole], text[most:][is_whole]
