"""Plots, read back as XML."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from melodyrnn.comparison.plots import Axis, Look, Plot, Rule, Series, spread, svg

LOOK = Look("#111111", "#777777", "#dddddd", "#ffffff", {"a": "#aa0000", "b": "#0000bb"})
NAME = "{http://www.w3.org/2000/svg}"


def plot(*series: Series, **more: object) -> Plot:
    axes = Axis("x <seconds>", from_zero=True), Axis("y", is_log=True)
    return Plot("A & B", *axes, series, **more)  # type: ignore[arg-type]  # as a test needs it


def drawn(made: Plot) -> ElementTree.Element:
    return ElementTree.fromstring(svg(made, LOOK))


def test_lines_marks_and_names_are_there_in_their_colours() -> None:
    one = Series("one", "a", ((0, 1), (1, 10), (2, 100)))
    other = Series("R&B", "b", ((0, 2), (2, 50)), is_dashed=True, shape=2)
    picture = drawn(plot(one, other, rules=(Rule("limit", 5.0),)))

    styles = [path.get("style", "") for path in picture.iter(f"{NAME}path")]
    assert ["#aa0000" in styles[0], "#0000bb" in styles[1]] == [True, True]
    assert ["dasharray" in style for style in styles] == [False, True]
    assert len(list(picture.iter(f"{NAME}circle"))) == 3
    assert len(list(picture.iter(f"{NAME}polygon"))) == 2
    texts = [text.text for text in picture.iter(f"{NAME}text")]
    assert {"one", "R&B", "limit", "x <seconds>", "y"} <= set(texts)
    assert picture.get("aria-label") == "A & B"


def test_higher_values_are_higher_up_and_all_lie_within() -> None:
    picture = drawn(plot(Series("one", "a", ((0, 1), (1, 10), (2, 100)))))
    places = [
        (float(mark.get("cx", "")), float(mark.get("cy", "")))
        for mark in picture.iter(f"{NAME}circle")
    ]

    assert places == sorted(places)
    assert [y for _, y in places] == sorted((y for _, y in places), reverse=True)
    assert all(0 < x < 720 and 0 < y < 400 for x, y in places)


@pytest.mark.parametrize("shape", range(5))
def test_a_single_point_has_its_name_beside_it(shape: int) -> None:
    made = plot(Series("only", "a", ((3, 4),), has_line=False, shape=shape))

    assert "only" in [text.text for text in drawn(made).iter(f"{NAME}text")]
    assert not list(drawn(made).iter(f"{NAME}path"))


def test_nothing_to_draw_is_an_empty_plot() -> None:
    assert not list(drawn(plot(Series("none", "a", ()))).iter(f"{NAME}path"))
    assert drawn(plot(floor=1e-6)).tag == f"{NAME}svg"


@settings(max_examples=40)
@given(st.lists(st.floats(0, 300), max_size=6).map(sorted))
def test_names_that_lie_together_are_pushed_apart_and_keep_their_order(
    places: list[float],
) -> None:
    moved = spread(places, 16, 0, 300)

    assert len(moved) == len(places)
    assert all(b - a >= 15 for a, b in pairwise(moved))
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in moved)


def test_names_that_lie_apart_stay_where_they_are() -> None:
    assert spread([10, 40, 90], 16, 0, 300) == [10, 40, 90]
