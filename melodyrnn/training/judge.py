"""The held-out score: what the network pays for music it has not learned from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from melodyrnn.encoding.reading import Reading
from melodyrnn.models.network import EventNetwork
from melodyrnn.training.batches import View, batches_by_length, chunks
from melodyrnn.training.loss import field_nats

_BATCH_NOTES = 16384


def judge(
    network: EventNetwork, readings: Sequence[Reading], device: torch.device
) -> NDArray[np.float64]:
    """Nats a note of each field over all pieces: as they stand, first note and END included."""
    was_training = network.training
    network.eval()
    nats = torch.zeros(4, dtype=torch.float64, device=device)
    with torch.no_grad():
        for group in batches_by_length(readings, _BATCH_NOTES):
            batch = [readings[i] for i in group]
            state = None
            for chunk in chunks(batch, [View()] * len(batch), 1024, device):
                logits, state = network(chunk.inputs, state)
                nats += field_nats(logits, chunk)
    network.train(was_training)
    residual = np.sum([r.residual.sum(axis=0) for r in readings], axis=0)
    notes = sum(len(r) - 1 for r in readings)
    result: NDArray[np.float64] = (nats.cpu().numpy() + residual) / notes
    return result
