"""What the plan offers, and what each choice means, in plain words."""

from __future__ import annotations

from typing import NamedTuple

from gui.learning_requests import Parts
from melodyrnn.course.plan import expectation


class Choice(NamedTuple):
    """A choice: its value, what it is called, and one sentence about it."""

    value: str
    title: str
    about: str


class Budget(NamedTuple):
    """How long to learn; minutes: None until it stops improving."""

    minutes: float | None
    title: str
    about: str


BUDGETS = (
    Budget(1, "Quick try · 1 min", "Enough to hear where it goes"),
    Budget(10, "Good · 10 min", "Enough for most collections when it goes on from a model"),
    Budget(60, "Thorough · 1 hour", "For large collections, or from nothing"),
    Budget(None, "Until it stops improving", "It ends by itself; it may take hours"),
)

CORES = (
    Choice("lstm", "LSTM", "Remembers longest of the recurrent networks; the usual choice."),
    Choice("gru", "GRU", "A little smaller and quicker than the LSTM, and nearly as good."),
    Choice("rnn", "Plain RNN", "The oldest kind: forgets soon; for comparison."),
    Choice("transformer", "Transformer", "Looks back at every note; slower the longer the piece."),
)

SIZES = (
    Choice("small", "Small", "Quickest; for a few dozen tunes."),
    Choice("base", "Medium", "The usual size."),
    Choice("large", "Large", "For thousands of pieces and an hour or more."),
)

PARTS = (
    Choice("melody", "Melody lines", "Each part that plays one note at a time."),
    Choice("top", "Top lines too", "Also the highest notes of chords and piano parts."),
    Choice("merged", "All parts together", "Chords and all, as one piece for many fingers."),
)

MEMORY_GB = 0.8
"""Memory that a training takes: folk tunes and whole songs took 0.6 (docs/learning.md)."""


def parts_value(value: str) -> Parts:
    """A choice of parts as requests take it."""
    return "top" if value == "top" else "merged" if value == "merged" else "melody"


def estimate(notes: int, minutes: float | None, *, has_base: bool, has_chords: bool = False) -> str:
    """What a training will take and give, in sentences; notes: to learn from, 0: not known."""
    takes = f"Takes about {MEMORY_GB:g} GB of memory"
    if minutes is not None:
        takes += f", and {_time(minutes)} at most"
    gives = expectation(notes, minutes, base=has_base, has_chords=has_chords) if notes else ""
    return " ".join(text for text in (gives, f"{takes}.") if text)


def _time(minutes: float) -> str:
    if minutes < 60:
        return "a minute" if minutes == 1 else f"{minutes:g} minutes"
    return "an hour" if minutes == 60 else f"{minutes / 60:g} hours"
