"""Networks whose every weight counts, for tests that need torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch

from melodyrnn.card import Card
from melodyrnn.checkpoint import Model
from melodyrnn.encoding.reading import Reading
from melodyrnn.models.network import EventNetwork
from melodyrnn.training.batches import Chunk, View, chunks
from tests.fakes import TINY

CPU = torch.device("cpu")
BARE = {"memory_heads": 0, "around": False, "echoes": False}
"""A network that knows of the past what its core carries on, and no more."""


def lively_network(seed: int = 0, **config: Any) -> EventNetwork:
    """Tiny, with random weights everywhere: some start at zero and would hide mistakes."""
    torch.manual_seed(seed)
    network = EventNetwork(replace(TINY, **config))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.normal_(0, 0.4)
    return network.eval()


def as_model(network: EventNetwork) -> Model:
    """The same network as the engine takes it."""
    weights = {name: t.numpy().copy() for name, t in network.state_dict().items()}
    return Model(network.config, weights, Card(), "0" * 16)


def chunked(readings: Sequence[Reading], size: int = 10_000) -> list[Chunk]:
    """A batch as it stands, in chunks of so many steps; in one, unless told otherwise."""
    return list(chunks(readings, [View()] * len(readings), size, CPU))
