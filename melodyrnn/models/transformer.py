"""The transformer core: the yardstick that the recurrent cores are measured by.

Its state is what it keeps of each note that it still looks back at, `ModelConfig.context`
at most, whereas a recurrent state stays as small as it was after the first note.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from melodyrnn.models.config import LONGEST_TURN, WIDENING, ModelConfig
from melodyrnn.models.cores import CoreState


class Sight(NamedTuple):
    """What steps look back over: themselves and the entries before them, S in all.

    cosine, sine: (S, width / 2), by which keys are turned, and the last T by which queries
    are. known: (T, S), where a step may look.
    """

    cosine: Tensor
    sine: Tensor
    known: Tensor


class TransformerCore(nn.Module):
    """Layers one above the other; the norm after the last one is the network's.

    Dropout silences other units at each note: one mask a piece, which serves recurrent
    layers, made this core learn more slowly (docs/experiments.md).
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.context, self.width = config.context, config.attention_width
        self.entry = nn.Linear(config.embedding, config.hidden)
        self.layers = nn.ModuleList(TransformerLayer(config) for _ in range(config.layers))
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, x: Tensor, state: CoreState | None) -> tuple[Tensor, CoreState]:
        """Reads x (B, T, embedding) from a state; returns (B, T, hidden) and the new state.

        The state is for each layer the keys and values of the last notes, `context - 1` at
        most, each (heads, B, notes, width); keys are kept as they were before turning.
        """
        count = x.shape[1] + (0 if state is None else state[0][0].shape[2])
        sight, kept = self._sight(x.shape[1], count, x.device), max(0, count - self.context + 1)
        x = self.entry(self.dropout(x))
        after = []
        for i, layer in enumerate(self.layers):
            x, entries = layer(x, None if state is None else state[i], sight)
            after.append(tuple(e[:, :, kept:] for e in entries))
        return x, tuple(after)

    def _sight(self, steps: int, entries: int, device: torch.device) -> Sight:
        """Each step looks at itself and the `context - 1` entries before it.

        After turning, a query times a key depends on how many notes lie between them (Su et
        al. 2021, RoFormer); so places may be counted from the oldest entry that is left.
        """
        pairs = self.width // 2
        speed = LONGEST_TURN ** -(torch.arange(pairs, dtype=torch.float64) / pairs)
        angle = torch.arange(entries)[:, None] * speed
        known = torch.ones(steps, entries, dtype=torch.bool).tril(entries - steps)
        known = known.triu(entries - steps - self.context + 1)
        cosine, sine = angle.cos().float(), angle.sin().float()
        return Sight(cosine.to(device), sine.to(device), known.to(device))


class TransformerLayer(nn.Module):
    """Attention, then a small network for each note, both behind a norm (Xiong et al. 2020).

    Each adds to what it was given.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.heads, self.width = config.attention_heads, config.attention_width
        inner, hidden = self.heads * self.width, config.hidden
        self.attention_norm = nn.LayerNorm(hidden)
        self.asked = nn.Linear(hidden, 3 * inner)
        self.found = nn.Linear(inner, hidden)
        self.network_norm = nn.LayerNorm(hidden)
        self.widened = nn.Linear(hidden, WIDENING * hidden)
        self.narrowed = nn.Linear(WIDENING * hidden, hidden)
        self.dropout = nn.Dropout(config.dropout)
        _initialise(self, config.layers)

    def forward(
        self, x: Tensor, past: tuple[Tensor, ...] | None, sight: Sight
    ) -> tuple[Tensor, tuple[Tensor, ...]]:
        """Reads x (B, T, hidden); the same shape, and all keys and values as in a state."""
        found, entries = self._look_back(self.attention_norm(x), past, sight)
        x = x + self.dropout(self.found(found))
        wide = functional.gelu(self.widened(self.network_norm(x)), approximate="tanh")
        return x + self.dropout(self.narrowed(wide)), entries

    def _look_back(
        self, x: Tensor, past: tuple[Tensor, ...] | None, sight: Sight
    ) -> tuple[Tensor, tuple[Tensor, ...]]:
        batch, steps, _ = x.shape
        three = self.asked(x).view(batch, steps, 3, self.heads, self.width)
        query, key, value = three.permute(2, 3, 0, 1, 4)
        if past is not None:
            key = torch.cat([past[0].to(key.dtype), key], dim=2)
            value = torch.cat([past[1].to(value.dtype), value], dim=2)
        query = _turned(query, sight.cosine[-steps:], sight.sine[-steps:])
        found = _attended(query, _turned(key, sight.cosine, sight.sine), value, sight.known)
        return found.permute(1, 2, 0, 3).flatten(2), (key, value)


def _initialise(layer: TransformerLayer, layers: int) -> None:
    """What layers add starts small, so that their sum does not grow with their number."""
    for part in (layer.asked, layer.found, layer.widened, layer.narrowed):
        nn.init.xavier_uniform_(part.weight)
        nn.init.zeros_(part.bias)
    with torch.no_grad():
        for part in (layer.found, layer.narrowed):
            part.weight /= math.sqrt(2 * layers)


def _turned(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Turns x (..., T, width) by (T, width / 2): unit i together with unit i + width / 2."""
    one, other = x.float().chunk(2, dim=-1)
    turned = torch.cat([one * cosine - other * sine, other * cosine + one * sine], dim=-1)
    return turned.to(x.dtype)


def _attended(query: Tensor, key: Tensor, value: Tensor, known: Tensor) -> Tensor:
    """What queries (heads, B, T, width) find among S entries.

    PyTorch's fused attention needs little memory, but on a processor it is slow backwards
    (2.13: four times the time of the products spelled out, at a hundred notes).
    """
    if query.device.type != "cpu" or not query.requires_grad:
        return functional.scaled_dot_product_attention(query, key, value, attn_mask=known)
    heads, batch, steps, width = query.shape
    hidden = torch.zeros(known.shape, dtype=query.dtype).masked_fill(~known, -math.inf)
    scores = torch.baddbmm(
        hidden.expand(heads * batch, *known.shape),
        query.flatten(0, 1),
        key.flatten(0, 1).transpose(1, 2),
        alpha=1 / math.sqrt(width),
    )
    found = torch.softmax(scores, dim=-1).to(value.dtype) @ value.flatten(0, 1)
    return found.view(heads, batch, steps, width)
