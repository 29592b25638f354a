"""What sounds around the next note, while notes stream in."""

from __future__ import annotations

import numpy as np

from melodyrnn.encoding.events import EVENT_DTYPE, EventArray
from melodyrnn.engine.around import Around

HELD = 3
"""Of the kinds of pitches around a note, those that still sound."""


def chord(*notes: tuple[int, int]) -> EventArray:
    """Notes struck one step apart: pitch and duration."""
    events = np.zeros(len(notes), dtype=EVENT_DTYPE)
    events["shift"], events["velocity"] = 1, 80
    events["pitch"], events["duration"] = np.array(notes).T
    return events


def read_one_by_one(events: EventArray) -> Around:
    around, onset = Around.nothing(), np.zeros(1, dtype=np.int64)
    for i in range(len(events)):
        onset = onset + events["shift"][i]
        around = around.with_notes(onset, events[i : i + 1])
    return around


def test_of_more_keys_than_are_remembered_the_first_to_end_are_forgotten_either_way() -> None:
    events = chord(*((60 + i, 500 - 10 * i) for i in range(26)))
    onset, is_new = np.array([60]), np.array([True])

    read = Around.after(events).seen_at(onset, is_new)
    assert np.array_equal(read, read_one_by_one(events).seen_at(onset, is_new))
    assert read[0, HELD].max() == 60 + 23
