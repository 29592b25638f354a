"""Scales and ticks."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from melodyrnn.comparison.scales import Scale, scale_for, tick_text


@pytest.mark.parametrize("is_log", [False, True])
def test_a_scale_places_its_values_within_and_in_order(is_log: bool) -> None:
    values = [0.2, 1.0, 7.0, 300.0]
    scale = scale_for(values, is_log=is_log)
    places = [scale.place(v) for v in values]

    assert places == sorted(places)
    assert 0 < places[0] < places[-1] < 1
    assert (scale.place(scale.low), scale.place(scale.high)) == (0, 1)
    assert scale.place(1e9) == 1


@pytest.mark.parametrize(
    ("low", "high"), [(0.0, 1.0), (1.5, 1.6), (0.0, 7300.0), (-3.0, 12.0), (2.4, 2.41)]
)
def test_even_ticks_lie_evenly_within_the_scale(low: float, high: float) -> None:
    ticks = Scale(low, high).ticks()
    steps = [b - a for a, b in pairwise(ticks)]

    assert 3 <= len(ticks) <= 8
    assert all(low - 1e-9 <= t <= high + 1e-9 for t in ticks)
    assert max(steps) == pytest.approx(min(steps))


@pytest.mark.parametrize(
    ("low", "high"), [(10, 4000), (0.15, 1.4), (1e-6, 1), (3000, 1e7), (700_000, 1_100_000)]
)
def test_ticks_of_a_log_scale_are_few_and_within(low: float, high: float) -> None:
    ticks = Scale(low, high, True).ticks()

    assert 2 <= len(ticks) <= 8
    assert ticks == sorted(ticks)
    assert all(low * 0.99 <= t <= high * 1.01 for t in ticks)


@pytest.mark.parametrize("high", [3.0, 18.0, 90.0, 600.0, 36_000.0, 1e6])
def test_ticks_of_time_are_round_times(high: float) -> None:
    ticks = Scale(0, high).ticks(5, "seconds")

    assert 3 <= len(ticks) <= 7
    assert all((60 * round(t / 60) == t or t < 120) for t in ticks) or not 5 < high < 50_000


def test_a_log_scale_leaves_out_what_it_cannot_place() -> None:
    scale = scale_for([0.0, -1.0, math.nan, 2.0, 8.0], is_log=True)

    assert 1 < scale.low < 2
    assert scale_for([], is_log=True).low > 0


def test_values_are_written_in_their_unit() -> None:
    written = [
        tick_text(1500, "count"),
        tick_text(50_000, "count"),
        tick_text(2_000_000, "count"),
        tick_text(90, "seconds"),
        tick_text(40, "seconds"),
        tick_text(0.5, "milliseconds"),
        tick_text(2.5e6, "bytes"),
        tick_text(800, "bytes"),
        tick_text(1e-4, "share"),
        tick_text(2.25, "number"),
    ]

    assert written == [
        "1,500", "50 k", "2 M", "1:30", "0:40", "0.5 ms", "2.5 MB", "800 B", "0.01 %", "2.25",
    ]  # fmt: skip
