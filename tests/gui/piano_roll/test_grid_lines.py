from __future__ import annotations

import numpy as np
import pytest

from gui.piano_roll.geometry import Geometry
from gui.piano_roll.grid_lines import MIN_STEP_PX, bar_lines, nearest_line, visible_lines
from melodyrnn.music.meter import Meter, MeterChange, MeterMap

FOUR = MeterMap()
CHANGING = MeterMap(
    [MeterChange(0, Meter(4, 4)), MeterChange(3840, Meter(6, 8)), MeterChange(6720, Meter(3, 4))]
)


def test_bars_beats_and_steps_share_no_line() -> None:
    lines = visible_lines(FOUR, Geometry(width=800), 120)
    assert lines.bars.tolist() == [0, 1920, 3840]
    assert lines.beats.tolist() == [480, 960, 1440, 2400, 2880, 3360, 4320, 4800]
    assert lines.steps[:3].tolist() == [120, 240, 360]
    assert not set(lines.steps.tolist()) & {*lines.bars.tolist(), *lines.beats.tolist()}


def test_a_compound_meter_has_its_dotted_beats() -> None:
    lines = visible_lines(CHANGING, Geometry(left=3840, width=400), 1 << 30)
    assert lines.bars.tolist()[:2] == [3840, 5280]
    assert 4560 in lines.beats.tolist()
    assert 4320 not in lines.beats.tolist()


def test_a_change_in_the_middle_of_a_bar_cuts_it_short() -> None:
    meters = MeterMap([MeterChange(0, Meter(4, 4)), MeterChange(2400, Meter(3, 4))])
    found = bar_lines(meters, 0, 6000, 1)
    assert found.ticks.tolist() == [0, 1920, 2400, 3840, 5280]
    assert found.numbers.tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("step", [120, 160, 240])
def test_steps_stand_where_notes_snap_to_and_nowhere_else(step: int) -> None:
    lines = visible_lines(CHANGING, Geometry(left=100, px_per_quarter=300, width=2000), step)
    assert np.all(lines.steps % step == 0)


def test_steps_too_close_together_are_left_out() -> None:
    narrow = Geometry(px_per_quarter=(MIN_STEP_PX - 1) * 4)
    assert not len(visible_lines(FOUR, narrow, 120).steps)


def test_from_far_away_every_so_many_bars_is_shown_counted_from_the_first() -> None:
    found = bar_lines(FOUR, 0, 1920 * 100, 1920 * 7)
    assert found.numbers.tolist() == list(range(0, 100, 8))
    assert found.ticks.tolist() == [1920 * n for n in found.numbers.tolist()]


def test_a_change_of_meter_keeps_its_line_from_far_away() -> None:
    found = bar_lines(CHANGING, 0, 200_000, 20_000)
    assert {3840, 6720} <= set(found.ticks.tolist())


def test_only_lines_in_view_are_counted() -> None:
    lines = visible_lines(FOUR, Geometry(left=1_000_000, px_per_quarter=0.25, width=800), 120)
    assert len(lines.bars) < 100
    assert int(lines.bars.min()) >= 1_000_000


@pytest.mark.parametrize(
    ("tick", "apart", "line"),
    [
        (-50.0, 1, 0),
        (730.0, 1, 960),
        (4190.0, 1, 3840),
        (4210.0, 1, 4560),
        (4210.0, 721, 3840),
        (4600.0, 721, 5280),
    ],
)
def test_the_nearest_line_is_a_beat_or_from_afar_a_bar(tick: float, apart: int, line: int) -> None:
    assert nearest_line(CHANGING, tick, apart) == line
