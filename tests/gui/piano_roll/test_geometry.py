from __future__ import annotations

import numpy as np
import pytest

from gui.piano_roll.geometry import (
    MAX_PX_PER_QUARTER,
    MAX_ROW_PX,
    MIN_PX_PER_QUARTER,
    MIN_ROW_PX,
    Geometry,
)

VIEWS = (
    Geometry(),
    Geometry(left=123.5, top=70.25, px_per_quarter=13.7, row_px=9.3),
    Geometry(left=9000, top=127.9, px_per_quarter=960, row_px=31, width=333, height=77),
)


@pytest.mark.parametrize("view", VIEWS)
def test_a_pixel_of_a_tick_lies_at_that_tick(view: Geometry) -> None:
    for tick in (view.left, view.left + 7, view.right):
        assert view.tick(view.x(tick)) == pytest.approx(tick)


@pytest.mark.parametrize("view", VIEWS)
def test_every_pixel_of_a_row_is_its_pitch(view: Geometry) -> None:
    for pitch in range(128):
        for within in (0.01, 0.5, 0.99):
            assert view.pitch(view.y(pitch) + within * view.row_px) == pitch


def test_the_top_pitch_has_its_row_at_the_upper_edge() -> None:
    view = Geometry(top=128.0)
    assert view.y(127) == 0
    assert view.pitch(0) == 127


def test_pixels_beyond_the_rows_belong_to_the_outermost_pitches() -> None:
    view = Geometry(top=128.0)
    assert view.pitch(-50) == 127
    assert view.pitch(1e5) == 0


def test_no_pixel_lies_before_the_beginning() -> None:
    assert Geometry(left=10).tick(-1000) == 0


@pytest.mark.parametrize("view", VIEWS)
def test_many_at_once_lie_where_each_alone_does(view: Geometry) -> None:
    ticks, pitches = np.array([0, 77, 5000]), np.array([0, 60, 127])
    assert view.xs(ticks).tolist() == pytest.approx([view.x(t) for t in ticks.tolist()])
    assert view.ys(pitches).tolist() == pytest.approx([view.y(p) for p in pitches.tolist()])


def test_the_edges_are_as_wide_and_high_as_the_canvas() -> None:
    view = Geometry(left=480, top=80, px_per_quarter=100, row_px=10, width=500, height=200)
    assert view.right == pytest.approx(480 + 5 * 480)
    assert view.bottom == 60


@pytest.mark.parametrize("factor", [0.5, 1.3, 4.0])
@pytest.mark.parametrize("x", [0.0, 250.0, 799.0])
def test_zooming_time_leaves_what_is_under_the_pointer(factor: float, x: float) -> None:
    view = Geometry(left=4800)
    assert view.zoomed_time(factor, x).tick(x) == pytest.approx(view.tick(x))


@pytest.mark.parametrize("factor", [0.8, 1.5])
def test_zooming_pitch_leaves_what_is_under_the_pointer(factor: float) -> None:
    view = Geometry(top=90)
    zoomed = view.zoomed_pitch(factor, 210)
    assert zoomed.top - 210 / zoomed.row_px == pytest.approx(view.top - 210 / view.row_px)


def test_zooms_keep_their_limits() -> None:
    view = Geometry()
    assert view.zoomed_time(1e9, 0).px_per_quarter == MAX_PX_PER_QUARTER
    assert view.zoomed_time(1e-9, 0).px_per_quarter == MIN_PX_PER_QUARTER
    assert view.zoomed_pitch(1e9, 0).row_px == MAX_ROW_PX
    assert view.zoomed_pitch(1e-9, 0).row_px == MIN_ROW_PX


def test_scrolling_stops_at_the_beginning_and_at_the_outermost_pitches() -> None:
    view = Geometry(height=280, row_px=14)
    assert view.moved_to(left=-5).left == 0
    assert view.moved_to(top=500).top == 128
    assert view.moved_to(top=-500).bottom == 0


def test_a_canvas_higher_than_all_rows_shows_them_from_its_upper_edge() -> None:
    view = Geometry(row_px=3, height=280).sized(800, 600).moved_to(top=20)
    assert view.y(127) == 0
    assert view.bottom < 0


def test_a_canvas_without_a_size_counts_as_a_pixel() -> None:
    view = Geometry().sized(0, 0)
    assert (view.width, view.height) == (1, 1)
