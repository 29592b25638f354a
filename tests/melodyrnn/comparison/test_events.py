"""The lines a comparison tells, and those of the trainings within it."""

from __future__ import annotations

import pytest

from melodyrnn.comparison.events import (
    CoreBegun,
    CoreDone,
    Event,
    Measuring,
    Planned,
    Reported,
    from_line,
    to_line,
)
from melodyrnn.course.events import Learning


@pytest.mark.parametrize(
    "event",
    [
        Planned(("rnn", "lstm + memory"), 2.0),
        CoreBegun("gru", 2, 4, 819_505),
        Measuring("gru", "reach"),
        CoreDone("gru", 2.1, 7000.0),
        Reported("a.html", "a.json", False),
        Learning(0.5, 1.0, 30.0, 5000, 2.4, held_out={"pitch": 1.0}),
    ],
)
def test_an_event_comes_back_from_its_line(event: Event) -> None:
    assert from_line(to_line(event)) == event
    assert "\n" not in to_line(event)


@pytest.mark.parametrize("line", ["", "3", "[]", "{}", '{"event": "dance"}', '{"event": "core"}'])
def test_what_is_no_event_is_passed_over(line: str) -> None:
    assert from_line(line) is None


def test_keys_that_are_not_known_yet_are_passed_over() -> None:
    line = '{"event": "core", "name": "gru", "number": 1, "of": 2, "colour": "blue"}'

    assert from_line(line) == CoreBegun("gru", 1, 2)
