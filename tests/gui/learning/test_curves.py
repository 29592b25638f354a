"""The axes fit what is shown, and their ticks are round."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from gui.learning.curve_frame import Frame
from gui.learning.curve_words import summary
from gui.learning.curves import (
    Curves,
    Span,
    calmed,
    chance_ticks,
    epoch_ticks,
    nats_ticks,
    tall,
    time_ticks,
    value_words,
    wide,
)
from melodyrnn.course.events import CorpusRead, Learning, Sampled
from melodyrnn.course.history import History
from tests.gui.learning.courses import course, news


def history(until_s: float) -> History:
    result = History()
    for event in course(until_s):
        if isinstance(event, Learning):
            result = result.with_news(event)
        elif isinstance(event, Sampled):
            result = result.with_sample(event)
        else:
            assert isinstance(event, CorpusRead)
    return result


def test_time_grows_in_steps_up_to_the_budget() -> None:
    ends = [wide(Curves(history(s), whole_s=200)).high for s in (5, 45, 100, 190, 200)]
    assert ends == [30, 60, 120, 200, 200]


def test_without_a_budget_and_when_over_the_axis_ends_where_it_must() -> None:
    assert wide(Curves(history(45))).high == 60
    assert wide(Curves(history(45), whole_s=600, is_over=True)).high == 45


def test_in_epochs_the_budget_is_counted_in_epochs() -> None:
    shown = Curves(history(200), measure="epochs", whole_s=210)
    assert wide(shown).high == pytest.approx(15)
    assert shown.along_seconds(140) == pytest.approx(10)


def test_all_checks_and_yardsticks_are_within_the_value_axis() -> None:
    shown = Curves(history(300), base=2.36, markov=2.71)
    span = tall(shown)
    assert span.high > 2.71
    assert span.low < min(check.score for check in shown.checks)


def test_a_first_check_far_above_the_rest_does_not_flatten_them() -> None:
    steep = History()
    for number in range(1, 20):
        score = 9.0 if number == 1 else 2.4 - 0.02 * number
        point = Learning(
            0.1, 1, number, 1, score, held_out={"without_velocity": score}, check=number
        )
        steep = steep.with_news(point)
    assert tall(Curves(steep)).high < 4


def test_the_value_axis_never_magnifies_noise() -> None:
    level = History()
    for number in range(9):
        level = level.with_news(
            Learning(0.1, 1, number, 1, 2.0, held_out={"without_velocity": 2.0}, check=number)
        )
    span = tall(Curves(level))
    assert span.high - span.low > 0.15
    assert span.low < 2.0 < span.high


def test_what_is_no_number_is_not_shown() -> None:
    shown = Curves(
        history(40)
        .with_news(Learning(0.1, 1, 41, 1, math.nan))
        .with_news(Learning(0.1, 1, 42, 1, 2.0, held_out={"without_velocity": math.nan}, check=3))
    )
    assert len(shown.checks) == 2
    assert all(math.isfinite(point.nats_per_note) for point in shown.points)
    assert all(map(math.isfinite, tall(shown)))
    assert all(map(math.isfinite, tall(Curves())))


def test_a_calm_curve_does_not_lag() -> None:
    straight = [float(i) for i in range(400)]
    calm = calmed(straight)
    assert calm.middle[20:-20] == pytest.approx(np.arange(20, 380))
    wavering = calmed([math.sin(i) for i in range(400)])
    assert np.abs(wavering.middle[20:-20]).max() < 0.25
    assert wavering.spread[100] == pytest.approx(2 / math.pi, abs=0.1)
    assert len(calmed([2.0]).middle) == 1


@pytest.mark.parametrize(
    ("end", "texts"),
    [
        (30, ["0", "10 s", "20 s", "30 s"]),
        (600, ["0", "2 min", "4 min", "6 min", "8 min", "10 min"]),
        (10800, ["0", "1 h", "2 h", "3 h"]),
    ],
)
def test_time_has_the_unit_that_suits_it(end: float, texts: list[str]) -> None:
    assert [tick.text for tick in time_ticks(Span(0, end), 5)] == texts


def test_no_axis_has_more_ticks_than_there_is_room() -> None:
    for end in (1, 7, 30, 100, 3_000, 80_000, 900_000):
        assert len(time_ticks(Span(0, end), 8)) <= 9 or end > 800_000
        assert len(epoch_ticks(Span(0, end), 8)) <= 9
    for low, high in ((2.0, 2.16), (1.5, 3.0), (0.0, 9.0)):
        assert 1 < len(nats_ticks(Span(low, high), 8)) <= 9


def test_chances_are_round_and_apart() -> None:
    assert [t.text for t in chance_ticks(Span(2.0, 2.75), 0.12)] == [
        "1 in 8", "1 in 10", "1 in 12", "1 in 14",
    ]  # fmt: skip
    assert [t.text for t in chance_ticks(Span(4.0, 14.5), 2.0)][-2:] == ["1 in 100k", "1 in 1M"]
    for low, high in ((2.0, 2.16), (1.5, 3.0), (0.0, 9.0), (0.5, 15.0)):
        ticks = chance_ticks(Span(low, high), (high - low) / 8)
        assert ticks
        assert all(low <= tick.value <= high for tick in ticks)


def test_pixels_and_values_turn_into_each_other() -> None:
    frame = Frame.of(Curves(history(100), whole_s=600), QRectF(0, 0, 700, 300))
    assert frame.along_at(frame.x(77.0)) == pytest.approx(77)
    assert frame.y(frame.tall.low) == pytest.approx(frame.area.bottom())
    assert frame.y(frame.tall.high) == pytest.approx(frame.area.top())


def test_the_summary_tells_what_the_plot_shows() -> None:
    words = summary(Curves(history(300), base=2.36, markov=2.71))
    assert words.startswith("15 checks")
    assert "Best, after 4 min" in words or "Best, after 5 min" in words
    assert "The model it began from: 2.36 (1 in 11)." in words
    assert "Not checked yet" in summary(Curves())


def test_a_value_without_meaning_is_no_number() -> None:
    assert value_words(2.41) == "2.41 (1 in 11)"
    assert value_words(math.nan) == "no number"
    assert news(40, check=2, best=True).held_out
