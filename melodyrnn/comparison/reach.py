"""How far back the gradient reaches: the norm of d loss(t) / d input(t - k).

The loss is that of one note alone; the input is what the network has read of an earlier
note, after its embedding. Where the norm is nothing, what that note was cannot be learned
to matter now (Bengio, Simard & Frasconi 1994; Pascanu, Mikolov & Bengio 2013).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from melodyrnn.comparison.places import Place, excerpt
from melodyrnn.encoding.reading import Reading
from melodyrnn.models.network import EventNetwork
from melodyrnn.training.batches import View, chunks

FIELDS_JUDGED = 3
"""Shift, pitch and duration: velocity is left out everywhere here."""

_TOGETHER = 16


def gradient_norms(
    network: EventNetwork, readings: Sequence[Reading], where: Sequence[Place], back: int
) -> tuple[float, ...]:
    """Mean norm over all places, for k = 0 (the note read last) to `back`.

    Each piece is read from its beginning to the place. The network must lie on the CPU;
    it is left as it was, but for its gradients, which are dropped.
    """
    was_training = network.training
    network.eval()
    network.requires_grad_(True)
    total = np.zeros(back + 1)
    try:
        ordered = sorted(where, key=lambda place: place.step)  # little padding
        for i in range(0, len(ordered), _TOGETHER):
            total += _norms(network, readings, ordered[i : i + _TOGETHER], back)
    finally:
        network.zero_grad(set_to_none=True)
        network.train(was_training)
    return tuple((total / len(where)).tolist())


def _norms(
    network: EventNetwork, readings: Sequence[Reading], where: Sequence[Place], back: int
) -> NDArray[np.float64]:
    """Norms summed over some places, (back + 1,)."""
    pieces = [excerpt(readings[place.piece], 0, place.step) for place in where]
    device = next(network.parameters()).device
    (chunk,) = chunks(pieces, [View()] * len(pieces), max(map(len, pieces)), device)
    read: list[Tensor] = []

    def keep(_module: nn.Module, arguments: tuple[Tensor, ...]) -> None:
        arguments[0].retain_grad()
        read.append(arguments[0])

    # What the core is given is the sum of embeddings; the memory reads the very same tensor.
    handle = network.core.register_forward_pre_hook(keep)
    try:
        logits, _ = network(chunk.inputs)
    finally:
        handle.remove()
    row = torch.arange(len(where))
    step = torch.tensor([place.step for place in where])
    loss = note_nats([field[row, step] for field in logits], chunk.inputs.targets[row, step])
    loss.sum().backward()  # type: ignore[no-untyped-call]  # torch's own
    gradient = read[0].grad
    assert gradient is not None  # it was asked for
    norms: NDArray[np.float64] = gradient.double().norm(dim=-1).numpy()
    summed = np.zeros(back + 1)
    for row_norms, place in zip(norms, where, strict=True):
        summed += row_norms[place.step - back : place.step + 1][::-1]
    return summed


def note_nats(logits: Sequence[Tensor], targets: Tensor) -> Tensor:
    """-log P of one note of each piece, without velocity: (B,), of logits (B, size) by field."""
    nats = [
        functional.cross_entropy(field.float(), targets[:, i], reduction="none")
        for i, field in enumerate(logits[:FIELDS_JUDGED])
    ]
    return torch.stack(nats).sum(dim=0)
