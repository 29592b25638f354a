"""Many predictors as one: sums, or products, of their chances.

What each predictor counts for is learned on pieces that were not counted, from what is known
of a row: classes, (rows, columns), below `CLASSES`. Chances of predictors come as blocks,
(rows, predictors, symbols).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.ngram_counts import Chances
from benchmarks.ngram_families import CLASSES
from melodyrnn.music.notes import IntArray

Floats: TypeAlias = NDArray[np.float32]

_LOWEST = np.float32(1e-12)
_LOW = np.float32(-27)
"""Below the log of any chance that is not 0."""

_ROUNDS = 20
_DOUBT = 50.0

_SURE_AT = np.array([0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9])
_BATCH = 512
_EPOCHS = 8
_RATE = 0.005


class Blend(Protocol):
    """Makes one predictor of many."""

    def fit(self, blocks: Sequence[Floats], drawn: IntArray, known: IntArray) -> None:
        """Learns from rows of which it is known what was drawn, (rows,) over all blocks."""

    def chances(self, block: Floats, known: IntArray) -> Chances:
        """Chances of each symbol, (rows, symbols)."""


class Sums:
    """A weighted sum, weights found by expectation and maximisation.

    They depend on the first two columns of what is known.
    """

    def __init__(self) -> None:
        self._weights = np.zeros((CLASSES**2, 0))

    def fit(self, blocks: Sequence[Floats], drawn: IntArray, known: IntArray) -> None:
        """See `Blend`."""
        ends = np.cumsum([len(block) for block in blocks])
        parts = np.split(drawn, ends[:-1])
        chance = np.concatenate(
            [b[np.arange(len(b)), :, d] for b, d in zip(blocks, parts, strict=True)]
        ).astype(np.float64)
        each = chance.shape[1]
        all_alike = np.full(each, 1 / each)
        for _ in range(_ROUNDS):
            owed = chance * all_alike
            all_alike = (owed / owed.sum(axis=1, keepdims=True)).mean(axis=0)
        place = _place(known)
        weights = np.tile(all_alike, (CLASSES**2, 1))
        for _ in range(_ROUNDS):
            owed = chance * weights[place]
            owed /= owed.sum(axis=1, keepdims=True)
            total = np.tile(_DOUBT * all_alike, (CLASSES**2, 1))
            np.add.at(total, place, owed)
            weights = total / total.sum(axis=1, keepdims=True)
        self._weights = weights

    def chances(self, block: Floats, known: IntArray) -> Chances:
        """See `Blend`."""
        weights = self._weights[_place(known)].astype(np.float32)
        chances: Chances = np.matmul(weights[:, None, :], block)[:, 0]
        chances /= chances.sum(axis=1, keepdims=True)
        return chances


class Products:
    """A weighted product, made to add up to one.

    The weight of each predictor depends on all that is known and on how high its highest
    chance is, each adding its share; learned by stochastic gradients (Adam).
    """

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed
        self._of_known = np.zeros((1, 0), dtype=np.float32)
        self._of_sure = np.zeros((len(_SURE_AT) + 1, 0), dtype=np.float32)

    def fit(self, blocks: Sequence[Floats], drawn: IntArray, known: IntArray) -> None:
        """See `Blend`."""
        logs = np.concatenate([_logs(block).astype(np.float16) for block in blocks])
        sure = _sureness(logs)
        each = logs.shape[1]
        self._of_known = np.zeros((1 + known.shape[1] * CLASSES, each), dtype=np.float32)
        self._of_known[0] = 1 / each
        self._of_sure = np.zeros((len(_SURE_AT) + 1, each), dtype=np.float32)
        tables = (self._of_known, self._of_sure)
        first, second = ([np.zeros_like(t) for t in tables] for _ in range(2))
        rng = np.random.default_rng(self._seed)
        count = -(-len(logs) // _BATCH)
        steps = [
            b for _ in range(_EPOCHS) for b in np.array_split(rng.permutation(len(logs)), count)
        ]
        for step, rows in enumerate(steps, start=1):
            some = logs[rows].astype(np.float32)
            slopes = self._slopes(some, drawn[rows], known[rows], sure[rows])
            rate = _RATE * (1 - step / (len(steps) + 1)) * np.sqrt(1 - 0.99**step) / (1 - 0.9**step)
            for table, mean, power, slope in zip(tables, first, second, slopes, strict=True):
                mean += 0.1 * (slope - mean)
                power += 0.01 * (slope**2 - power)
                table -= np.float32(rate) * mean / (np.sqrt(power) + np.float32(1e-6))

    def chances(self, block: Floats, known: IntArray) -> Chances:
        """See `Blend`."""
        logs = _logs(block)
        return _shares(self._scores(logs, known, _sureness(logs)))

    def _scores(self, logs: Floats, known: IntArray, sure: IntArray) -> Chances:
        weights = self._of_sure[sure, np.arange(sure.shape[1])] + self._of_known[0]
        for column in range(known.shape[1]):
            weights += self._of_known[1 + column * CLASSES + known[:, column]]
        scores: Chances = np.matmul(weights[:, None, :], logs)[:, 0]
        scores[(logs <= _LOW).all(axis=1)] = -np.inf
        return scores

    def _slopes(
        self, logs: Floats, drawn: IntArray, known: IntArray, sure: IntArray
    ) -> tuple[Floats, Floats]:
        """How the mean cost of some rows changes with each weight."""
        error = _shares(self._scores(logs, known, sure))
        error[np.arange(len(drawn)), drawn] -= 1
        each: Floats = np.matmul(logs, error[:, :, None])[:, :, 0] / np.float32(len(drawn))
        of_known = np.zeros_like(self._of_known)
        of_known[0] = each.sum(axis=0)
        for column in range(known.shape[1]):
            np.add.at(of_known, 1 + column * CLASSES + known[:, column], each)
        levels = range(len(_SURE_AT) + 1)
        of_sure = np.stack([np.where(sure == level, each, 0).sum(axis=0) for level in levels])
        return of_known, of_sure


def _place(known: IntArray) -> IntArray:
    place: IntArray = known[:, 0] * CLASSES + known[:, 1]
    return place


def _logs(block: Floats) -> Floats:
    logs: Floats = np.log(np.maximum(block, _LOWEST))
    return np.where(block > 0, logs, _LOW)


def _sureness(logs: Floats) -> IntArray:
    """Class of each predictor's highest chance at each row, (rows, predictors)."""
    sure: IntArray = np.searchsorted(_SURE_AT, np.exp(logs.max(axis=2).astype(np.float32)))
    return sure


def _shares(scores: Chances) -> Chances:
    shares: Chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return shares
