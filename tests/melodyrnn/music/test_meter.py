"""Bars and beats."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from tests.strategies import meter_maps, meters


@pytest.mark.parametrize(
    ("text", "bar", "beat"),
    [
        ("4/4", 1920, 480),
        ("3/4", 1440, 480),
        ("2/2", 1920, 960),
        ("3/8", 720, 240),
        ("6/8", 1440, 720),
        ("9/8", 2160, 720),
        ("12/8", 2880, 720),
        ("6/16", 720, 360),
        ("7/8", 1680, 240),
        ("6/4", 2880, 480),
    ],
)
def test_bars_and_beats_of_a_meter(text: str, bar: int, beat: int) -> None:
    assert (Meter.parse(text).bar_ticks, Meter.parse(text).beat_ticks) == (bar, beat)


@given(meters())
def test_a_meter_reads_back_what_it_says(meter: Meter) -> None:
    assert Meter.parse(str(meter)) == meter
    assert meter.bar_ticks % meter.beat_ticks == 0


@pytest.mark.parametrize("text", ["", "4", "0/4", "65/4", "4/3", "4/0", "4/128", "-3/4", "a/b"])
def test_what_is_no_meter_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no usable meter|invalid literal"):
        Meter.parse(text)


def test_a_map_starts_in_four_four_unless_told_otherwise() -> None:
    late = MeterMap([MeterChange(1920, Meter(3, 4))])

    assert late.changes[0] == MeterChange(0, Meter(4, 4))
    assert (late.at(1919), late.at(1920)) == (Meter(4, 4), Meter(3, 4))


def test_changes_that_change_nothing_are_dropped_and_the_last_of_a_tick_counts() -> None:
    told = [MeterChange(0, Meter(3, 4)), MeterChange(0, Meter()), MeterChange(960, Meter())]

    assert MeterMap(told) == MeterMap() == MeterMap([MeterChange(-5, Meter(3, 4))])
    assert hash(MeterMap(told)) == hash(MeterMap())


def test_a_change_in_mid_bar_cuts_the_bar_short() -> None:
    meters = MeterMap([MeterChange(2400, Meter(3, 4))])
    position = meters.locate([0, 1919, 1920, 2399, 2400, 3840])

    assert position.bar.tolist() == [0, 0, 1, 1, 2, 3]
    assert position.bar_start.tolist() == [0, 0, 1920, 1920, 2400, 3840]
    assert position.change.tolist() == [0, 0, 0, 0, 1, 1]
    assert meters.bar_line_at_or_after(1921) == 2400
    assert meters.bars_after(0, 3) == 3840


@given(meter_maps(), st.integers(0, 60_000))
def test_every_tick_lies_in_the_bar_it_is_located_in(meters: MeterMap, tick: int) -> None:
    where = meters.locate(tick)

    assert where.bar_start <= tick < where.bar_start + where.bar_ticks
    assert meters.locate(where.bar_start).bar == where.bar
    assert where.bar_start == 0 or meters.locate(where.bar_start - 1).bar == where.bar - 1
    assert meters.bar_line_at_or_after(int(where.bar_start)) == where.bar_start


@given(meter_maps(), st.integers(0, 60_000))
def test_the_next_bar_line_is_the_nearest_one(meters: MeterMap, tick: int) -> None:
    line = meters.bar_line_at_or_after(tick)

    assert line >= tick
    assert meters.locate(line).bar_start == line
    between = meters.locate(np.arange(tick, line)[-200:])
    assert np.all(between.bar_start < tick)


def test_many_ticks_keep_their_shape() -> None:
    where = MeterMap().locate([[0, 1920], [3840, 5760]])

    assert where.bar.tolist() == [[0, 1], [2, 3]]
