"""Scores, moments and spans as they are said."""

from __future__ import annotations

import math

import pytest

from melodyrnn.course.words import chance, elapsed, large, moment, remaining, span


@pytest.mark.parametrize(
    ("nats", "said"),
    [
        (2.41, "1 in 11"),
        (2.0, "1 in 7.4"),
        (0.0, "1 in 1.0"),
        (2.2965, "1 in 9.9"),
        (2.299, "1 in 10"),
        (5.0, "1 in 150"),
        (8.6, "1 in 5,400"),
        (10.0, "1 in 22 thousand"),
        (14.08, "1 in 1.3 million"),
        (math.nan, ""),
        (math.inf, ""),
        (-1.0, ""),
    ],
)
def test_a_score_is_a_chance_that_can_be_pictured(nats: float, said: str) -> None:
    assert chance(nats) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (940, "940"), (9_400, "9,400"), (41_230, "41 thousand"), (1.25e6, "1.2 million"),
        (999_700, "1.0 million"), (12_345_678, "12 million"),
    ],
)  # fmt: skip
def test_large_numbers_are_said_at_a_glance(number: float, said: str) -> None:
    assert large(number) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(40, "second 40"), (95, "minute 2"), (240, "minute 4"), (12600, "hour 3.5")],
)
def test_a_moment_has_the_unit_that_suits_it(seconds: float, said: str) -> None:
    assert moment(seconds) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "second"), (20, "20 seconds"), (60, "minute"), (190, "3 minutes"), (9000, "2.5 hours")],
)
def test_a_span_follows_the_last(seconds: float, said: str) -> None:
    assert span(seconds) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (40, "40 s"), (240, "4 min"), (260, "4 min 20 s"), (7500, "2 h 5 min")],
)
def test_time_that_has_passed_leaves_out_what_is_nothing(seconds: float, said: str) -> None:
    assert elapsed(seconds) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (250, 350, "4\N{EN DASH}6 minutes left"),
        (179, 180, "2\N{EN DASH}3 minutes left"),
        (60, 60, "about 1 minute left"),
        (20, 90, "1\N{EN DASH}2 minutes left"),
        (30, 50, "less than a minute left"),
        (1, 9, "a few seconds left"),
        (9000, 14000, "2\N{EN DASH}4 hours left"),
        (math.nan, 3, ""),
    ],
)
def test_what_is_left_is_a_range(low: float, high: float, said: str) -> None:
    assert remaining(low, high) == said
