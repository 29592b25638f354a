"""The training loop: what is learned when, when it is checked, when it ends."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray

from melodyrnn.models.network import EventNetwork
from melodyrnn.training.batches import batches_by_length, random_views
from melodyrnn.training.control import FINAL, Control, Wish
from melodyrnn.training.corpus import Corpus
from melodyrnn.training.distributed import LONE, Group
from melodyrnn.training.judge import judge
from melodyrnn.training.learner import Learner
from melodyrnn.training.position import Decision, Position
from melodyrnn.training.settings import TrainSettings
from melodyrnn.training.stopwatch import Stopwatch
from melodyrnn.training.threads import Threads

_NEWS_S = 0.5
_WAIT_S = 0.5
_JUDGED_NOTES = 16384
"""Held-out notes judged between two looks at what is wished for."""


@dataclass(frozen=True, slots=True)
class Progress:
    """News of a training.

    share: of the budget used, 0-1. nats: of the notes learned from lately, per note,
    velocity included. held_out: nats a note of each field, when it was just checked;
    is_best: it has never been better, or only by the settings' slack. weights: the averaged
    network's, with the best only.
    check: the how manieth check that was, from 1. pieces_seen: counted each time.
    """

    share: float
    epoch: float
    seconds: float
    notes_seen: int
    nats: float
    held_out: NDArray[np.float64] | None = None
    is_best: bool = False
    weights: dict[str, NDArray[np.float32]] | None = None
    check: int = 0
    pieces_seen: int = 0


Halt: TypeAlias = Wish
"""What `Loop.steps` yields where it does as wished: "pause" before it waits, "go" after it."""


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
    loop = Loop(Learner(network, settings, device), corpus, settings, clock=clock)
    for news in loop.steps(Control()):
        if isinstance(news, Progress):
            yield news


class Loop:
    """A learner and where it stands. Between two of its news it may be looked at and saved.

    order_random: the random numbers as they stood when this epoch's order was drawn. last:
    what was decided last.
    """

    def __init__(
        self,
        learner: Learner,
        corpus: Corpus,
        settings: TrainSettings,
        *,
        clock: Callable[[], float] = time.monotonic,
        group: Group = LONE,
        threads: Threads | None = None,
    ) -> None:
        self.learner = learner
        self.rng = np.random.default_rng(settings.seed)
        self.order_random: Mapping[str, Any] = self.rng.bit_generator.state
        self.group, self._corpus, self._settings = group, corpus, settings
        self._clock, self._watch, self._threads = clock, Stopwatch(clock), threads
        self._position = Position()
        self._order: list[list[int]] = []
        self._news_s, self._epoch_notes = 0.0, corpus.notes
        self._has_velocity = corpus.has_velocity
        self.last = Decision("go", 0.0, False, False, False)

    @property
    def position(self) -> Position:
        """Where it stands now."""
        return replace(self._position, seconds=self._watch.seconds)

    @property
    def device(self) -> torch.device:
        """Where it learns."""
        return next(self.learner.network.parameters()).device

    def set_best(self, score: float) -> None:
        """From now on only a lower score than this is a better one."""
        self._position = replace(self._position, best=score)

    def take_up(self, position: Position, order_random: Mapping[str, Any] | None) -> None:
        """Goes on from a position; without its random numbers a new epoch begins."""
        self._position = position
        self._watch = Stopwatch(self._clock, position.seconds)
        self._news_s = position.seconds
        if order_random is None or not position.index:
            self._order, self._position = [], replace(position, index=0)
            return
        now = self.rng.bit_generator.state
        self.rng.bit_generator.state = order_random
        self._draw_order()
        self._position = replace(self._position, index=position.index)
        self.rng.bit_generator.state = now

    def score(self, nats: NDArray[np.float64]) -> float:
        """What checks are compared by: nats a note, velocity only where there are dynamics."""
        return float(nats.sum() if self._has_velocity else nats[:3].sum())

    def steps(self, control: Control) -> Iterator[Progress | Halt]:
        """Learns until the budget is used up or stop or suspend is wished for; yields news."""
        while True:
            self.last = decision = self._decided(control)
            if decision.wish in FINAL:
                return
            if decision.wish == "pause":
                yield from self._pause(control)
            elif decision.is_check_due or (decision.is_over and self._has_unchecked):
                if progress := self._check(control):
                    yield progress
            elif decision.is_over:
                return
            else:
                if decision.is_news_due:
                    yield self.news()
                self._learn(decision.share)

    def news(self) -> Progress:
        """How far it is."""
        self._news_s = self._watch.seconds
        return Progress(
            share=self._share,
            epoch=self.learner.seen / self._epoch_notes,
            seconds=self._news_s,
            notes_seen=self.learner.seen,
            nats=self.learner.nats,
            pieces_seen=self._position.pieces,
        )

    def _decided(self, control: Control) -> Decision:
        """After an epoch, or after a share of the budget where that is longer, it is checked."""
        position, share = self._position, self._share
        seen = self.learner.seen - position.checked_at
        is_due = seen >= self._epoch_notes and (
            share - position.checked_share >= 1 / self._settings.checks
        )
        return Decision(
            wish=control.wish,
            share=share,
            is_over=share >= 1 or position.checks_since_best >= self._settings.patience,
            is_check_due=is_due,
            is_news_due=self._watch.seconds - self._news_s >= _NEWS_S and self.learner.steps > 0,
        ).agreed(self.group)

    def _pause(self, control: Control) -> Iterator[Halt]:
        self._watch.rest()
        yield "pause"
        while self._decided(control).wish == "pause":
            control.wait(_WAIT_S)
        self._watch.go()
        yield "go"

    def _learn(self, share: float) -> None:
        """One batch, each piece shown in one way or another."""
        if self._position.index >= len(self._order):
            self._draw_order()
        batch = self._order[self._position.index]
        readings = [self._corpus.train[i] for i in batch]
        shown = random_views(readings, self.rng, self._settings)
        with self._threads.step(sum(map(len, readings))) if self._threads else nullcontext():
            self.learner.learn(readings, shown, share)
        at = self._position
        self._position = replace(at, index=at.index + 1, pieces=at.pieces + len(batch))

    def _draw_order(self) -> None:
        self.order_random = self.rng.bit_generator.state
        self._order = batches_by_length(self._corpus.train, self._settings.batch_notes, self.rng)
        self._position = replace(self._position, index=0)

    def _check(self, control: Control) -> Progress | None:
        """Scores the averaged weights on the held-out pieces; None if something is wished for."""
        nats = self.judged(self.learner.average.network, control)
        if nats is None:
            return None
        before, score = self._position, self.score(nats)
        # Of a few held-out pieces a slightly higher score says nothing: then the later one is kept.
        is_as_good = before.lowest <= before.best and score < before.lowest + self._settings.slack
        is_best = score < before.best or is_as_good
        self._position = replace(
            before,
            best=score if is_best else before.best,
            lowest=min(before.lowest, score),
            checks=before.checks + 1,
            checks_since_best=0 if score < before.lowest else before.checks_since_best + 1,
            checked_at=self.learner.seen,
            checked_share=self._share,
        )
        weights = self.learner.average.weights() if is_best else None
        return replace(
            self.news(), held_out=nats, is_best=is_best, weights=weights, check=before.checks + 1
        )

    def judged(self, network: EventNetwork, control: Control) -> NDArray[np.float64] | None:
        """Nats a note of each field on the held-out pieces; None if something is wished for."""
        held_out, device = self._corpus.held_out, self.device
        nats, notes = np.zeros(4), 0
        for part in batches_by_length(held_out, _JUDGED_NOTES):
            if self._decided(control).wish != "go":
                return None
            readings = [held_out[i] for i in part]
            count = sum(len(r) - 1 for r in readings)
            nats += judge(network, readings, device, self.group) * count
            notes += count
        return nats / max(notes, 1)

    @property
    def _has_unchecked(self) -> bool:
        return self._position.checked_at < self.learner.seen

    @property
    def _share(self) -> float:
        return self._settings.share(self.learner.seen / self._epoch_notes, self._watch.seconds)
