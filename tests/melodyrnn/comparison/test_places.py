"""Places in pieces, and windows that end there."""

from __future__ import annotations

import numpy as np
import pytest

from melodyrnn.comparison.places import excerpt, farthest, places
from tests.scores import random_reading

READINGS = [random_reading(i, count) for i, count in enumerate((10, 30, 50))]


def test_a_distance_is_one_that_pieces_are_long_enough_for() -> None:
    assert farthest(READINGS, 5) == 5
    assert farthest(READINGS, 200) == 8  # the shortest of so few counts
    assert farthest([random_reading(i, 100) for i in range(8)] + READINGS, 200) == 88
    assert farthest([random_reading(0, 2)], 200) == 1


def test_places_have_enough_before_them_and_a_note_to_draw() -> None:
    found = places(READINGS, 16, 100, np.random.default_rng(0))

    assert len(set(found)) == len(found) > 20
    assert {place.piece for place in found} == {1, 2}
    assert all(18 <= p.step < len(READINGS[p.piece]) - 1 for p in found)
    assert places(READINGS, 16, 5, np.random.default_rng(1)) == places(
        READINGS, 16, 5, np.random.default_rng(1)
    )


def test_the_longest_piece_has_a_place_however_far_back_is_asked() -> None:
    assert places(READINGS, 49, 3, np.random.default_rng(0)) == [(2, 49)]


@pytest.mark.parametrize(("first", "last"), [(0, 12), (5, 5), (3, 30)])
def test_an_excerpt_holds_the_steps_of_the_piece(first: int, last: int) -> None:
    cut = excerpt(READINGS[1], first, last)

    assert len(cut) == last - first + 1
    assert np.array_equal(cut.features, READINGS[1].features[first : last + 1])
    assert np.array_equal(cut.residual, READINGS[1].residual[first : last + 1])
