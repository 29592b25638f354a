"""One network learns for so long: the only place where a comparison meets the training.

Every network is given the same time of learning; checks are not counted, and come early
and often, for the curves to be seen. What is learned from in which order is the same for all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import torch

from melodyrnn.checkpoint import Weights
from melodyrnn.course.events import Learning
from melodyrnn.encoding.spec import FIELDS
from melodyrnn.models.network import EventNetwork
from melodyrnn.training.batches import batches_by_length, random_views
from melodyrnn.training.corpus import Corpus
from melodyrnn.training.judge import judge
from melodyrnn.training.learner import Learner
from melodyrnn.training.settings import TrainSettings
from melodyrnn.training.threads import Threads

CHECKS = (0.02, 0.04, 0.08, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.93, 1.0)
"""Shares of the budget after which the held-out score is taken: close where it falls fast."""

_NEWS_S = 0.5


class News(NamedTuple):
    """What is told, and with the best score so far the weights that gave it."""

    told: Learning
    weights: Weights | None = None


def learn(
    network: EventNetwork,
    corpus: Corpus,
    settings: TrainSettings,
    *,
    device: torch.device,
    threads: Threads,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[News]:
    """Trains a network in place until the budget is used up, and yields news.

    The last piece of news always holds a check. `settings.patience` and `settings.checks`
    are not used: here nobody is stopped early.
    """
    course = _Course(Learner(network, settings, device), corpus, settings, threads, clock)
    while course.share < 1:
        for batch in batches_by_length(corpus.train, settings.batch_notes, course.rng):
            course.learn(batch)
            if course.is_check_due:
                yield course.check()
            elif course.is_news_due:
                yield News(course.news())
            if course.share >= 1:
                break


class _Course:
    """What changes while one network learns."""

    def __init__(
        self,
        learner: Learner,
        corpus: Corpus,
        settings: TrainSettings,
        threads: Threads,
        clock: Callable[[], float],
    ) -> None:
        self.rng = np.random.default_rng(settings.seed)
        self.share = 0.0
        self._learner, self._threads = learner, threads
        self._corpus, self._settings = corpus, settings
        self._clock = clock
        self._device = next(learner.network.parameters()).device
        self._pass_notes = sum(len(r) - 1 for r in corpus.train)
        self._seconds, self._told_at = 0.0, 0.0
        self._best, self._checks, self._passed = float("inf"), 0, 0

    @property
    def is_check_due(self) -> bool:
        return self.share >= CHECKS[self._passed]

    @property
    def is_news_due(self) -> bool:
        return self._seconds - self._told_at >= _NEWS_S

    def learn(self, batch: list[int]) -> None:
        """One batch, each piece shown in one way or another; alone this is timed."""
        begun = self._clock()
        readings = [self._corpus.train[i] for i in batch]
        shown = random_views(readings, self.rng, self._settings)
        with self._threads.step(sum(map(len, readings))):
            self._learner.learn(readings, shown, self.share)
        self._seconds += self._clock() - begun
        passes = self._learner.seen / self._pass_notes
        self.share = self._settings.share(passes, self._seconds)

    def check(self) -> News:
        """Scores the averaged weights on the held-out pieces."""
        average = self._learner.average
        nats = judge(average.network, self._corpus.held_out, self._device)
        score = float(nats[:-1].sum())  # velocity is the last
        is_best = score < self._best
        self._best = min(self._best, score)
        self._checks += 1
        self._passed = sum(share <= self.share for share in CHECKS)
        held_out = {f.name: round(float(n), 4) for f, n in zip(FIELDS, nats, strict=True)}
        told = self.news(held_out | {"without_velocity": round(score, 4)}, is_best=is_best)
        return News(told, average.weights() if is_best else None)

    def news(self, held_out: dict[str, float] | None = None, *, is_best: bool = False) -> Learning:
        """How far it is."""
        self._told_at = self._seconds
        left = self._seconds * (1 / self.share - 1) if self.share else 0.0
        return Learning(
            share=round(self.share, 4),
            epoch=round(self._learner.seen / self._pass_notes, 3),
            seconds=round(self._seconds, 3),
            notes_seen=self._learner.seen,
            nats_per_note=round(self._learner.nats, 4),
            notes_per_second=round(self._learner.seen / max(self._seconds, 1e-9), 1),
            remaining_s=(round(left, 1), round(left, 1)),
            held_out=held_out or {},
            best=is_best,
            check=self._checks if held_out else 0,
        )
