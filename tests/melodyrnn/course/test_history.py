"""The history of a training grows, stays small, and survives being written down."""

from __future__ import annotations

import json

from melodyrnn.course.events import Learning, Sampled
from melodyrnn.course.history import MOST_POINTS, History


def news(seconds: float, score: float | None = None, *, best: bool = False) -> Learning:
    held_out = {} if score is None else {"without_velocity": score}
    return Learning(0.1, 1.0, seconds, 100, 3.0, held_out=held_out, best=best, check=1)


def test_only_news_with_a_score_is_a_check() -> None:
    history = History().with_news(news(1)).with_news(news(2, 2.5, best=True)).with_news(news(3))
    assert [p.seconds for p in history.points] == [1, 2, 3]
    assert [(c.seconds, c.score) for c in history.checks] == [(2, 2.5)]
    assert history.seconds == 3


def test_the_best_check_is_the_last_that_was_called_so() -> None:
    history = History()
    for seconds, (score, best) in enumerate([(3.0, True), (2.5, True), (2.7, False)]):
        history = history.with_news(news(seconds, score, best=best))
    assert history.best is not None
    assert history.best.score == 2.5
    assert History().best is None


def test_a_long_training_keeps_its_first_and_its_last_point() -> None:
    history = History()
    for seconds in range(3 * MOST_POINTS):
        history = history.with_news(news(seconds))
        assert history.points[-1].seconds == seconds
        assert len(history.points) <= MOST_POINTS
    assert history.points[0].seconds == 0
    assert len(history.points) > MOST_POINTS / 3


def test_it_comes_back_from_json() -> None:
    sample = Sampled(1, 2.0, ((0, 240, 60, 80),), begins=240, meter="6/8", tempo=90.0)
    history = History().with_news(news(1)).with_news(news(2, 2.5, best=True)).with_sample(sample)
    assert History.from_json(json.loads(json.dumps(history.to_json()))) == history
