"""In-piece memory: attention over what this piece has already done.

The key of an entry is the state of the network *before* an earlier note, its value the
note that *followed*: "last time I was in this situation, this came next". So a small
recurrent network can bring back a motif from hundreds of notes ago. How many bars lie
between then and now counts too, through a learned bias for each class of distance
(`melodyrnn.encoding.features.lag_buckets`).
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from melodyrnn.encoding.features import BAR_BUCKETS
from melodyrnn.models.config import ModelConfig


class MemoryState(NamedTuple):
    """What is remembered of the piece so far.

    keys and values: (B, H, S, W). last: (B, hidden), the state whose following note has
    not been read yet.
    """

    keys: Tensor
    values: Tensor
    last: Tensor


class Memory(nn.Module):
    """Looks back over the piece. Output has width memory_heads x memory_width."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.heads, self.width = config.memory_heads, config.memory_width
        inner = self.heads * self.width
        self.query = nn.Linear(config.hidden, inner)
        self.key = nn.Linear(config.hidden, inner, bias=False)
        self.value = nn.Linear(config.embedding, inner)
        self.lag = nn.Embedding(BAR_BUCKETS, self.heads)
        self.nothing = nn.Parameter(torch.zeros(self.heads))
        nn.init.zeros_(self.lag.weight)

    def forward(
        self, states: Tensor, read: Tensor, lag: Tensor, past: MemoryState | None
    ) -> tuple[Tensor, MemoryState]:
        """Attends from each state to the entries known by then.

        states: (B, T, hidden), the state after each step. read: (B, T, embedding), what was
        read at that step; together with the state before it, it makes one entry. lag:
        (B, T, S + T), classes of distance from each step to each entry. past: S entries.

        Returns (B, T, H x W), and the memory with T entries more.
        """
        before = torch.zeros_like(states[:, :1]) if past is None else past.last[:, None]
        before = torch.cat([before.to(states.dtype), states[:, :-1]], dim=1)
        query, key, value = map(
            self._by_head, (self.query(states), self.key(before), self.value(read))
        )
        if past is not None:
            key = torch.cat([past.keys.to(key.dtype), key], dim=2)
            value = torch.cat([past.values.to(value.dtype), value], dim=2)
        scores = query @ key.transpose(2, 3) / math.sqrt(self.width)
        biases = _Biases.apply(self.lag.weight, lag)  # type: ignore[no-untyped-call]  # torch's own
        scores = scores.float() + biases
        found = self._weights(scores).to(value.dtype) @ value
        return found.transpose(1, 2).flatten(2), MemoryState(key, value, states[:, -1])

    def _by_head(self, x: Tensor) -> Tensor:
        return x.view(*x.shape[:2], self.heads, self.width).transpose(1, 2)

    def _weights(self, scores: Tensor) -> Tensor:
        """Softmax over known entries (B, H, T, S); a head may also look at nothing."""
        steps, entries = scores.shape[2:]
        known = torch.ones(steps, entries, dtype=torch.bool, device=scores.device)
        known = known.tril(entries - steps)
        known[:, 0] = False  # the entry of the start: nothing had been read
        scores = scores.masked_fill_(~known, -math.inf)
        nothing = self.nothing.view(1, -1, 1, 1).expand(scores.shape[0], -1, steps, 1)
        return torch.softmax(torch.cat([nothing, scores], dim=3), dim=3)[..., 1:]


class _Biases(torch.autograd.Function):
    """Rows of a table (classes, H), looked up by classes (B, T, S), as (B, H, T, S).

    As an embedding it would be the same; counting how much each class is wanted is faster
    than adding up row by row.
    """

    @staticmethod
    def forward(ctx: Any, table: Tensor, classes: Tensor) -> Tensor:
        """Looks up."""
        ctx.save_for_backward(classes)
        ctx.count = len(table)
        batch, steps, entries = classes.shape
        found = table.t().contiguous().index_select(1, classes.flatten())
        return found.view(-1, batch, steps, entries).transpose(0, 1)

    @staticmethod
    def backward(ctx: Any, *wanted: Tensor) -> tuple[Tensor, None]:
        """Adds up what is wanted of each class."""
        (classes,) = ctx.saved_tensors
        flat, by_head = classes.flatten(), wanted[0].transpose(0, 1).flatten(1)
        sums = [torch.bincount(flat, head, ctx.count) for head in by_head]
        return torch.stack(sums, dim=1).to(wanted[0].dtype), None
