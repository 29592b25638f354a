"""What n-grams may look at before each field is drawn: columns of whole numbers.

A column is called by a letter and a number: `s1`, `p1`, `d1` are shift, pitch and duration of
the note before, `s0` of the note to draw, `i1` the leap to the note before; `c1` is the highest
pitch struck so far with the note to draw, `l1` that of the onset before, `e1` that of the one
before, `h1` that of the notes held. All others have names (`benchmarks.ngram_columns`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np

from benchmarks.ngram_copies import Copies, copies_of
from benchmarks.ngram_rows import NONE, Rows
from melodyrnn.music.notes import IntArray

NO_LEAP = 99
"""Where there is no note to leap from or to."""

_SERIES = "spd"
_AROUND = "cleh"
_ALIKE = {"x": ("s0", "p0", "d0"), "i": ("s0", "i0", "d0"), "r": ("s0", "d0")}
"""What must be alike for notes to be copies: all of them, leaps instead of pitches, rhythm."""


class Facts:
    """The columns of some rows, each made when it is first asked for."""

    def __init__(self, rows: Rows, makers: Mapping[str, Maker]) -> None:
        self.rows = rows
        self._makers = makers
        self._made: dict[str, IntArray] = {}
        self._copies: dict[str, Copies] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, name: str) -> IntArray:
        """A column, (rows,).

        Raises:
            KeyError: there is no such column.
        """
        if name not in self._made:
            maker = self._makers.get(name)
            self._made[name] = maker(self) if maker else self._numbered(name[:1], int(name[1:]))
        return self._made[name]

    def copies(self, kind: str) -> Copies:
        """Where the notes before each row stand earlier in the piece."""
        if kind not in self._copies:
            self._copies[kind] = copies_of(self.rows, [self[name] for name in _ALIKE[kind]])
        return self._copies[kind]

    def _numbered(self, letter: str, number: int) -> IntArray:
        if letter in _AROUND:
            return self.rows.around[:, _AROUND.index(letter), number - 1].astype(np.int64)
        if letter == "i":
            return leap(self[f"p{number}"], self[f"p{number + 1}"])
        return self.rows.back(self.rows.targets[:, _SERIES.index(letter)], number)


Maker: TypeAlias = Callable[[Facts], IntArray]
"""What makes a column."""


def leap(to: IntArray, start: IntArray) -> IntArray:
    """Semitones from one pitch to another; `NO_LEAP` where either is not there."""
    return np.where((start < 0) | (to < 0), NO_LEAP, to - start)


def at(values: IntArray, row: IntArray) -> IntArray:
    """The values of other rows; `NONE` where there is no row."""
    return np.where(row < 0, NONE, values[row])
