"""Lags looked up, against lags reckoned."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.encoding.features import Clock, lag_buckets
from melodyrnn.engine.lags import LagTable
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import IntArray
from tests.strategies import meter_maps

LATE = 2**24
"""So late that no table is made for it."""


def assert_same(lags: LagTable, clock: Clock, lag: IntArray, onset: IntArray) -> None:
    assert np.array_equal(lags.classes(lag, onset), lag_buckets(lag, clock.spans(onset)[:, None]))


@given(meter_maps(), st.lists(st.integers(0, 20_000), min_size=1, max_size=6))
def test_every_take_gets_the_classes_of_its_own_meter(meters: MeterMap, onsets: list[int]) -> None:
    clock = Clock(meters)
    onset = np.array(onsets)
    lag = onset[:, None] * np.arange(8) // 7
    assert_same(LagTable(clock), clock, lag, onset)


def test_the_table_grows_with_the_piece() -> None:
    clock = Clock(MeterMap([MeterChange(0, Meter(7, 8))]))
    lags = LagTable(clock)
    for onset in (0, 4095, 4096, 100_000, 5):
        assert_same(lags, clock, np.array([[0, onset // 2, onset]]), np.array([onset]))


def test_a_note_after_hours_of_silence_is_reckoned_without_a_table() -> None:
    clock = Clock(MeterMap())
    assert_same(LagTable(clock), clock, np.array([[0, 96, LATE]]), np.array([LATE]))
