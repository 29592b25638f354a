"""The learner: one network, its optimizer and its average, taking one batch at a time."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch

from melodyrnn.encoding.reading import Reading
from melodyrnn.models.network import EventNetwork
from melodyrnn.training.averaging import AveragedNetwork
from melodyrnn.training.batches import Chunk, View, chunks
from melodyrnn.training.loss import field_nats, note_count
from melodyrnn.training.settings import TrainSettings

_WARM_UP = 100
_LAST_RATE = 0.02
_REMEMBERED = 0.98
"""Share that the running mean of the loss, which users watch, keeps at each step."""


class Learner:
    """Forward, loss, backward, clip, step; gradients are cut between chunks.

    nats: running mean a note of the notes learned from lately, velocity included. seen:
    notes learned from. steps: steps of the optimizer.
    """

    def __init__(
        self, network: EventNetwork, settings: TrainSettings, device: torch.device
    ) -> None:
        self.network = network.train()
        self.average = AveragedNetwork(network, settings.average)
        self.optimizer = torch.optim.AdamW(
            network.parameters(),
            lr=settings.learning_rate,
            weight_decay=settings.weight_decay,
            betas=(0.9, 0.99),
        )
        self.seen, self.steps, self.nats = 0, 0, 0.0
        self._settings, self._device = settings, device

    def learn(self, readings: Sequence[Reading], shown: Sequence[View], share: float) -> None:
        """One batch, chunk after chunk, the state carried over; `share` of the budget is used."""
        state = None
        for chunk in chunks(readings, shown, self._settings.chunk_steps, self._device):
            with torch.autocast(self._device.type, torch.bfloat16, enabled=has_bf16(self._device)):
                logits, state = self.network(chunk.inputs, state)
            state = state.detached()
            self._step(chunk, field_nats(logits, chunk).sum(), share)

    def _step(self, chunk: Chunk, nats: torch.Tensor, share: float) -> None:
        notes = note_count(chunk)
        loss = nats / max(notes, 1)
        for group in self.optimizer.param_groups:
            group["lr"] = self._settings.learning_rate * rate(self.steps, share)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self._settings.clip_norm)
        self.optimizer.step()
        self.average.update()
        self.steps += 1
        self.seen += int(notes)
        keep = min(_REMEMBERED, (self.steps - 1) / self.steps)  # at first a plain mean
        self.nats = keep * self.nats + (1 - keep) * float(loss.detach())


def rate(step: int, share: float) -> float:
    """Learning rate as a share of its peak: a short warm-up, then half a cosine to 2 %."""
    falling = _LAST_RATE + (1 - _LAST_RATE) * (1 + math.cos(math.pi * share)) / 2
    return min(1.0, (step + 1) / _WARM_UP) * falling


def has_bf16(device: torch.device) -> bool:
    """Whether the device multiplies 16-bit floats faster than 32-bit ones."""
    if device.type == "cpu":
        tells = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
        return bool(tells and tells())
    return device.type == "cuda"
