"""Enough: whether a collection is enough to learn from, and what to do next, in words."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Level: TypeAlias = Literal["nothing", "too-little", "little", "enough", "plenty"]
"""nothing, too-little: do not train. little: tune a shipped model, and expect habits only.
enough: tune a shipped model. plenty: it would do for a model of its own."""

FEWEST_TUNES = 8
"""Below, even a shipped model learns them by heart, and none can be kept aside to judge by."""

FEW_TUNES = 30
"""Below, a tuned model picks up habits rather than a style."""

TUNED_NOTES = 300_000
"""Up to so many notes a tuned model is better in any time that is offered: what
`course.plan` advises, measured in `docs/experiments.md`."""

LONG_TUNE_NOTES = 250
"""A longer piece counts for several tunes, once there are `FEWEST_PIECES`."""

FEWEST_PIECES = 3


class Verdict(NamedTuple):
    """How much there is to learn from, and in words what that means."""

    level: Level
    words: str


def verdict(tunes: int, notes: int) -> Verdict:
    """Judges a collection by how many different tunes it holds, and notes in all."""
    if not tunes:
        return Verdict(
            "nothing",
            "There is nothing to learn from: add files with a melody, or have some repaired.",
        )
    amount = max(tunes, notes // LONG_TUNE_NOTES) if tunes >= FEWEST_PIECES else tunes
    said = "1 tune" if tunes == 1 else f"{tunes:,} different tunes"
    if amount < FEWEST_TUNES:
        return Verdict(
            "too-little",
            f"{said}: too little to learn from; bring it to {FEWEST_TUNES} at least, "
            f"better to {FEW_TUNES}.",
        )
    if amount < FEW_TUNES:
        return Verdict(
            "little",
            f"{said}: enough to tune a model that came with the program; expect it to pick up "
            f"some of their habits, not their style. From {FEW_TUNES} on it gets better.",
        )
    if notes <= TUNED_NOTES:
        return Verdict(
            "enough",
            f"{said}: enough to tune a model that came with the program to their style; "
            f"too little for a model of their own.",
        )
    return Verdict(
        "plenty",
        f"{said}: plenty. Tuning a model that came with the program is quickest; with an "
        f"hour or more they can make a model of their own.",
    )
