"""The transformer core in numpy, note by note. What it is stands in `models.transformer`.

As in `melodyrnn.engine.cells`, rows are multiplied one by one, so that a take comes out the
same to the bit alone and among others.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from melodyrnn.engine.cells import Floats, rows_times
from melodyrnn.engine.curves import softmax, twice_gelu
from melodyrnn.engine.norm import Norm
from melodyrnn.engine.past import Past, nothing_read
from melodyrnn.models.config import LONGEST_TURN, ModelConfig
from melodyrnn.music.notes import IntArray

_QUERY_BLOCK = 256
"""Steps scored at once: bounds the size of the attention matrix on long pieces."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights (in, out) and bias (out,)."""

    weights: Floats
    bias: Floats

    @classmethod
    def build(cls, weights: Mapping[str, Floats], name: str, scale: float = 1) -> Linear:
        """From PyTorch's weights; the weights, not the bias, times `scale`."""
        turned = np.ascontiguousarray(weights[f"{name}.weight"].T)
        return cls(turned * np.float32(scale), weights[f"{name}.bias"])

    def rows(self, x: Floats) -> Floats:
        """Of x (B, in), each row on its own."""
        y = rows_times(x, self.weights)
        y += self.bias
        return y

    def all(self, x: Floats) -> Floats:
        """Of the T steps of one piece."""
        y: Floats = x @ self.weights
        y += self.bias
        return y


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights of one layer; queries come scaled, and halves follow the doubled GELU."""

    attention_norm: Norm
    asked: Linear
    found: Linear
    network_norm: Norm
    widened: Linear
    narrowed: Linear

    @classmethod
    def build(cls, config: ModelConfig, weights: Mapping[str, Floats], name: str) -> Layer:
        """From PyTorch's weights."""
        asked = Linear.build(weights, f"{name}.asked")
        scale = np.ones(asked.bias.shape, dtype=np.float32)
        scale[: len(scale) // 3] = 1 / math.sqrt(config.attention_width)
        return cls(
            Norm.build(weights, f"{name}.attention_norm"),
            Linear(asked.weights * scale, asked.bias * scale),
            Linear.build(weights, f"{name}.found"),
            Norm.build(weights, f"{name}.network_norm"),
            Linear.build(weights, f"{name}.widened"),
            Linear.build(weights, f"{name}.narrowed", 0.5),
        )


@dataclass(frozen=True, slots=True)
class Transformer:
    """Layers from the lowest up. See `melodyrnn.engine.core.EngineCore`."""

    entry: Linear
    layers: tuple[Layer, ...]
    heads: int
    width: int
    context: int

    @classmethod
    def build(cls, config: ModelConfig, weights: Mapping[str, Floats]) -> Transformer:
        """From PyTorch's weights."""
        names = [f"core.layers.{i}" for i in range(config.layers)]
        return cls(
            Linear.build(weights, "core.entry"),
            tuple(Layer.build(config, weights, name) for name in names),
            config.attention_heads,
            config.attention_width,
            config.context,
        )

    def start(self) -> Past:
        """Nothing read, one take."""
        return nothing_read(len(self.layers), self.heads, self.width)

    def step(self, x: Floats, state: Past) -> tuple[Floats, Past]:
        """One note for each take, added to `own` in place."""
        room = state.with_room(self.context)
        past = Past(room.shared, room.own, room.added + 1, room.read + 1)
        seen = past.in_sight(self.context)
        turn = _turns(np.array([state.read]), self.width)
        x = self.entry.rows(x)
        for i, layer in enumerate(self.layers):
            asked = layer.asked.rows(layer.attention_norm(x))
            asked = asked.reshape(len(x), 3, self.heads, self.width)
            _turn(asked[:, :2], *turn)
            past.own[:, i, :, :, past.added - 1] = asked[:, 1:]
            found = _look_back(asked[:, 0, :, None], *(part[:, i] for part in seen))
            x = x + layer.found.rows(found.reshape(len(x), -1))
            wide = twice_gelu(layer.widened.rows(layer.network_norm(x)))
            x = x + layer.narrowed.rows(wide)
        return x, past

    def run(self, x: Floats, state: Past) -> tuple[Floats, Past]:
        """Many notes of one take; what it keeps of them is `shared`."""
        before = np.concatenate([state.shared, state.own[..., : state.added, :]], axis=-2)[0]
        turn = _turns(state.read + np.arange(len(x)), self.width)
        x = self.entry.all(x)
        kept = []
        for layer, old in zip(self.layers, before, strict=True):
            asked = layer.asked.all(layer.attention_norm(x))
            asked = asked.reshape(len(x), 3, self.heads, self.width).transpose(1, 2, 0, 3)
            asked = np.ascontiguousarray(asked)
            _turn(asked[:2], *turn)
            entries = np.concatenate([old, asked[1:]], axis=-2)
            x = x + layer.found.all(self._look_back_all(asked[0], *entries))
            x = x + layer.narrowed.all(twice_gelu(layer.widened.all(layer.network_norm(x))))
            kept.append(entries[..., max(0, entries.shape[-2] - self.context + 1) :, :])
        return x, Past(np.stack(kept)[None], self.start().own, 0, state.read + len(x))

    def _look_back_all(self, query: Floats, key: Floats, value: Floats) -> Floats:
        """What T queries (heads, T, width) find among S entries, the last T their own."""
        steps, before = query.shape[1], key.shape[1] - query.shape[1]
        result = np.empty((steps, self.heads, self.width), dtype=np.float32)
        for first in range(0, steps, _QUERY_BLOCK):
            last = min(first + _QUERY_BLOCK, steps)
            seen = slice(max(0, before + first - self.context + 1), before + last)
            scores = query[:, first:last] @ key[:, seen].swapaxes(1, 2)
            entry = np.arange(seen.start, seen.stop)
            ago = np.arange(before + first, before + last)[:, None] - entry
            scores[:, (ago < 0) | (ago >= self.context)] = -np.inf
            result[first:last] = (softmax(scores) @ value[:, seen]).transpose(1, 0, 2)
        return result.reshape(steps, -1)


def _look_back(query: Floats, shared: Floats, own: Floats) -> Floats:
    """What queries (B, heads, 1, width) find among keys and values (B, 2, heads, S, width)."""
    split = shared.shape[-2]
    scores = np.empty((*query.shape[:-1], split + own.shape[-2]), dtype=np.float32)
    np.matmul(query, shared[:, 0].swapaxes(-1, -2), out=scores[..., :split])
    np.matmul(query, own[:, 0].swapaxes(-1, -2), out=scores[..., split:])
    weights = softmax(scores)
    found: Floats = np.matmul(weights[..., :split], shared[:, 1])
    found += np.matmul(weights[..., split:], own[:, 1])
    return found


def _turns(places: IntArray, width: int) -> tuple[Floats, Floats]:
    """Cosines and sines by which queries and keys at some places are turned."""
    pairs = width // 2
    angle = places[:, None] * LONGEST_TURN ** -(np.arange(pairs) / pairs)
    return np.cos(angle).astype(np.float32), np.sin(angle).astype(np.float32)


def _turn(x: Floats, cosine: Floats, sine: Floats) -> None:
    """Turns x (..., width) in place, by (..., width / 2)."""
    half = x.shape[-1] // 2
    one, other = x[..., :half].copy(), x[..., half:].copy()
    x[..., :half] = one * cosine - other * sine
    x[..., half:] = other * cosine + one * sine
