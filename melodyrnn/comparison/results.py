"""What a comparison found, as plain data. Free of PyTorch: the window reads it too.

All scores are nats a note without velocity on held-out pieces, first note and END
included, as `melodyrnn evaluate` gives them; lower is better.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from melodyrnn.errors import ModelFileError

FORMAT = 1
"""Of the JSON written by `Comparison.to_json`."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One network of the comparison: a core, alone or with the in-piece memory."""

    core: str
    has_memory: bool = False

    @property
    def name(self) -> str:
        """Such as "gru" or "lstm + memory"."""
        return f"{self.core} + memory" if self.has_memory else self.core


@dataclass(frozen=True, slots=True)
class Check:
    """The held-out score at one moment of the training."""

    seconds: float
    notes: int
    nats: float


@dataclass(frozen=True, slots=True)
class StepCost:
    """What one more note costs in a piece that has `notes` notes already.

    milliseconds: median. state_bytes: all that has to be kept between two notes.
    """

    notes: int
    milliseconds: float
    state_bytes: int


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back the gradient reaches.

    before, after: mean norm of d loss(t) / d input(t - k) for k = 0, 1, 2 ..., before any
    training and after it.
    """

    before: tuple[float, ...] = ()
    after: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ContextScore:
    """The score at the same places of the same pieces, knowing only the last `notes` notes."""

    notes: int
    nats: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that was found about one contender.

    seconds: spent learning, checks not counted. passes: how often it has seen the music.
    """

    contender: Contender
    parameters: int
    seconds: float
    notes_learned: int
    passes: float
    curve: tuple[Check, ...]
    costs: tuple[StepCost, ...] = ()
    reach: Reach = field(default_factory=Reach)
    contexts: tuple[ContextScore, ...] = ()

    @property
    def name(self) -> str:
        """That of the contender."""
        return self.contender.name

    @property
    def best(self) -> Check:
        """The best check: its weights are what was measured."""
        return min(self.curve, key=lambda check: check.nats)

    @property
    def final(self) -> Check:
        """The last check."""
        return self.curve[-1]

    @property
    def notes_per_second(self) -> float:
        """Notes learned from in a second."""
        return self.notes_learned / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class Music:
    """What was learned from, and what was kept aside to judge by."""

    collections: tuple[str, ...]
    files: int
    kept: int
    pieces: int
    notes: int
    held_out_pieces: int
    held_out_notes: int
    markov_nats: float


@dataclass(frozen=True, slots=True)
class Conditions:
    """How it was measured.

    threads: while learning, 0 for as many as were fastest; steps are timed on one.
    reach_places, context_places: so many places in held-out pieces were averaged over.
    timed_notes: at each length. versions: of what was at work. took_s: everything together.
    """

    minutes: float
    size: str
    seed: int
    held_out: float
    threads: int
    device: str
    started: str
    took_s: float = 0.0
    reach_places: int = 0
    context_places: int = 0
    timed_notes: int = 0
    machine: str = ""
    command: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole: what was asked for, what became of it. `outcomes` in the order asked."""

    music: Music
    conditions: Conditions
    asked: tuple[Contender, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every contender asked for was measured."""
        return len(self.outcomes) == len(self.asked)

    @property
    def bare(self) -> tuple[Outcome, ...]:
        """The contenders without memory."""
        return tuple(o for o in self.outcomes if not o.contender.has_memory)

    def to_json(self) -> dict[str, Any]:
        """As plain lists, numbers and texts."""
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Comparison:
        """From what `to_json` gave.

        Raises:
            KeyError, TypeError, ValueError: the data does not have that form.
        """
        if data["format"] != FORMAT:
            raise ValueError(f"format {data['format']} is not {FORMAT}")
        music = data["music"]
        return cls(
            Music(**{**music, "collections": tuple(map(str, music["collections"]))}),
            Conditions(**data["conditions"]),
            tuple(Contender(**each) for each in data["asked"]),
            tuple(_outcome(each) for each in data["outcomes"]),
        )


def read_results(path: Path) -> Comparison:
    """Reads what `melodyrnn compare --results` has written.

    Raises:
        ModelFileError: it cannot be read, or is something else.
    """
    try:
        return Comparison.from_json(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelFileError(
            f"{path.name} cannot be read ({reason}); name the results of a comparison."
        ) from error
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ModelFileError(
            f"{path.name} holds no results of `melodyrnn compare`; compare anew to get some."
        ) from error


def perplexity(nats: float) -> float:
    """Among how many equally likely notes one would be as unsure."""
    return math.exp(nats)


def _outcome(data: Mapping[str, Any]) -> Outcome:
    reach = data["reach"]
    return Outcome(
        contender=Contender(**data["contender"]),
        parameters=int(data["parameters"]),
        seconds=float(data["seconds"]),
        notes_learned=int(data["notes_learned"]),
        passes=float(data["passes"]),
        curve=tuple(Check(**each) for each in data["curve"]),
        costs=tuple(StepCost(**each) for each in data["costs"]),
        reach=Reach(tuple(map(float, reach["before"])), tuple(map(float, reach["after"]))),
        contexts=tuple(ContextScore(**each) for each in data["contexts"]),
    )
