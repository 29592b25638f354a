"""Contexts as hashes: columns of whole numbers become one key a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from melodyrnn.music.notes import IntArray

Keys: TypeAlias = NDArray[np.uint64]
"""One hash a row, shape (rows,)."""

_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_HIGH = np.uint64(31)


def hashed(columns: Iterable[IntArray], onto: Keys) -> Keys:
    """The keys `onto` with the values of more columns worked in."""
    keys = onto
    for column in columns:
        keys = (keys + column.astype(np.uint64)) * _SPREAD
        keys = (keys ^ (keys >> _HIGH)) * _MIX
        keys = keys ^ (keys >> _HIGH)
    return keys


def latest_same(keys: Keys) -> IntArray:
    """For each row the last row before it with the same key, -1 where there is none."""
    order = np.argsort(keys, kind="stable")
    same = keys[order[1:]] == keys[order[:-1]]
    latest = np.full(len(keys), -1, dtype=np.int64)
    latest[order[1:][same]] = order[:-1][same]
    return latest
