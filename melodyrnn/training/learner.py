"""The learner: one network, its optimizer and its average, taking one batch at a time."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from melodyrnn.encoding.reading import Reading
from melodyrnn.models.network import EventNetwork, State
from melodyrnn.training.averaging import AveragedNetwork
from melodyrnn.training.batches import Chunk, View, chunks
from melodyrnn.training.device import in_half_floats
from melodyrnn.training.distributed import LONE, Group
from melodyrnn.training.loss import field_nats, notes_by_chunk
from melodyrnn.training.settings import TrainSettings

_LAST_RATE = 0.02
_REMEMBERED = 0.98
_RECENT = 5
"""What users watch is a running mean of the loss: over the last fifth of all steps at first,
later over some fifty steps."""


class Learner:
    """Forward, loss, backward, clip, step; gradients are cut between chunks.

    In a group every process is given the same whole batch and learns from its share.
    nats: running mean a note of the notes learned from lately, without velocity, exact times
    included as in the held-out score. seen: notes learned from. steps: of the optimizer.
    """

    def __init__(
        self,
        network: EventNetwork,
        settings: TrainSettings,
        device: torch.device,
        group: Group = LONE,
    ) -> None:
        group.align(network)
        self.network = network.train()
        self.average = AveragedNetwork(network, settings.average)
        self.optimizer = torch.optim.AdamW(
            network.parameters(),
            lr=settings.learning_rate,
            weight_decay=settings.weight_decay,
            betas=(0.9, 0.99),
            fused=device.type in ("cpu", "cuda"),
        )
        self.seen, self.steps = 0, 0
        self._nats = torch.zeros((), device=device)
        self._settings, self._device, self._group = settings, device, group

    @property
    def nats(self) -> float:
        """See the class. Looking at it waits until a GPU is done."""
        return float(self._nats)

    @nats.setter
    def nats(self, value: float) -> None:
        self._nats = self._nats.new_tensor(value)

    def learn(self, readings: Sequence[Reading], shown: Sequence[View], share: float) -> None:
        """One batch, chunk after chunk, the state carried over; `share` of the budget is used."""
        lengths, size = [len(r) for r in readings], self._settings.chunk_steps
        mine = self._group.share(lengths)
        parts = chunks([readings[i] for i in mine], [shown[i] for i in mine], size, self._device)
        state: State | None = None
        exact = _nats_of_exact_times(readings)
        for notes in notes_by_chunk(lengths, size):
            self.optimizer.zero_grad(set_to_none=True)
            nats = torch.zeros(4, device=self._device)
            if (chunk := next(parts, None)) is not None:
                nats, state = self._backward(chunk, state, max(notes, 1))
            nats = self._step(nats, notes, share)
            keep = min(_REMEMBERED, (self.steps - 1) / (self.steps - 1 + _RECENT))
            self._nats = self._nats.lerp(nats[:3].sum() / max(notes, 1) + exact, 1 - keep)

    def _backward(self, chunk: Chunk, state: State | None, notes: int) -> tuple[Tensor, State]:
        """Gradients of the mean over so many notes; nats of the chunk's fields, and the state."""
        with in_half_floats(self._device):
            logits, after = self.network(chunk.inputs, state)
        nats = field_nats(logits, chunk)
        (nats.sum() / notes).backward()  # type: ignore[no-untyped-call]  # torch's own
        return nats.detach(), after.detached()

    def _step(self, nats: Tensor, notes: int, share: float) -> Tensor:
        """One step of the optimizer; the nats of all processes."""
        nats = self._group.sum_gradients(self.network, nats)
        for group in self.optimizer.param_groups:
            group["lr"] = self._settings.learning_rate * rate(
                self.steps, share, self._settings.warm_up
            )
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self._settings.clip_norm)
        self.optimizer.step()
        self.average.update()
        self.steps += 1
        self.seen += notes
        return nats


def rate(step: int, share: float, warm_up: int) -> float:
    """Learning rate as a share of its peak: `warm_up` steps, then half a cosine to 2 %."""
    falling = _LAST_RATE + (1 - _LAST_RATE) * (1 + math.cos(math.pi * share)) / 2
    return min(1.0, (step + 1) / warm_up) * falling


def _nats_of_exact_times(readings: Sequence[Reading]) -> float:
    """What telling exact times within their classes costs a note: nothing can be learned there."""
    notes = sum(len(r) - 1 for r in readings)
    return sum(float(r.residual.sum()) for r in readings) / max(notes, 1)
