"""What the piece so far foretells."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from melodyrnn.encoding.around import NONE
from melodyrnn.encoding.echoes import (
    BACK,
    ECHOES,
    HINTS,
    MATCHED,
    UNTOLD,
    Echoes,
    echoes_of,
    latest_matches,
)
from melodyrnn.encoding.events import EVENT_DTYPE
from melodyrnn.encoding.timing import class_of

BAR, BEAT = 96, 24

Rows = list[tuple[int, int, int]]
"""Onset, pitch and duration, in steps."""

FIGURE = [(0, 60, 24), (24, 64, 12), (36, 67, 12), (48, 72, 48)]
TRIAD = [(0, 48, 24), (0, 60, 96), (0, 64, 96), (48, 50, 24)]


def again(rows: Rows, times: int, *, up: int = 0) -> Rows:
    return [(o + BAR * i, p + up * i, d) for i in range(times) for o, p, d in rows]


def heard(rows: Rows) -> Echoes:
    events: NDArray[Any] = np.zeros(len(rows), dtype=EVENT_DTYPE)
    onset, events["pitch"], events["duration"] = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    events["shift"] = np.diff(onset, prepend=0)
    return echoes_of(events, onset, np.full((len(rows), 2), (BAR, BEAT)))


def pitches(echoes: Echoes, step: int, kind: str) -> list[int]:
    return [p for p in echoes.pitches[step, ECHOES.index(kind)].tolist() if p != NONE]


def test_a_bar_that_comes_again_is_foretold_by_the_bar_before() -> None:
    rows = again(FIGURE, 3)
    echoes = heard(rows)

    for step in range(len(FIGURE), len(rows)):
        onset, pitch, duration = rows[step]
        assert pitches(echoes, step, "bar") == [pitch]
        assert echoes.duration[step, BACK.index("bar")] == class_of(duration)
        shift = onset - rows[step - 1][0]
        if step > len(FIGURE):
            assert echoes.shift[step, BACK.index("bar")] == class_of(shift)
    assert pitches(echoes, 2 * len(FIGURE), "two bars") == [60]
    assert pitches(echoes, 0, "bar") == []


def test_of_a_chord_all_notes_are_foretold_and_that_more_of_it_are_to_come() -> None:
    echoes = heard(again(TRIAD, 2))
    first = len(TRIAD)

    assert pitches(echoes, first, "bar") == [64, 60, 48]
    assert echoes.shift[first + 1 : first + 3, 0].tolist() == [0, 0]
    assert echoes.shift[first + 3, 0] == class_of(48)
    assert echoes.duration[first, 0] == class_of(24)
    assert echoes.duration[first + 1, 0] == class_of(96)


def test_a_figure_that_comes_again_higher_is_foretold_where_it_moves() -> None:
    rows = again(FIGURE, 2, up=5)
    echoes = heard(rows)

    last = len(rows) - 1  # four notes are alike, but only three intervals lie within the figure
    assert pitches(echoes, last, "moved 2") == [rows[last][1]]
    assert pitches(echoes, last, "match 2") == []
    assert echoes.shift[last, HINTS.index("moved")] == class_of(12)
    assert echoes.duration[last, HINTS.index("moved")] == class_of(48)


def test_of_longer_matches_the_longest_counts_and_of_equal_ones_the_latest() -> None:
    place, length = latest_matches([1, 2, 3, 4, 9, 3, 4, 8, 1, 2, 3, 4])
    assert (place[-1], MATCHED[length[-1]]) == (3, 4)
    assert (place[6], MATCHED[length[6]]) == (3, 2)
    assert place[4] == place[0] == -1


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(60, 66), st.integers(1, 4)),
        min_size=2,
        max_size=30,
        unique_by=lambda row: row[:2],
    ),
    st.data(),
)
def test_what_comes_later_changes_nothing_that_was_foretold(
    rows: Rows, data: st.DataObject
) -> None:
    rows = sorted((12 * o, p, 12 * d) for o, p, d in rows)
    known = data.draw(st.integers(1, len(rows) - 1))
    whole, part = heard(rows), heard(rows[:known])

    assert np.array_equal(whole.shift[: known + 1], part.shift)
    assert np.array_equal(whole.pitches[:known], part.pitches[:known])
    assert np.array_equal(whole.duration[:known], part.duration[:known])
    matches = slice(len(BACK), None)  # of the note to come its place is not known yet
    assert np.array_equal(whole.pitches[known, matches], part.pitches[known, matches])


def test_of_nothing_nothing_is_foretold() -> None:
    echoes = heard([])
    assert (echoes.pitches == NONE).all()
    assert (echoes.shift == UNTOLD).all()
    assert len(echoes.duration) == 1
