"""What a comparison tells while it runs: one JSON object a line. Free of PyTorch.

Between two of these come the lines of `melodyrnn.course.events`: those of the training of
the core that was named last. Readers pass over what they do not know.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, TypeAlias

from melodyrnn.course.events import Event as CourseEvent
from melodyrnn.course.events import from_line as course_from_line
from melodyrnn.course.events import to_line as course_to_line

Measure: TypeAlias = Literal["cost", "reach", "context"]


@dataclass(frozen=True, slots=True)
class Planned:
    """Which networks will learn, one after the other, for so many minutes each."""

    names: tuple[str, ...]
    minutes: float


@dataclass(frozen=True, slots=True)
class CoreBegun:
    """A network begins to learn; number counts from 1."""

    name: str
    number: int
    of: int
    parameters: int = 0


@dataclass(frozen=True, slots=True)
class Measuring:
    """It has learned, or is about to: now something is measured on it; on all, without a name."""

    name: str
    what: Measure


@dataclass(frozen=True, slots=True)
class CoreDone:
    """A network is through; nats_per_note: its best held-out score, without velocity."""

    name: str
    nats_per_note: float
    notes_per_second: float


@dataclass(frozen=True, slots=True)
class Reported:
    """The report lies in its file, and the results in theirs where that was asked for."""

    path: str
    results: str = ""
    is_complete: bool = True


Event: TypeAlias = Planned | CoreBegun | Measuring | CoreDone | Reported | CourseEvent

_NAMES: dict[type, str] = {
    Planned: "planned",
    CoreBegun: "core",
    Measuring: "measuring",
    CoreDone: "core-done",
    Reported: "report",
}
_KINDS: dict[str, type] = {name: kind for kind, name in _NAMES.items()}


def to_line(event: Event) -> str:
    """An event as one line of JSON, without its newline."""
    if isinstance(event, Planned | CoreBegun | Measuring | CoreDone | Reported):
        return json.dumps({"event": _NAMES[type(event)], **asdict(event)})
    return course_to_line(event)


def from_line(line: str) -> Event | None:
    """The event of a line, ours or a training's; None for what is no event that we know."""
    try:
        data = json.loads(line)
        kind = _KINDS.get(data["event"])
        if kind is None:
            return course_from_line(line)
        event: Event = kind(
            **{f.name: _value(data[f.name]) for f in fields(kind) if f.name in data}
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return event


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
