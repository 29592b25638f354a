"""What a training tells is read back as it was meant."""

from __future__ import annotations

import json

import pytest

from melodyrnn.course.events import (
    CorpusRead,
    Ended,
    Event,
    Learning,
    Paused,
    Resumed,
    Sampled,
    Saved,
    Scanning,
    from_line,
    to_line,
)

EVENTS: list[Event] = [
    Scanning(3, 10),
    CorpusRead(10, 8, 7, 900, 1, core="gru", device="cpu"),
    Learning(0.5, 3.2, 61.5, 1000, 2.5, remaining_s=(50.0, 70.0)),
    Learning(0.5, 3.2, 61.5, 1000, 2.5, held_out={"without_velocity": 2.4}, best=True, check=2),
    Sampled(2, 61.5, ((0, 240, 60, 80), (240, 240, 62, 80)), begins=240, meter="6/8"),
    Paused(),
    Resumed(61.5),
    Saved("tunes.safetensors", {"without_velocity": 2.4}, 3.1),
    Ended("suspended", is_resumable=True),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: type(e).__name__)
def test_an_event_comes_back_from_its_line(event: Event) -> None:
    line = to_line(event)
    assert "\n" not in line
    assert from_line(line) == event


def test_a_key_of_a_later_version_is_passed_over() -> None:
    data = json.loads(to_line(Resumed(4.0))) | {"mood": "good"}
    assert from_line(json.dumps(data)) == Resumed(4.0)


@pytest.mark.parametrize("line", ["", "Warning: something", "[]", '{"event": "party"}', "{}", "3"])
def test_what_is_no_event_is_none(line: str) -> None:
    assert from_line(line) is None
