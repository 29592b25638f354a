"""The in-piece memory in numpy. What it is for stands in `melodyrnn.models.memory`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from melodyrnn.encoding.features import lag_buckets
from melodyrnn.engine.cells import Floats, rows_times
from melodyrnn.engine.curves import softmax
from melodyrnn.engine.lags import LagTable
from melodyrnn.engine.state import Entries, Recall
from melodyrnn.models.config import ModelConfig
from melodyrnn.music.notes import IntArray

_ROOM = 64
"""Entries are appended in place as long as there is room; then it grows by half."""

_QUERY_BLOCK = 256
"""Steps scored at once: bounds the size of the attention matrix on long pieces."""


@dataclass(frozen=True, slots=True)
class RecallWeights:
    """Weights of the memory, laid out for products from the left."""

    query: Floats
    query_bias: Floats
    key: Floats
    value: Floats
    value_bias: Floats
    lag: Floats
    nothing: Floats
    heads: int
    width: int

    @classmethod
    def build(cls, config: ModelConfig, weights: Mapping[str, Floats]) -> RecallWeights | None:
        """From PyTorch's weights; None for a network without memory."""
        if not config.memory_heads:
            return None
        scale = 1 / math.sqrt(config.memory_width)
        return cls(
            query=np.ascontiguousarray(weights["memory.query.weight"].T) * np.float32(scale),
            query_bias=weights["memory.query.bias"] * np.float32(scale),
            key=np.ascontiguousarray(weights["memory.key.weight"].T),
            value=np.ascontiguousarray(weights["memory.value.weight"].T),
            value_bias=weights["memory.value.bias"],
            lag=np.ascontiguousarray(weights["memory.lag.weight"].T),
            nothing=weights["memory.nothing"],
            heads=config.memory_heads,
            width=config.memory_width,
        )

    def empty(self) -> Recall:
        """Nothing remembered, B = 1."""
        nothing = np.zeros((1, self.heads, 0, self.width), dtype=np.float32)
        entries = Entries(nothing, nothing, np.zeros((1, 0), dtype=np.int64))
        return Recall(entries, entries, 0)

    def entries(self, before: Floats, read: Floats, onset: IntArray) -> Entries:
        """Entries of one sequence: states before (T, hidden), notes read (T, embedding)."""
        return Entries(
            self._by_head(before @ self.key),
            self._by_head(read @ self.value + self.value_bias),
            onset[None],
        )

    def remembered(self, recall: Recall, before: Floats, read: Floats, onset: IntArray) -> Recall:
        """One entry more for each of B takes.

        The arrays may be written in place: a state that has been stepped from is used up
        unless it was copied by `State.select` first.
        """
        keys = rows_times(before, self.key)
        values = rows_times(read, self.value)
        values += self.value_bias
        own, at = _with_room(recall.own, recall.added), recall.added
        shape = (len(onset), self.heads, self.width)
        own.keys[:, :, at] = keys.reshape(shape)
        own.values[:, :, at] = values.reshape(shape)
        own.onset[:, at] = onset
        return Recall(recall.shared, own, at + 1)

    def _by_head(self, x: Floats) -> Floats:
        by_head = x.reshape(len(x), self.heads, self.width).transpose(1, 0, 2)
        return np.ascontiguousarray(by_head)[None]

    def look_back(self, recall: Recall, output: Floats, onset: IntArray, lags: LagTable) -> Floats:
        """What B states (B, hidden) find in the memory: (B, heads x width)."""
        batch, shared, own = len(onset), recall.shared, recall.own
        used, split = slice(0, recall.added), 1 + recall.shared.count
        query = rows_times(output, self.query)
        query += self.query_bias
        query = query.reshape(batch, self.heads, 1, self.width)
        scores = np.empty((batch, self.heads, 1, split + recall.added), dtype=np.float32)
        lag = np.empty((batch, split - 1 + recall.added), dtype=np.int64)
        scores[..., 0] = self.nothing[:, None]
        np.matmul(query, shared.keys.swapaxes(2, 3), out=scores[..., 1:split])
        np.matmul(query, own.keys[:, :, used].swapaxes(2, 3), out=scores[..., split:])
        np.subtract(onset[:, None], shared.onset, out=lag[:, : split - 1])
        np.subtract(onset[:, None], own.onset[:, used], out=lag[:, split - 1 :])
        bias = self.lag.take(lags.classes(lag, onset), axis=1)
        scores[:, :, 0, 1:] += bias.swapaxes(0, 1)
        weights = softmax(scores)
        found: Floats = np.matmul(weights[..., 1:split], shared.values)
        found += np.matmul(weights[..., split:], own.values[:, :, used])
        return found.reshape(batch, self.heads * self.width)

    def look_back_all(
        self, entries: Entries, outputs: Floats, onset: IntArray, spans: IntArray
    ) -> Floats:
        """What each state of one sequence finds among the entries before it.

        outputs: (T, hidden), the state after reading 0, 1, ... T - 1 notes; entry i is
        known from state i + 1 on. Returns (T, heads x width).
        """
        query = (outputs @ self.query + self.query_bias).reshape(-1, self.heads, self.width)
        result = np.zeros((len(outputs), self.heads, self.width), dtype=np.float32)
        for first in range(0, len(outputs), _QUERY_BLOCK):
            rows = slice(first, min(first + _QUERY_BLOCK, len(outputs)))
            known = rows.stop - 1
            scores = query[rows].transpose(1, 0, 2) @ entries.keys[0, :, :known].swapaxes(1, 2)
            lag = np.maximum(onset[rows, None] - entries.onset[:, :known], 0)
            scores += self.lag[:, lag_buckets(lag, spans[rows, None])]
            index = np.arange(rows.start, rows.stop)
            scores[:, np.arange(known)[None] >= index[:, None]] = -np.inf
            nothing = np.broadcast_to(self.nothing[:, None, None], (self.heads, len(index), 1))
            weights = softmax(np.concatenate([nothing, scores], axis=2))[..., 1:]
            result[rows] = (weights @ entries.values[0, :, :known]).transpose(1, 0, 2)
        return result.reshape(len(outputs), -1)


def _with_room(own: Entries, used: int) -> Entries:
    if own.count > used:
        return own
    grown = max(_ROOM, used // 2)

    def wider(x: Floats) -> Floats:
        return np.concatenate(
            [x[:, :, :used], np.empty((*x.shape[:2], grown, x.shape[3]), dtype=x.dtype)], axis=2
        )

    onset = np.concatenate(
        [own.onset[:, :used], np.zeros((len(own.onset), grown), dtype=np.int64)], axis=1
    )
    return Entries(wider(own.keys), wider(own.values), onset)
