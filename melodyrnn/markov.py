"""Markov chains on the same events: what a network must beat to be worth its training.

Two chains, which know nothing of each other: pitches (in the frame), and rhythm, that is
shift and duration in turn. Each symbol is predicted from those before it in its chain, by
counts of all context lengths interpolated after Witten & Bell 1991 down to an even chance.
They know no meter and nothing that lies further back. Velocity is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.reading import Reading
from melodyrnn.encoding.spec import FIELD_INDEX, FIELDS
from melodyrnn.music.notes import IntArray

MAX_CONTEXT = 8
"""Longest context in symbols."""

CHAINS = (("pitch",), ("shift", "duration"))
"""Which fields follow one another in a chain."""

_PREDICTED = ("shift", "pitch", "duration")
"""Columns of what is predicted, in the order of `FIELDS`."""

_SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""An odd number that scatters hashes (2**64 over the golden ratio)."""

_Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class _Counts:
    """Counts for contexts of one length, found by hash.

    contexts, total, kinds: each context, how often it was met, how many different symbols
    followed. pairs, times: each context with a symbol, and how often.
    """

    contexts: _Keys
    total: IntArray
    kinds: IntArray
    pairs: _Keys
    times: IntArray


class MarkovBaseline:
    """Counts of a corpus.

    lengths: of each chain the longest context that is counted, 0 to `MAX_CONTEXT` symbols.
    """

    def __init__(
        self, readings: Sequence[Reading], lengths: Sequence[int] = (MAX_CONTEXT,) * len(CHAINS)
    ) -> None:
        self._chains = [
            _Chain(fields, readings, most) for fields, most in zip(CHAINS, lengths, strict=True)
        ]

    def score(self, readings: Sequence[Reading]) -> float:
        """Nats a note that other pieces cost, first note and END included.

        Of each chain the context length counts that does best on these pieces: the
        baseline is given every advantage.
        """
        costs = sum(min(chain.costs(readings)) for chain in self._chains)
        residual = sum(float(r.residual[:, :3].sum()) for r in readings)
        return (costs + residual) / sum(len(r) - 1 for r in readings)

    def best_lengths(self, readings: Sequence[Reading]) -> tuple[int, ...]:
        """Of each chain the context length that does best on some pieces.

        To be asked with pieces set aside, not with those to be judged by.
        """
        return tuple(int(np.argmin(chain.costs(readings))) for chain in self._chains)

    def shortened(self, lengths: Sequence[int]) -> MarkovBaseline:
        """The same counts, of contexts up to these lengths."""
        baseline = MarkovBaseline.__new__(MarkovBaseline)
        baseline._chains = [
            chain.shortened(most) for chain, most in zip(self._chains, lengths, strict=True)
        ]
        return baseline

    def nats(self, readings: Sequence[Reading]) -> list[NDArray[np.float64]]:
        """-log P of shift, pitch and duration at each step of each piece, (n + 1, 3) each.

        By the longest contexts counted. END's other fields cost 0; what telling exact times
        within their classes costs (`Reading.residual`) is not in it.
        """
        costs = [np.zeros((len(reading), len(_PREDICTED))) for reading in readings]
        for chain in self._chains:
            each = chain.nats(readings)
            for field, name in enumerate(chain.fields):
                for cost, of_chain in zip(costs, each, strict=True):
                    cost[:, _PREDICTED.index(name)] = of_chain[:, field]
        return costs


class _Chain:
    """Counts of one chain, for each length of context up to `most`."""

    def __init__(
        self, fields: tuple[str, ...], readings: Sequence[Reading], most: int = MAX_CONTEXT
    ) -> None:
        self.fields = fields
        symbols, keys = _symbols_and_contexts(fields, readings)
        self.counts = [_counted(symbols, contexts) for contexts in keys[: most + 1]]

    def shortened(self, most: int) -> _Chain:
        """The same counts, of contexts of up to `most` symbols."""
        chain = _Chain.__new__(_Chain)
        chain.fields, chain.counts = self.fields, self.counts[: most + 1]
        return chain

    def costs(self, readings: Sequence[Reading]) -> list[float]:
        """Nats of all symbols, by the longest context used."""
        return [-float(np.log(chances).sum()) for chances in self._chances(readings)]

    def nats(self, readings: Sequence[Reading]) -> list[NDArray[np.float64]]:
        """Nats of each field at each step of each piece, (n + 1, fields), by all contexts."""
        *_, chances = self._chances(readings)
        unheard = _unheard(self.fields)
        ends = np.cumsum([len(reading) * len(self.fields) - unheard for reading in readings])
        return [
            np.append(-np.log(part), np.zeros(unheard)).reshape(-1, len(self.fields))
            for part in np.split(chances, ends[:-1])
        ]

    def _chances(self, readings: Sequence[Reading]) -> Iterator[NDArray[np.float64]]:
        """Chances of all symbols by contexts of no symbol, then of up to one, two ..."""
        symbols, keys = _symbols_and_contexts(self.fields, readings)
        chances = 1 / _sizes(self.fields)[_kind(self.fields, symbols)]
        for counts, contexts in zip(self.counts, keys, strict=False):
            chances = _interpolated(counts, contexts, symbols, chances)
            yield chances


def _unheard(fields: tuple[str, ...]) -> int:
    """How many symbols of END are not drawn: all but its shift."""
    return len(fields) - int("shift" in fields)


def _sizes(fields: tuple[str, ...]) -> IntArray:
    return np.array([FIELDS[FIELD_INDEX[field]].size for field in fields], dtype=np.int64)


def _offsets(fields: tuple[str, ...]) -> IntArray:
    """Symbol 0 stands before the beginning; then come the classes of each field."""
    offsets: IntArray = 1 + np.cumsum(_sizes(fields)) - _sizes(fields)
    return offsets


def _kind(fields: tuple[str, ...], symbols: IntArray) -> IntArray:
    """Which of the fields each symbol belongs to."""
    return np.searchsorted(_offsets(fields), symbols, side="right") - 1


def _symbols_and_contexts(
    fields: tuple[str, ...], readings: Sequence[Reading]
) -> tuple[IntArray, list[_Keys]]:
    """All symbols to predict, and for each length the hashes of the contexts before them."""
    columns = [FIELD_INDEX[field] for field in fields]
    unheard = _unheard(fields)
    rows = []
    for reading in readings:
        symbols = (reading.targets[:, columns] + _offsets(fields)).reshape(-1)
        rows += [np.zeros(MAX_CONTEXT, dtype=np.int64), symbols[: len(symbols) - unheard]]
    line = np.concatenate(rows)
    is_drawn = line > 0
    keys = [np.zeros(len(line), dtype=np.uint64)]
    for back in range(1, MAX_CONTEXT + 1):
        earlier = np.roll(line, back).astype(np.uint64) + np.uint64(1)
        keys.append(_scattered(keys[-1] * _SPREAD + earlier))
    return line[is_drawn], [key[is_drawn] for key in keys]


def _counted(symbols: IntArray, contexts: _Keys) -> _Counts:
    unique, which, total = np.unique(contexts, return_inverse=True, return_counts=True)
    pairs, first, times = np.unique(
        _paired(contexts, symbols), return_index=True, return_counts=True
    )
    kinds = np.bincount(which[first], minlength=len(unique))
    return _Counts(unique, total, kinds, pairs, times)


def _interpolated(
    counts: _Counts, contexts: _Keys, symbols: IntArray, lower: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Chances by these contexts, falling back on `lower`, those by shorter ones."""
    place, is_known = _found(counts.contexts, contexts)
    pair, is_met = _found(counts.pairs, _paired(contexts, symbols))
    times = np.where(is_met, counts.times[pair], 0)
    kinds, total = counts.kinds[place], counts.total[place]
    chances: NDArray[np.float64] = np.where(
        is_known, (times + kinds * lower) / (total + kinds), lower
    )
    return chances


def _found(known: _Keys, wanted: _Keys) -> tuple[IntArray, NDArray[np.bool_]]:
    place = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return place, known[place] == wanted


def _paired(contexts: _Keys, symbols: IntArray) -> _Keys:
    return _scattered((contexts + symbols.astype(np.uint64)) * _SPREAD)


def _scattered(keys: _Keys) -> _Keys:
    mixed: _Keys = (keys ^ (keys >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return mixed
