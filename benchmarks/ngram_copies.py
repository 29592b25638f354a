"""Where the notes just read stand earlier in the same piece: copying forward, as a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.ngram_hash import hashed, latest_same
from benchmarks.ngram_rows import NONE, Rows
from melodyrnn.music.notes import IntArray

MATCHES = (32, 24, 16, 12, 8, 6, 4, 3, 2, 1)
"""Lengths of matches that are looked for, in notes, the longest first."""

_RUNS = np.array([1, 2, 3, 5, 9, 17, 33])


@dataclass(frozen=True, slots=True, eq=False)
class Copies:
    """For each row the earlier row of its piece whose past is most like its own.

    row: the latest of them, -1 without. length: class of how many notes agree; 0 = none.
    """

    row: IntArray
    length: IntArray


def copies_of(rows: Rows, columns: Sequence[IntArray]) -> Copies:
    """Looks for matches of the notes before each row, in these columns of the notes."""
    found = np.full(len(rows), NONE, dtype=np.int64)
    length = np.zeros(len(rows), dtype=np.int64)
    note = hashed(columns, np.zeros(len(rows), dtype=np.uint64))
    past = hashed([rows.piece], np.zeros(len(rows), dtype=np.uint64))
    pasts = [past]
    for back in range(1, MATCHES[0] + 1):
        pasts.append(hashed([rows.back(note.view(np.int64), back)], pasts[-1]))
    for number, wanted in enumerate(MATCHES):
        row = latest_same(pasts[wanted])
        fits = (found < 0) & (row >= 0) & (rows.at[row] >= wanted)
        found[fits], length[fits] = row[fits], len(MATCHES) - number
    return Copies(found, length)


def run_class(count: IntArray) -> IntArray:
    """Classes of how many notes in a row; 0 = none."""
    return np.searchsorted(_RUNS, count, side="right")
