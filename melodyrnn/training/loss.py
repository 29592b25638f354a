"""Nats: what the network pays for what was really played."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from melodyrnn.training.batches import Chunk


def field_nats(logits: Sequence[Tensor], chunk: Chunk) -> Tensor:
    """-log P of each field, summed over the chunk's pieces and steps: (4,)."""
    sums = []
    for i, field in enumerate(logits):
        nats = functional.cross_entropy(
            field.float().flatten(0, 1), chunk.inputs.targets[..., i].flatten(), reduction="none"
        )
        sums.append((nats * chunk.weights[..., i].flatten()).sum())
    return torch.stack(sums)


def note_count(chunk: Chunk) -> float:
    """Notes in a chunk, END not counted."""
    return float(chunk.weights[..., 1].sum())


def notes_by_chunk(lengths: Sequence[int], size: int) -> list[int]:
    """Notes in each chunk of at most `size` steps of a batch, END not counted.

    lengths: of the pieces in steps, one of which is END.
    """
    starts = range(0, max(lengths), size)
    return [sum(min(max(n - 1 - start, 0), size) for n in lengths) for start in starts]
