"""The training loop: what is learned when, when it is checked, when it ends."""

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
from melodyrnn.training.batches import batches_by_length, random_view
from melodyrnn.training.corpus import Corpus
from melodyrnn.training.judge import judge
from melodyrnn.training.learner import Learner
from melodyrnn.training.settings import TrainSettings

_NEWS_S = 0.5


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
        self._learner = Learner(network, settings, device)
        self._corpus, self._settings = corpus, settings
        self._device, self._clock, self._started = device, clock, clock()
        self._epoch_notes = sum(len(r) - 1 for r in corpus.train)
        self._best, self._checks_since_best = math.inf, 0
        self._checked_at, self._checked_share, self._news_at = 0, 0.0, self._started

    def is_over(self) -> bool:
        return self._share >= 1 or self._checks_since_best >= self._settings.patience

    @property
    def has_unchecked(self) -> bool:
        return self._checked_at < self._learner.seen

    @property
    def is_check_due(self) -> bool:
        """After an epoch, or after a share of the budget where that is longer."""
        has_seen_all = self._learner.seen - self._checked_at >= self._epoch_notes
        return has_seen_all and self._share - self._checked_share >= 1 / self._settings.checks

    @property
    def is_news_due(self) -> bool:
        return self._clock() - self._news_at >= _NEWS_S

    def learn(self, readings: list[Reading]) -> None:
        """One batch, each piece shown in one way or another."""
        hide_key, hide_style = self._settings.hide_key, self._settings.hide_style
        shown = [
            random_view(r, self.rng, hide_key=hide_key, hide_style=hide_style) for r in readings
        ]
        self._learner.learn(readings, shown, self._share)

    def check(self) -> Progress:
        """Scores the averaged weights on the held-out pieces."""
        self._checked_at, self._checked_share = self._learner.seen, self._share
        nats = judge(self._learner.average.network, self._corpus.held_out, self._device)
        is_best = bool(nats.sum() < self._best)
        self._best = min(self._best, float(nats.sum()))
        self._checks_since_best = 0 if is_best else self._checks_since_best + 1
        weights = self._learner.average.weights() if is_best else None
        return replace(self.news(), held_out=nats, is_best=is_best, weights=weights)

    def news(self) -> Progress:
        """How far it is."""
        self._news_at = self._clock()
        return Progress(
            share=self._share,
            epoch=self._learner.seen / self._epoch_notes,
            seconds=self._news_at - self._started,
            notes_seen=self._learner.seen,
            nats=self._learner.nats,
        )

    @property
    def _share(self) -> float:
        if self._settings.minutes is not None:
            used = (self._clock() - self._started) / (60 * self._settings.minutes)
        else:
            used = self._learner.seen / (self._epoch_notes * (self._settings.epochs or 1))
        return min(used, 1.0)
