"""What the sustain pedal does to notes."""

from __future__ import annotations

import numpy as np
import pytest

from melodyrnn.midi.raw import RawPedal
from melodyrnn.midi.sustain import held_durations

DOWN, UP = 127, 0


def held(onset: int, duration: int, *moves: tuple[int, int]) -> int:
    """The duration of one note under these moves of the pedal."""
    ticks, values = np.array(moves, dtype=np.int64).reshape(-1, 2).T
    pedal = RawPedal(ticks, values)
    return int(held_durations(np.array([onset]), np.array([duration]), pedal)[0])


@pytest.mark.parametrize(
    ("moves", "end"),
    [
        ((), 480),
        (((0, DOWN), (960, UP)), 960),
        (((0, DOWN), (240, UP)), 480),
        (((479, DOWN), (960, UP)), 960),
        (((480, DOWN), (960, UP)), 480),
        (((0, DOWN), (480, UP)), 480),
        (((0, DOWN), (480, UP), (480, DOWN), (960, UP)), 480),
        (((0, DOWN), (100, 70), (200, DOWN), (960, 63)), 960),
        (((0, UP), (10, UP), (20, DOWN), (700, UP), (800, UP)), 700),
        (((0, DOWN), (100, UP), (600, DOWN), (960, UP)), 480),
        (((0, 63), (960, UP)), 480),
        (((0, UP),), 480),
    ],
    ids=str,
)
def test_a_note_ends_when_key_and_pedal_are_up(
    moves: tuple[tuple[int, int], ...], end: int
) -> None:
    assert held(0, 480, *moves) == end


def test_a_pedal_that_never_comes_up_holds_until_the_last_key_is_released() -> None:
    pedal = RawPedal(np.array([0]), np.array([DOWN]))

    durations = held_durations(np.array([0, 480]), np.array([480, 480]), pedal)

    assert durations.tolist() == [960, 480]


def test_no_notes_stay_no_notes() -> None:
    nothing = np.array([], dtype=np.int64)

    assert not len(held_durations(nothing, nothing, RawPedal(np.array([0]), np.array([DOWN]))))
