"""The grid: what its steps are, and which line a tick snaps to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.music.grid import (
    ADAPTIVE_PX,
    DENOMINATORS,
    Division,
    Grid,
    snapped,
    snapped_down,
    step_of,
)
from melodyrnn.music.notes import TICKS_PER_QUARTER


@pytest.mark.parametrize(
    ("denominator", "division", "ticks"),
    [
        (1, "straight", 1920),
        (4, "straight", 480),
        (4, "dotted", 720),
        (8, "triplet", 160),
        (16, "straight", 120),
        (32, "triplet", 40),
        (32, "dotted", 90),
    ],
)
def test_a_note_value_has_its_ticks(denominator: int, division: Division, ticks: int) -> None:
    assert step_of(denominator, division) == ticks
    assert Grid(denominator, division).step() == ticks


@pytest.mark.parametrize("denominator", DENOMINATORS)
def test_three_triplets_last_as_long_as_two_notes_and_a_dot_adds_half(denominator: int) -> None:
    straight = step_of(denominator, "straight")

    assert 3 * step_of(denominator, "triplet") == 2 * straight
    assert 2 * step_of(denominator, "dotted") == 3 * straight


def test_without_a_grid_notes_begin_at_any_tick() -> None:
    assert Grid(is_on=False).step() == 1
    assert Grid(is_on=False, is_adaptive=True).step() == 1


@given(
    st.floats(0.01, 5000),
    st.floats(0.01, 5000),
    st.sampled_from(["straight", "triplet", "dotted"]),
)
def test_an_adaptive_grid_never_grows_coarser_by_zooming_in(
    near: float, far: float, division: Division
) -> None:
    near, far = max(near, far), min(near, far)
    grid = Grid(division=division, is_adaptive=True)

    assert grid.step(near) <= grid.step(far)


@pytest.mark.parametrize("px_per_quarter", [6.0, 20.0, 80.0, 300.0])
def test_an_adaptive_grid_is_the_finest_whose_lines_can_be_told_apart(
    px_per_quarter: float,
) -> None:
    step = Grid(is_adaptive=True).step(px_per_quarter)

    assert step * px_per_quarter / TICKS_PER_QUARTER >= ADAPTIVE_PX
    is_finest = step == step_of(32, "straight")
    assert is_finest or step / 2 * px_per_quarter / TICKS_PER_QUARTER < ADAPTIVE_PX


def test_an_adaptive_grid_shows_whole_notes_from_afar() -> None:
    assert Grid(is_adaptive=True).step(0.25) == 1920


@given(st.floats(-1000, 100_000), st.integers(1, 2000))
def test_a_tick_snaps_to_the_nearest_line(tick: float, step: int) -> None:
    line = snapped(tick, step)

    assert line % step == 0
    assert line >= 0
    assert abs(line - max(tick, 0)) <= step / 2 + 1e-6


@pytest.mark.parametrize(("tick", "line"), [(59.9, 0), (60, 120), (179, 120), (180, 240)])
def test_midway_between_two_lines_the_later_is_taken(tick: float, line: int) -> None:
    assert snapped(tick, 120) == line


@given(st.floats(0, 100_000), st.integers(1, 2000))
def test_snapping_down_finds_the_line_at_or_before(tick: float, step: int) -> None:
    line = snapped_down(tick, step)

    assert line % step == 0
    assert line <= tick < line + step


def test_nothing_snaps_before_the_first_line() -> None:
    assert snapped_down(-1, 120) == 0
    assert snapped(-400, 120) == 0
