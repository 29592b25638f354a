"""The training loop, on a corpus of a few scales."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.models.config import CORES, Core
from melodyrnn.models.network import EventNetwork
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.training.corpus import Corpus
from melodyrnn.training.judge import judge
from melodyrnn.training.learner import rate
from melodyrnn.training.loop import Progress, train
from melodyrnn.training.settings import TrainSettings
from tests.fakes import TINY
from tests.networks import CPU

QUICK = TrainSettings(epochs=6, learning_rate=0.05, batch_notes=150, average=0.9, chunk_steps=20)


class TickingClock:
    """Every look at it finds it `step` seconds later."""

    def __init__(self, step: float = 1.0) -> None:
        self.now, self._step = 0.0, step

    def __call__(self) -> float:
        self.now += self._step
        return self.now


def scale(start: int, steps: tuple[int, ...] = (2, 2, 1, 2, 2, 2, 1)) -> Reading:
    pitch = np.cumsum([start, *steps, *(-s for s in reversed(steps))])
    notes = NoteSequence.from_columns(np.arange(len(pitch)) * 240, 240, pitch, 80)
    return read_notes(notes, MeterMap(), KeyMap())


def corpus_of(train_on: list[Reading], held_out: list[Reading]) -> Corpus:
    return Corpus(tuple(train_on), tuple(held_out), ("scales",), (), len(train_on), len(train_on))


CORPUS = [scale(p) for p in range(40, 80, 2)], [scale(p) for p in range(41, 80, 13)]


def network_of(**config: Any) -> EventNetwork:
    torch.manual_seed(0)
    return EventNetwork(replace(TINY, **config))


def trained(settings: TrainSettings = QUICK, **config: Any) -> list[Progress]:
    corpus = corpus_of(*CORPUS)
    clock = TickingClock()
    return list(train(network_of(**config), corpus, settings, device=CPU, clock=clock))


def cost(progress: Progress) -> float:
    assert progress.held_out is not None
    return float(progress.held_out.sum())


def judged_by(progress: Progress) -> float:
    """Nats a note of all but velocity, which music without dynamics is not judged by."""
    assert progress.held_out is not None
    return float(progress.held_out[:3].sum())


@pytest.mark.parametrize("core", CORES)
def test_a_network_learns_scales_in_a_few_dozen_steps(core: Core) -> None:
    news = trained(replace(QUICK, epochs=12), core=core)
    checks = [n for n in news if n.held_out is not None]

    assert news[-1].nats < 0.9 * news[0].nats  # a slow average
    assert cost(checks[-1]) < 0.7 * cost(checks[0])
    assert news[-1].share == 1
    assert news[-1].epoch == pytest.approx(12, abs=1)


def test_the_same_seed_gives_the_same_weights_and_another_one_others() -> None:
    short = replace(QUICK, epochs=2)
    runs = [trained(replace(short, seed=s), dropout=0.2)[-1] for s in (1, 1, 2)]
    weights = [best.weights for best in runs]
    assert weights[0] is not None
    assert weights[1] is not None
    assert weights[2] is not None

    assert cost(runs[0]) == cost(runs[1])
    for name, weight in weights[0].items():
        assert np.array_equal(weight, weights[1][name])
    assert any(not np.array_equal(w, weights[2][n]) for n, w in weights[0].items())


def test_the_weights_that_are_handed_out_are_the_best_so_far_and_score_as_told() -> None:
    best = math.inf
    for progress in trained():
        assert (progress.weights is not None) == progress.is_best
        if progress.held_out is None:
            continue
        assert progress.is_best == (cost(progress) < best)
        best = min(best, cost(progress))
        if progress.weights is not None:
            network = network_of()
            state = {name: torch.from_numpy(w) for name, w in progress.weights.items()}
            network.load_state_dict(state)
            assert np.allclose(judge(network, CORPUS[1], CPU), progress.held_out, atol=1e-6)
    assert best < math.inf


def test_learning_stops_when_music_it_does_not_know_only_costs_more() -> None:
    strange = [scale(p, (6, -1, 6, -1, 5, 1)) for p in (40, 50)]
    settings = replace(QUICK, epochs=300, checks=300, patience=3)
    corpus = corpus_of(CORPUS[0], strange)
    news = list(train(network_of(), corpus, settings, device=CPU, clock=TickingClock()))
    checks = [n for n in news if n.held_out is not None]

    assert news[-1].share < 0.9
    assert [c.is_best for c in checks[-4:]] == [True, False, False, False]
    assert min(map(judged_by, checks)) == judged_by(checks[-4])


def test_a_budget_in_minutes_ends_when_they_are_over() -> None:
    clock = TickingClock(0.25)
    settings = replace(QUICK, epochs=None, minutes=0.5)
    news = list(train(network_of(), corpus_of(*CORPUS), settings, device=CPU, clock=clock))
    seconds = [n.seconds for n in news]

    assert news[-1].share == 1
    assert news[-1].held_out is not None
    assert 30 <= seconds[-1] < 40
    assert seconds == sorted(seconds)
    assert [n.share for n in news] == sorted(n.share for n in news)


def test_closing_the_news_stops_the_training() -> None:
    network = network_of()
    news: Iterator[Progress] = train(
        network, corpus_of(*CORPUS), QUICK, device=CPU, clock=TickingClock()
    )
    next(news)
    weights = [p.detach().clone() for p in network.parameters()]
    news.close()  # type: ignore[attr-defined]  # a generator, by contract

    with pytest.raises(StopIteration):
        next(news)
    assert all(torch.equal(a, b) for a, b in zip(weights, network.parameters(), strict=True))


def test_part_of_an_epoch_is_judged_too() -> None:
    news = trained(replace(QUICK, epochs=0.3))

    assert news[-1].held_out is not None
    assert 0.3 <= news[-1].epoch < 0.9


def test_checks_are_spread_over_the_training() -> None:
    checks = [n.share for n in trained(replace(QUICK, epochs=12, checks=4, patience=99))
              if n.held_out is not None]  # fmt: skip

    assert 3 <= len(checks) <= 5
    assert min(np.diff(checks)) >= 0.15


def test_the_rate_rises_while_warming_up_and_falls_to_a_fiftieth() -> None:
    assert rate(0, 0.0, warm_up=100) == pytest.approx(0.01)
    assert rate(99, 0.0, warm_up=100) == rate(5000, 0.0, warm_up=100) == 1.0
    assert rate(9, 0.0, warm_up=10) == 1.0
    assert rate(5000, 0.5, warm_up=100) == pytest.approx(0.51)
    assert rate(5000, 1.0, warm_up=100) == pytest.approx(0.02)


@pytest.mark.parametrize(
    ("slack", "kept"),
    [(0.0, [True, True, False, False, True, False]), (0.5, [True, True, True, False, True, True])],
)
def test_with_slack_a_later_check_that_is_hardly_worse_is_kept_as_well(
    monkeypatch: pytest.MonkeyPatch, slack: float, kept: list[bool]
) -> None:
    scores = iter([4.0, 3.0, 3.4, 3.6, 2.0, 2.4])
    monkeypatch.setattr(
        "melodyrnn.training.loop.judge", lambda *_: np.array([next(scores), 0.0, 0.0, 0.0])
    )
    news = trained(replace(QUICK, slack=slack, patience=99))

    assert [n.is_best for n in news if n.held_out is not None] == kept
