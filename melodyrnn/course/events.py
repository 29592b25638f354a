"""What a training tells while it runs: one JSON object a line, read back as one of these.

Written by `melodyrnn train --json`, read by the window and by tests. Readers pass over
events and keys they do not know, so that both sides may grow.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, TypeAlias, get_args

Ending: TypeAlias = Literal["done", "early", "stopped", "suspended"]
"""done: the budget is used up. early: the held-out score no longer improved. stopped: the
user said stop; the best so far is kept. suspended: saved, to be taken up again."""


@dataclass(frozen=True, slots=True)
class Scanning:
    """The collection is being read: so many of so many files."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class CorpusRead:
    """What there is to learn from, and with what.

    lines and notes: to learn from. markov_nats_per_note: the Markov baseline's held-out
    cost without velocity. base_nats_per_note: the same of the model gone on from, before
    it learns; 0 where there is none. out: the model file to be. device: "cpu", "cuda" ...
    """

    files: int
    kept: int
    lines: int
    notes: int
    held_out_lines: int
    held_out_notes: int = 0
    core: str = ""
    parameters: int = 0
    device: str = ""
    threads: int = 0
    base: str = ""
    base_nats_per_note: float = 0.0
    markov_nats_per_note: float = 0.0
    out: str = ""


@dataclass(frozen=True, slots=True)
class Learning:
    """News, about twice a second.

    share: of the budget, 0-1. seconds: spent learning, pauses and interruptions not counted.
    nats_per_note: of the notes learned from lately, without velocity. remaining_s: seconds
    still to go, low and high; () while it cannot be said. memory_mb: of the process.
    held_out: nats a note by field and "without_velocity", where it was just checked; best:
    its weights are kept. check: the how manieth check that was, from 1; 0 for none.
    """

    share: float
    epoch: float
    seconds: float
    notes_seen: int
    nats_per_note: float
    notes_per_second: float = 0.0
    pieces_per_second: float = 0.0
    memory_mb: float = 0.0
    remaining_s: tuple[float, ...] = ()
    held_out: Mapping[str, float] = field(default_factory=dict)
    best: bool = False
    check: int = 0


@dataclass(frozen=True, slots=True)
class Sampled:
    """The same seed continued with the same random numbers, by the weights at a check.

    notes: onset, duration (ticks), pitch, velocity of seed and continuation together;
    the continuation begins at tick `begins`. meter: "6/8". tempo: quarters a minute.
    """

    check: int
    seconds: float
    notes: tuple[tuple[int, int, int, int], ...]
    begins: int
    meter: str = "4/4"
    tempo: float = 120.0


@dataclass(frozen=True, slots=True)
class Paused:
    """It waits, its state on disk."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """It goes on; `seconds` were spent learning before."""

    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Saved:
    """The model is in its file, complete with its card."""

    path: str
    held_out: Mapping[str, float] = field(default_factory=dict)
    markov_nats_per_note: float = 0.0


@dataclass(frozen=True, slots=True)
class Ended:
    """Nothing more comes. is_resumable: `train --resume` goes on from here."""

    how: Ending
    is_resumable: bool = False


Event: TypeAlias = Scanning | CorpusRead | Learning | Sampled | Paused | Resumed | Saved | Ended

_NAMES: dict[type, str] = {
    Scanning: "scanning",
    CorpusRead: "corpus",
    Learning: "progress",
    Sampled: "sample",
    Paused: "paused",
    Resumed: "resumed",
    Saved: "saved",
    Ended: "ended",
}
_KINDS = {name: kind for kind, name in _NAMES.items()}

Command: TypeAlias = Literal["pause", "resume", "stop"]
"""What a training takes on its standard input, one word a line; its closing suspends it."""

COMMANDS: tuple[Command, ...] = get_args(Command)


def to_line(event: Event) -> str:
    """An event as one line of JSON, without its newline; empty tables are left out."""
    values = {k: v for k, v in asdict(event).items() if v not in ({}, ())}
    return json.dumps({"event": _NAMES[type(event)], **values})


def from_line(line: str) -> Event | None:
    """The event of a line; None for what is no event that we know."""
    try:
        data = json.loads(line)
        kind = _KINDS[data["event"]]
        event: Event = kind(
            **{f.name: _value(data[f.name]) for f in fields(kind) if f.name in data}
        )
    except (ValueError, TypeError, KeyError):
        return None
    return event


def _value(value: Any) -> Any:
    """Lists as tuples, to any depth."""
    return tuple(map(_value, value)) if isinstance(value, list) else value
