"""Counts of what followed contexts: in the pieces learned from, and in a piece so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.ngram_hash import Keys
from melodyrnn.music.notes import IntArray

Chances: TypeAlias = NDArray[np.float32]
"""Of each symbol at each row: (rows, symbols)."""

SPAN = 256
"""Symbols, and leaps to a pitch, there can be."""

_LOW = np.uint64(SPAN - 1)
_BITS = np.uint64(8)


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """What followed each context: symbols of context i stand at starts[i] .. starts[i + 1]."""

    contexts: Keys
    starts: IntArray
    symbols: NDArray[np.uint8]
    times: NDArray[np.float32]


def counted(keys: Keys, symbols: IntArray) -> Counts:
    """Counts symbols (below `SPAN`) after contexts."""
    pairs = np.sort((keys & ~_LOW) | symbols.astype(np.uint64))
    first = np.flatnonzero(np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)])
    times = np.diff(np.append(first, len(pairs)))
    unique = pairs[first]
    context = unique & ~_LOW
    starts = np.flatnonzero(np.append(True, context[1:] != context[:-1])[: len(unique)])
    return Counts(
        context[starts],
        np.append(starts, len(unique)),
        (unique & _LOW).astype(np.uint8),
        times.astype(np.float32),
    )


def looked_up(counts: Counts, keys: Keys, offset: IntArray, size: int) -> Chances:
    """How often each symbol followed the context of each row, (rows, size).

    offset: (rows,), added to what was counted.
    """
    wanted = keys & ~_LOW
    place = np.minimum(np.searchsorted(counts.contexts, wanted), len(counts.contexts) - 1)
    known = counts.contexts[place] == wanted
    many = np.where(known, counts.starts[place + 1] - counts.starts[place], 0)
    row = np.repeat(np.arange(len(keys)), many)
    entry = np.arange(len(row)) + np.repeat(counts.starts[place] - np.cumsum(many) + many, many)
    symbol = counts.symbols[entry] + offset[row]
    fits = (symbol >= 0) & (symbol < size)
    table = np.zeros((len(keys), size), dtype=np.float32)
    table.reshape(-1)[(row * size + symbol)[fits]] = counts.times[entry][fits]
    return table


def met_so_far(keys: Keys, symbols: IntArray, heard: NDArray[np.bool_], span: int) -> Chances:
    """How often each symbol followed the context of each row in rows before it, (rows, span).

    heard: whether the row has a symbol.
    """
    order = np.argsort(keys, kind="stable")
    table = np.zeros((len(keys), span), dtype=np.float32)
    rows = np.flatnonzero(heard[order])
    table[rows, symbols[order][rows]] = 1
    before = np.cumsum(table, axis=0)
    before -= table
    first = np.append(True, keys[order[1:]] != keys[order[:-1]])
    group = np.cumsum(first) - 1
    before -= before[np.flatnonzero(first)][group]
    table[order] = before
    return table


def moved(table: Chances, offset: IntArray, size: int) -> Chances:
    """Columns of each row moved by its offset, cut to (rows, size)."""
    source = np.arange(size) - offset[:, None]
    fits = (source >= 0) & (source < table.shape[1])
    found = np.take_along_axis(table, np.clip(source, 0, table.shape[1] - 1), axis=1)
    return np.where(fits, found, np.float32(0))
