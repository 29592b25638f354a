"""The fields that are predicted, and the symbols their classes are counted as."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.ngram_counts import Chances
from benchmarks.ngram_rows import Rows
from melodyrnn.encoding.reading import Reading
from melodyrnn.encoding.spec import FIELD_INDEX, FIELDS
from melodyrnn.music.notes import IntArray

_COMMON = 10
"""A class met less often shares its symbol with all such classes."""


class Field:
    """One field and its symbols: common classes have one each, all others share the last.

    size: how many symbols there are.
    """

    def __init__(self, name: str, readings: Sequence[Reading]) -> None:
        self.name = name
        self.column = FIELD_INDEX[name]
        classes = FIELDS[self.column].size
        drawn = [r.targets[: len(r) - (name != "shift"), self.column] for r in readings]
        times = np.bincount(np.concatenate(drawn), minlength=classes)
        common = np.full(classes, name == "pitch") | (times >= _COMMON)
        self._symbol = np.where(common, np.cumsum(common) - 1, common.sum())
        rare = (times + 1.0) * ~common
        self._rare_nats = np.where(
            common, 0.0, -np.log(rare / max(rare.sum(), 1), where=~common, out=np.zeros(classes))
        )
        self.size = int(common.sum()) + int(not common.all())

    def symbols(self, rows: Rows) -> IntArray:
        """What is drawn at each row."""
        return self._symbol[rows.targets[:, self.column]]

    def rare_nats(self, rows: Rows) -> NDArray[np.float64]:
        """What telling rare classes from one another costs at each row."""
        return np.where(self.is_heard(rows), self._rare_nats[rows.targets[:, self.column]], 0.0)

    def is_heard(self, rows: Rows) -> NDArray[np.bool_]:
        """Whether the field is drawn at each row: END is a shift alone."""
        return ~rows.is_end if self.name != "shift" else np.ones(len(rows), dtype=np.bool_)

    def masked(self, rows: Rows, table: Chances) -> Chances:
        """The table with 0 for all that cannot come."""
        if self.name == "pitch":
            table[np.arange(self.size) <= rows.floor[:, None]] = 0
        return table

    def even(self, rows: Rows) -> Chances:
        """The same chance for all that can come."""
        table = self.masked(rows, np.ones((len(rows), self.size), dtype=np.float32))
        table /= table.sum(axis=1, keepdims=True)
        return table
