from __future__ import annotations

import pytest

from gui.panels.position import bar_beat_tick, clock
from melodyrnn.music.meter import Meter, MeterChange, MeterMap


@pytest.mark.parametrize(
    ("tick", "text"), [(0, "1.1.000"), (479, "1.1.479"), (480, "1.2.000"), (1920, "2.1.000")]
)
def test_bars_and_beats_count_from_one_and_ticks_from_nought(tick: int, text: str) -> None:
    assert bar_beat_tick(MeterMap(), tick) == text


def test_the_beat_of_compound_meter_is_dotted() -> None:
    meters = MeterMap([MeterChange(0, Meter(6, 8))])
    assert bar_beat_tick(meters, 720) == "1.2.000"
    assert bar_beat_tick(meters, 1440) == "2.1.000"


def test_bars_count_on_through_changes_of_meter() -> None:
    meters = MeterMap([MeterChange(0, Meter(4, 4)), MeterChange(1920, Meter(3, 4))])
    assert bar_beat_tick(meters, 1920 + 1440 + 480) == "3.2.000"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.0, "0:00.0"), (4.26, "0:04.2"), (64.5, "1:04.5"), (-1.0, "0:00.0")]
)
def test_time_is_in_minutes_and_tenths(seconds: float, text: str) -> None:
    assert clock(seconds) == text
