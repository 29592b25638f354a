"""The numbers of a training."""

from __future__ import annotations

import math
from typing import Any

import pytest

from melodyrnn.training.settings import TrainSettings


@pytest.mark.parametrize(
    "budget",
    [
        {},
        {"epochs": 1, "minutes": 1},
        {"epochs": 0},
        {"minutes": -1},
        {"epochs": math.nan},
        {"minutes": math.inf},
    ],
    ids=str,
)
def test_a_training_has_one_budget_above_nothing_and_with_an_end(budget: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="either epochs or minutes, above 0"):
        TrainSettings(**budget)


def test_half_an_epoch_or_half_a_minute_will_do() -> None:
    assert TrainSettings(epochs=0.5).minutes is None
    assert TrainSettings(minutes=0.5).epochs is None
