"""Chances by a ladder of contexts: each rung is trusted as far as it proved right.

The chances of a rung are the shares of what followed its context, mixed with the chances by
the rung below (deleted interpolation, Jelinek & Mercer 1980): how much goes to the shares
depends on how often the context was met and how many different symbols followed, and is
found on pieces that were not counted. Symbols that cannot come, as pitches below a chord
note, are left out of all counts first, so that chances add up to one over those that can.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.ngram_counts import Chances, Counts, counted, looked_up, met_so_far, moved
from benchmarks.ngram_facts import Facts
from benchmarks.ngram_families import Ladder
from benchmarks.ngram_field import Field
from benchmarks.ngram_hash import Keys, hashed
from melodyrnn.music.notes import IntArray

_LEAPS = 127
"""What is counted relative to a column are leaps from -127 on."""

_NOWHERE = 60
"""What leaps are counted from where the column says nothing."""

_SHARES = np.array([0.1, 0.25, 0.5, 0.8])
_KINDS = np.array([1.5, 2.5])
_TIMES = 9
_CLASSES = (_TIMES + 1) * (len(_SHARES) + 1) * (len(_KINDS) + 1)
"""Contexts are told apart by times met (octaves), by kinds that followed a time, and by kinds."""

_ROUNDS = 12
_DOUBT = 2.0

Trust = NDArray[np.float32]
"""What part of the chances goes to the shares of a rung, by class of context."""


class Climber:
    """One field's chances by one ladder.

    is_learned: contexts are counted in the pieces learned from; else in the piece so far.
    """

    def __init__(self, field: Field, ladder: Ladder, *, is_learned: bool) -> None:
        self._field, self._ladder, self._is_learned = field, ladder, is_learned
        self._counts: list[Counts] = []
        self._trust: list[Trust] = []

    def count(self, facts: Facts) -> None:
        """Counts pieces learned from, instead of those before."""
        heard = self._field.is_heard(facts.rows)
        symbols = (self._field.symbols(facts.rows) - self._base(facts))[heard]
        self._counts = [counted(keys[heard], symbols) for keys in self._keys(facts)]

    def learn_trust(self, blocks: Sequence[Facts], below: Sequence[Chances]) -> None:
        """Finds by pieces that were not counted how far each rung is to be trusted.

        below: for each block of pieces the chances where nothing is known.
        """
        self._trust = []
        chances = list(below)
        for rung, keys in enumerate(zip(*map(self._keys, blocks), strict=True)):
            met = [self._met(f, rung, k) for f, k in zip(blocks, keys, strict=True)]
            drawn = [
                self._drawn(facts, times, lower)
                for facts, times, lower in zip(blocks, met, chances, strict=True)
            ]
            trust = _fitted(*(np.concatenate(part) for part in zip(*drawn, strict=True)))
            chances = [_climbed(c, m, trust) for c, m in zip(chances, met, strict=True)]
            self._trust.append(trust)

    def chances(self, facts: Facts, below: Chances) -> Chances:
        """Chances of each symbol at each row; below: those where nothing is known."""
        chances = below
        for rung, keys in enumerate(self._keys(facts)):
            chances = _climbed(chances, self._met(facts, rung, keys), self._trust[rung])
        return chances

    def _met(self, facts: Facts, rung: int, keys: Keys) -> Chances:
        """How often each symbol followed the context of each row, (rows, symbols)."""
        rows, base, size = facts.rows, self._base(facts), self._field.size
        if self._is_learned:
            return self._field.masked(rows, looked_up(self._counts[rung], keys, base, size))
        is_leap = bool(self._ladder.base)
        table = met_so_far(
            hashed([rows.piece], keys),
            self._field.symbols(rows) - base,
            self._field.is_heard(rows),
            2 * _LEAPS + 1 if is_leap else size,
        )
        return self._field.masked(rows, moved(table, base, size) if is_leap else table)

    def _keys(self, facts: Facts) -> list[Keys]:
        """The contexts of each row, by rung; those of rung 0 are all one."""
        keys = [np.zeros(len(facts), dtype=np.uint64)]
        for rung in self._ladder.rungs:
            keys.append(hashed([facts[name] for name in rung], keys[-1]))
        return keys

    def _base(self, facts: Facts) -> IntArray:
        if not self._ladder.base:
            return np.zeros(len(facts), dtype=np.int64)
        base = facts[self._ladder.base]
        return np.where(base < 0, _NOWHERE, base) - _LEAPS

    def _drawn(
        self, facts: Facts, met: Chances, lower: Chances
    ) -> tuple[IntArray, Chances, Chances]:
        """Of each row: its class, the share of what was drawn, and its chance by the rung below."""
        heard = np.flatnonzero(self._field.is_heard(facts.rows))
        symbol = self._field.symbols(facts.rows)[heard]
        total, classes = _classed(met[heard])
        share: Chances = met[heard, symbol] / np.maximum(total, np.float32(1))
        return classes, share, lower[heard, symbol]


def _classed(met: Chances) -> tuple[Chances, IntArray]:
    """How often each row's context was met, and its class."""
    total = met.sum(axis=1)
    kinds = np.count_nonzero(met, axis=1)
    some = np.maximum(total, 1)
    times = np.where(total > 0, np.minimum(np.log2(some).astype(np.int64) + 1, _TIMES), 0)
    share = np.searchsorted(_SHARES, kinds / some)
    classes: IntArray = (times * (len(_SHARES) + 1) + share) * (len(_KINDS) + 1)
    return total, classes + np.searchsorted(_KINDS, kinds)


def _fitted(classes: IntArray, share: Chances, lower: Chances) -> Trust:
    """The trust under which what was drawn costs least, by expectation and maximisation."""
    times = np.bincount(classes, minlength=_CLASSES) + _DOUBT
    trust = np.full(_CLASSES, 0.5)
    for _ in range(_ROUNDS):
        by_share = trust[classes] * share
        owed = by_share / (by_share + (1 - trust[classes]) * lower)
        trust = (np.bincount(classes, weights=owed, minlength=_CLASSES) + _DOUBT / 2) / times
    return trust.astype(np.float32)


def _climbed(lower: Chances, met: Chances, trust: Trust) -> Chances:
    total, classes = _classed(met)
    share = np.where(total > 0, trust[classes], np.float32(0))[:, None]
    chances: Chances = lower * (1 - share)
    chances += met * (share / np.maximum(total, 1)[:, None])
    return chances
