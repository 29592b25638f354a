"""Ticks and seconds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.music.tempo import MAX_TEMPO, TempoChange, TempoMap

CHANGES = st.lists(
    st.builds(TempoChange, st.integers(0, 20_000), st.integers(10_000, MAX_TEMPO)), max_size=5
)


def test_without_a_tempo_a_quarter_lasts_half_a_second() -> None:
    assert TempoMap().seconds_at([0, 480, 960]).tolist() == [0.0, 0.5, 1.0]
    assert TempoMap() == TempoMap.from_bpm(120)


def test_seconds_add_up_over_changes() -> None:
    tempos = TempoMap([TempoChange(480, 1_000_000), TempoChange(960, 250_000)])

    assert tempos.seconds_at([0, 480, 720, 960, 1440]).tolist() == [0.0, 0.5, 1.0, 1.5, 1.75]


@given(CHANGES, st.lists(st.integers(0, 30_000), max_size=20))
def test_seconds_lead_back_to_the_tick_they_came_from(
    changes: list[TempoChange], ticks: list[int]
) -> None:
    tempos = TempoMap(changes)

    assert tempos.ticks_at(tempos.seconds_at(ticks)).tolist() == ticks


@given(CHANGES)
def test_time_never_runs_backwards(changes: list[TempoChange]) -> None:
    assert np.all(np.diff(TempoMap(changes).seconds_at(np.arange(0, 25_000, 13))) > 0)


@pytest.mark.parametrize("tempo", [0, -1, MAX_TEMPO + 1])
def test_a_tempo_midi_cannot_state_is_refused(tempo: int) -> None:
    with pytest.raises(ValueError, match="tempo must lie within"):
        TempoMap([TempoChange(0, tempo)])


def test_changes_that_change_nothing_are_dropped() -> None:
    told = TempoMap([TempoChange(0, 500_000), TempoChange(480, 500_000), TempoChange(-1, 9)])

    assert told == TempoMap()
    assert hash(told) == hash(TempoMap())
