"""The numbers of a training."""

from __future__ import annotations

import math
from typing import Any

import pytest

from melodyrnn.training.settings import TrainSettings

FIFTY_TUNES, A_THOUSAND_TUNES = 5_000, 100_000


@pytest.mark.parametrize(
    "budget",
    [
        {},
        {"epochs": 0},
        {"minutes": -1},
        {"epochs": math.nan},
        {"minutes": math.inf},
        {"epochs": 1, "minutes": 0},
    ],
    ids=str,
)
def test_a_training_has_a_budget_above_nothing_and_with_an_end(budget: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="give epochs or minutes or both, above 0"):
        TrainSettings(**budget)


def test_half_an_epoch_or_half_a_minute_will_do() -> None:
    assert TrainSettings(epochs=0.5).minutes is None
    assert TrainSettings(minutes=0.5).epochs is None


def test_of_two_budgets_the_one_that_is_used_up_first_counts() -> None:
    both = TrainSettings(epochs=10, minutes=1)
    assert both.share(epochs=5, seconds=6) == 0.5
    assert both.share(epochs=1, seconds=45) == 0.75
    assert both.share(epochs=12, seconds=6) == 1.0
    assert TrainSettings(minutes=1).share(epochs=1e6, seconds=15) == 0.25
    assert TrainSettings(epochs=4).share(epochs=1, seconds=1e6) == 0.25


def test_a_tuning_learns_slowly_from_small_batches_for_a_few_passes() -> None:
    usual = TrainSettings(minutes=10)
    tuned = usual.for_tuning(FIFTY_TUNES)
    assert tuned.minutes == 10
    assert tuned.epochs == 12
    assert tuned.learning_rate <= usual.learning_rate / 5
    assert tuned.batch_notes <= FIFTY_TUNES / 5
    steps = tuned.epochs * FIFTY_TUNES / tuned.batch_notes
    assert tuned.warm_up < steps / 3
    assert 1 / (1 - tuned.average) < steps


def test_more_music_is_tuned_to_faster_in_larger_batches_and_fewer_passes() -> None:
    few, many = (TrainSettings(minutes=10).for_tuning(n) for n in (FIFTY_TUNES, A_THOUSAND_TUNES))
    assert few.learning_rate < many.learning_rate
    assert few.batch_notes < many.batch_notes
    assert few.average < many.average
    assert few.warm_up < many.warm_up
    assert (few.epochs or 0) > (many.epochs or 0) > 0


@pytest.mark.parametrize("notes", [0, 1, 300, 10**8])
def test_any_amount_of_music_can_be_tuned_to(notes: int) -> None:
    usual = TrainSettings(minutes=10)
    tuned = usual.for_tuning(notes)
    assert 0 < tuned.learning_rate < usual.learning_rate
    assert 0 < tuned.batch_notes <= usual.batch_notes
    assert 0 < tuned.warm_up <= usual.warm_up
    assert 0.5 < tuned.average <= usual.average


def test_epochs_and_seed_that_the_user_gave_stay() -> None:
    tuned = TrainSettings(epochs=3, seed=8).for_tuning(FIFTY_TUNES)
    assert (tuned.epochs, tuned.minutes, tuned.seed) == (3, None, 8)
