"""The held-out score: what the network pays for music it has not learned from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from melodyrnn.encoding.reading import Reading
from melodyrnn.models.network import EventNetwork
from melodyrnn.training.batches import View, batches_by_length, chunks
from melodyrnn.training.distributed import LONE, Group
from melodyrnn.training.loss import field_nats

_BATCH_NOTES = 8192
_CHUNK_STEPS = 256
"""Together they bound the memory: of each head a batch holds notes x (all steps so far)."""


def judge(
    network: EventNetwork, readings: Sequence[Reading], device: torch.device, group: Group = LONE
) -> NDArray[np.float64]:
    """Nats a note of each field over all pieces: as they stand, first note and END included.

    All processes of a group get the same result, each having judged its share of the pieces.
    """
    was_training = network.training
    network.eval()
    mine = [readings[i] for i in group.share([len(r) for r in readings])]
    nats = np.zeros(4)
    with torch.no_grad():
        for batch in batches_by_length(mine, _BATCH_NOTES):
            nats += _batch_nats(network, [mine[i] for i in batch], device)
    network.train(was_training)
    residual = np.sum([r.residual.sum(axis=0) for r in readings], axis=0)
    notes = sum(len(r) - 1 for r in readings)
    result: NDArray[np.float64] = (group.sum(nats) + residual) / notes
    return result


def _batch_nats(
    network: EventNetwork, batch: Sequence[Reading], device: torch.device
) -> NDArray[np.float64]:
    nats = np.zeros(4)
    state = None
    for chunk in chunks(batch, [View()] * len(batch), _CHUNK_STEPS, device):
        logits, state = network(chunk.inputs, state)
        nats += field_nats(logits, chunk).cpu().numpy()  # summed here: not all GPUs have 64 bits
    return nats
