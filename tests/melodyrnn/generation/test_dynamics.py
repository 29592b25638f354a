"""Velocities that go on from the seed."""

from __future__ import annotations

import numpy as np

from melodyrnn.generation.dynamics import DEFAULT_VELOCITY, SeedDynamics
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence

WALTZ = MeterMap([MeterChange(0, Meter(3, 4))])
BAR = 1440


def seed(*velocities: int) -> NoteSequence:
    """Quarters, one after another."""
    return NoteSequence(Note(480 * i, 60, 480, v) for i, v in enumerate(velocities))


def test_a_note_is_as_loud_as_the_seed_was_at_that_place_in_the_bar() -> None:
    dynamics = SeedDynamics(seed(100, 60, 50, 90, 70, 50), WALTZ)
    new = np.array([2 * BAR, 2 * BAR + 480, 5 * BAR + 960])
    assert dynamics.at(new).tolist() == [95, 65, 50]


def test_where_the_seed_was_silent_its_median_counts() -> None:
    dynamics = SeedDynamics(seed(100, 60, 50), WALTZ)
    assert dynamics.at(np.array([BAR + 240])).tolist() == [60]


def test_without_a_seed_all_is_of_one_usual_loudness() -> None:
    dynamics = SeedDynamics(NoteSequence(), WALTZ)
    assert dynamics.at(np.array([0, 480])).tolist() == [DEFAULT_VELOCITY] * 2
