"""How each network is given the same time."""

from __future__ import annotations

from dataclasses import replace

import torch

from melodyrnn.comparison.learning import CHECKS, News, learn
from melodyrnn.models.network import EventNetwork
from melodyrnn.training.corpus import Corpus
from melodyrnn.training.settings import TrainSettings
from melodyrnn.training.threads import Threads
from tests.fakes import TINY
from tests.networks import CPU
from tests.scores import random_reading

READINGS = tuple(random_reading(i, 20) for i in range(8))
CORPUS = Corpus(READINGS[:6], READINGS[6:], ("random",), (), 8, 8)
SETTINGS = TrainSettings(minutes=1, batch_notes=60, average=0.9)


class TickingClock:
    """Every look at it finds it a second later."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


def learned(settings: TrainSettings = SETTINGS) -> list[News]:
    torch.manual_seed(0)
    network = EventNetwork(replace(TINY, memory_heads=0))
    clock, threads = TickingClock(), Threads(1)
    return list(learn(network, CORPUS, settings, device=CPU, threads=threads, clock=clock))


def test_only_learning_is_timed_and_all_of_the_time_is_used() -> None:
    news = learned()

    assert news[-1].told.seconds == 60  # one second a batch: checks have cost nothing
    assert news[-1].told.share == 1
    assert news[-1].told.held_out
    assert news[-1].told.notes_per_second == news[-1].told.notes_seen / 60


def test_the_score_is_taken_at_the_shares_it_should_be() -> None:
    checks = [n.told for n in learned() if n.told.held_out]

    assert [c.check for c in checks] == list(range(1, len(CHECKS) + 1))
    for check, share in zip(checks, CHECKS, strict=True):
        assert share <= check.share < share + 1 / 60 + 1e-4


def test_weights_come_with_the_best_score_and_only_with_it() -> None:
    news = learned(replace(SETTINGS, minutes=None, epochs=6, learning_rate=0.03))
    best = float("inf")
    for each in news:
        score = each.told.held_out.get("without_velocity", float("inf"))
        assert each.told.best == (score < best)
        assert (each.weights is not None) == each.told.best
        best = min(best, score)
    assert news[-1].told.epoch >= 6
