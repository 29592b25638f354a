"""The training loop: data, forward, loss, backward, clip, step."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from melodyrnn.encoding.reading import Reading
from melodyrnn.models.network import EventNetwork
from melodyrnn.training.averaging import AveragedNetwork
from melodyrnn.training.batches import batches_by_length, chunks, random_view
from melodyrnn.training.corpus import Corpus
from melodyrnn.training.judge import judge
from melodyrnn.training.loss import field_nats, note_count
from melodyrnn.training.settings import TrainSettings

_WARM_UP = 100
_LAST_RATE = 0.02
_NEWS_S = 0.5
_REMEMBERED = 0.98
"""Share that the running mean of the loss, which users watch, keeps at each step."""


@dataclass(frozen=True, slots=True)
class Progress:
    """News of a training.

    share: of the budget used, 0-1. nats: of the notes learned from lately, per note,
    velocity included. held_out: nats a note of each field, when it was just checked;
    is_best: it has never been better. weights: the averaged network's, with the best only.
    """

    share: float
    epoch: float
    seconds: float
    notes_seen: int
    nats: float
    held_out: NDArray[np.float64] | None = None
    is_best: bool = False
    weights: dict[str, NDArray[np.float32]] | None = None


def train(
    network: EventNetwork,
    corpus: Corpus,
    settings: TrainSettings,
    *,
    device: torch.device,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Progress]:
    """Trains a network in place and yields news; closing the generator stops it.

    Deterministic for one `settings.seed` and thread count when the budget is in epochs.
    The best weights, judged on the held-out pieces, come with the news of them.
    """
    run = _Run(network, corpus, settings, device, clock)
    while not run.is_over():
        for batch in batches_by_length(corpus.train, settings.batch_notes, run.rng):
            run.learn([corpus.train[i] for i in batch])
            if run.is_check_due:
                yield run.check()
            elif run.is_news_due:
                yield run.news()
            if run.is_over():
                break
    if run.has_unchecked:
        yield run.check()


class _Run:
    """What changes while training."""

    def __init__(
        self,
        network: EventNetwork,
        corpus: Corpus,
        settings: TrainSettings,
        device: torch.device,
        clock: Callable[[], float],
    ) -> None:
        self.rng = np.random.default_rng(settings.seed)
        self._network, self._corpus, self._settings = network.train(), corpus, settings
        self._device, self._clock, self._started = device, clock, clock()
        self._average = AveragedNetwork(network, settings.average)
        self._optimizer = torch.optim.AdamW(
            network.parameters(),
            lr=settings.learning_rate,
            weight_decay=settings.weight_decay,
            betas=(0.9, 0.99),
        )
        self._epoch_notes = sum(len(r) - 1 for r in corpus.train)
        self._seen, self._steps, self._nats = 0, 0, 0.0
        self._best, self._checks_since_best = math.inf, 0
        self._checked_at, self._checked_share, self._news_at = 0, 0.0, self._started

    def is_over(self) -> bool:
        return self._share >= 1 or self._checks_since_best >= self._settings.patience

    @property
    def has_unchecked(self) -> bool:
        return self._checked_at < self._seen

    @property
    def is_check_due(self) -> bool:
        """After an epoch, or after a share of the budget where that is longer."""
        has_seen_all = self._seen - self._checked_at >= self._epoch_notes
        return has_seen_all and self._share - self._checked_share >= 1 / self._settings.checks

    @property
    def is_news_due(self) -> bool:
        return self._clock() - self._news_at >= _NEWS_S

    def learn(self, readings: list[Reading]) -> None:
        """One batch: chunk after chunk, the state carried over, gradients cut between them."""
        hide_key, hide_style = self._settings.hide_key, self._settings.hide_style
        shown = [
            random_view(r, self.rng, hide_key=hide_key, hide_style=hide_style) for r in readings
        ]
        state = None
        for chunk in chunks(readings, shown, self._settings.chunk_steps, self._device):
            with torch.autocast(self._device.type, torch.bfloat16, enabled=has_bf16(self._device)):
                logits, state = self._network(chunk.inputs, state)
            notes = note_count(chunk)
            loss = field_nats(logits, chunk).sum() / max(notes, 1)
            self._step(loss)
            state = state.detached()
            self._seen += int(notes)
            keep = min(_REMEMBERED, (self._steps - 1) / self._steps)  # at first a plain mean
            self._nats = keep * self._nats + (1 - keep) * float(loss.detach())

    def _step(self, loss: torch.Tensor) -> None:
        for group in self._optimizer.param_groups:
            group["lr"] = self._settings.learning_rate * rate(self._steps, self._share)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own
        torch.nn.utils.clip_grad_norm_(self._network.parameters(), self._settings.clip_norm)
        self._optimizer.step()
        self._average.update()
        self._steps += 1

    def check(self) -> Progress:
        """Scores the averaged weights on the held-out pieces."""
        self._checked_at, self._checked_share = self._seen, self._share
        nats = judge(self._average.network, self._corpus.held_out, self._device)
        is_best = bool(nats.sum() < self._best)
        self._best = min(self._best, float(nats.sum()))
        self._checks_since_best = 0 if is_best else self._checks_since_best + 1
        weights = self._average.weights() if is_best else None
        return replace(self.news(), held_out=nats, is_best=is_best, weights=weights)

    def news(self) -> Progress:
        """How far it is."""
        self._news_at = self._clock()
        return Progress(
            share=self._share,
            epoch=self._seen / self._epoch_notes,
            seconds=self._news_at - self._started,
            notes_seen=self._seen,
            nats=self._nats,
        )

    @property
    def _share(self) -> float:
        if self._settings.minutes is not None:
            used = (self._clock() - self._started) / (60 * self._settings.minutes)
        else:
            used = self._seen / (self._epoch_notes * (self._settings.epochs or 1))
        return min(used, 1.0)


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
