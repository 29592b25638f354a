"""Comparisons made up: what a test wants to have been found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from melodyrnn.comparison.results import (
    Check,
    Comparison,
    Conditions,
    Contender,
    ContextScore,
    Music,
    Outcome,
    Reach,
    StepCost,
)

MARKOV = 2.7
MUSIC = Music(("folk",), 100, 90, 80, 8000, 10, 1000, MARKOV)
CONDITIONS = Conditions(
    minutes=2, size="small", seed=0, held_out=0.1, threads=1, device="cpu", started="2026-12-01"
)


def contender(name: str) -> Contender:
    """Of its name, such as "lstm + memory"."""
    core, _, memory = name.partition(" + ")
    return Contender(core, bool(memory))


def outcome(
    name: str,
    curve: Sequence[float] = (4.0, 3.0, 2.0),
    *,
    parameters: int = 500_000,
    milliseconds: Sequence[float] = (0.2, 0.2),
    state_bytes: Sequence[int] = (4000, 4000),
    keep: float = 0.9,
    contexts: Mapping[int, float] | None = None,
) -> Outcome:
    """One whose score was taken every 60 s; `keep`: of the gradient, from note to note."""
    checks = [Check(60.0 * (i + 1), 1000 * (i + 1), nats) for i, nats in enumerate(curve)]
    costs = [StepCost(*each) for each in zip((10, 4000), milliseconds, state_bytes, strict=True)]
    norms = tuple(3.0 * keep**k for k in range(201))
    scores = contexts or {1: 3.0, 8: 2.5, 64: 2.0}
    return Outcome(
        contender=contender(name),
        parameters=parameters,
        seconds=checks[-1].seconds,
        notes_learned=checks[-1].notes,
        passes=1.5,
        curve=tuple(checks),
        costs=tuple(costs),
        reach=Reach(norms, norms),
        contexts=tuple(ContextScore(k, nats) for k, nats in scores.items()),
    )


def comparison(*outcomes: Outcome, markov: float = MARKOV) -> Comparison:
    """All that was asked for is through."""
    music = replace(MUSIC, markov_nats=markov)
    return Comparison(music, CONDITIONS, tuple(o.contender for o in outcomes), outcomes)


def usual() -> Comparison:
    """As it mostly comes out."""
    return comparison(
        outcome("rnn", (4.0, 2.6, 2.4), parameters=300_000, keep=0.6),
        outcome("gru", (3.9, 2.3, 2.1), parameters=400_000),
        outcome("lstm", (3.8, 2.3, 2.11), keep=0.97),
        outcome(
            "transformer", (4.2, 3.0, 2.5), milliseconds=(0.5, 4.0), state_bytes=(8000, 3_000_000)
        ),
        outcome(
            "lstm + memory", (4.0, 2.2, 1.9), milliseconds=(0.3, 0.9), state_bytes=(9000, 900_000)
        ),
    )
