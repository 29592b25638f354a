"""Plan: how best to learn from a collection of a given size, in numbers and in plain words.

The numbers were measured on folk tunes; `docs/experiments.md`, 2026-11-23, has the tables.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

Size: TypeAlias = Literal["small", "base", "large"]

QUICK_MINUTES, GOOD_MINUTES, THOROUGH_MINUTES = 1.0, 10.0, 60.0
"""The budgets that are offered: a quick try, good, thorough."""

NOTES_PER_SECOND = 9_000
"""Notes that the usual network learns from in a second, on two quiet cores of a laptop."""

_CHORD_SPEED = 0.7
"""The same where pieces have chords, as a share: there each leap is weighed from more notes."""

MOST_TO_TUNE = 300_000
"""Notes up to which it is better to go on from a shipped model.

With 74 k notes a minute of tuning is 0.12 nats a note ahead of ten minutes from scratch. The
shipped model has learned from 390 k notes itself; where the two meet was not measured.
"""

SHIPPED = "the model that came with the program"

FIFTY_TUNES = 5_000
"""Notes of fifty tunes."""

_FEW_PASSES, _MANY_PASSES = 6.0, 12.0
_FEW_NOTES = 150_000
"""Notes below which a network soon knows them by heart, so that more of it is silenced."""

_FEW_PIECES = 30
"""Below, a tuned model takes on habits rather than a style."""

_FOR_LARGE = 1_000_000
"""Notes from which the large network is worth its time: twice what the shipped model had."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is advised.

    base: whether to go on from a shipped model; size then says nothing. minutes: at most.
    dropout: share of units silenced. words: the plan and its reason, in two sentences.
    """

    base: bool
    size: Size
    minutes: float
    dropout: float
    words: str


def advise(
    notes: int,
    pieces: int,
    *,
    has_chords: bool = False,
    knows_chords: bool = False,
    has_base: bool = True,
    base: str = SHIPPED,
) -> Plan:
    """The plan for a collection of so many notes in so many different pieces.

    has_base: there is a model to go on from; base: what it is called. has_chords: the pieces have
    them; knows_chords: so have those of that model, which else learns them sooner than a new
    network all the same.
    """
    word = "piece" if has_chords else "tune"
    if has_base and notes <= MOST_TO_TUNE:
        is_new = has_chords and not knows_chords
        seconds = _tuning_s(notes, has_chords=has_chords)
        minutes = QUICK_MINUTES if 2 * seconds <= 60 and not is_new else GOOD_MINUTES
        words = _chord_words(pieces, base) if is_new else _tuned_words(pieces, word, base, seconds)
        return Plan(True, "base", minutes, dropout_for(notes), words)
    size: Size = "large" if notes >= _FOR_LARGE else "base" if notes >= FIFTY_TUNES else "small"
    minutes = THOROUGH_MINUTES if notes > MOST_TO_TUNE else GOOD_MINUTES
    words = _scratch_words(notes, pieces, word)
    return Plan(False, size, minutes, dropout_for(notes), words)


def tuning_passes(notes: int) -> float:
    """Passes over so many notes after which a tuned model gets no better.

    Twelve over fifty tunes, seven over seven hundred, six over a thousand and more.
    """
    much = max(notes / FIFTY_TUNES, 1.0)
    return max(_MANY_PASSES / math.pow(much, 0.2), _FEW_PASSES)


def dropout_for(notes: int) -> float:
    """Share of units to silence while learning: more where there is less to learn from."""
    return 0.4 if notes < _FEW_NOTES else 0.25


def expectation(notes: int, minutes: float | None, *, base: bool, has_chords: bool = False) -> str:
    """What so many minutes give, in a sentence; minutes: None until it stops improving.

    base: it goes on from a model.
    """
    if base:
        whole = _tuning_s(notes, has_chords=has_chords)
        if minutes is None or whole <= 60 * minutes:
            return (
                "Enough: it learns all it can from this music, and ends by itself after "
                f"{_time(whole)}."
            )
        return f"A start: to learn all it can from this music takes {_time(whole)}."
    if minutes is None:
        return "It ends by itself when it gets no better; that may take hours."
    passes = 60 * minutes * _speed(has_chords) / max(notes, 1)
    if passes < 2:
        return "Too short to hear more than beginnings."
    if passes < 15:
        return "Enough to hear where it goes; more time makes it clearly better."
    return "Enough: from then on it would learn this music by heart."


def _tuning_s(notes: int, *, has_chords: bool) -> float:
    return tuning_passes(notes) * notes / _speed(has_chords)


def _speed(has_chords: bool) -> float:
    return NOTES_PER_SECOND * (_CHORD_SPEED if has_chords else 1)


def _tuned_words(pieces: int, word: str, base: str, seconds: float) -> str:
    what = "some of their habits" if pieces < _FEW_PIECES else "their style"
    return (
        f"{_count(pieces, word)}: go on from {base}, which takes on {what} in {_time(seconds)}. "
        f"More time would not make it better; more {word}s would."
    )


def _chord_words(pieces: int, base: str) -> str:
    return (
        f"{_count(pieces, 'piece')} with chords: go on from {base}. "
        "It knows only melodies and has to learn chords anew, so give it ten minutes."
    )


def _scratch_words(notes: int, pieces: int, word: str) -> str:
    if notes > MOST_TO_TUNE:
        return (
            f"{_count(pieces, word)}: enough for a model of their own, from nothing. Give it "
            "an hour; ten minutes let you hear where it goes."
        )
    return (
        f"{_count(pieces, word)}: there is no model to go on from, so begin from nothing. "
        f"More {word}s would help more than more time."
    )


def _count(pieces: int, word: str) -> str:
    return f"1 {word}" if pieces == 1 else f"{pieces:,} {word}s"


def _time(seconds: float) -> str:
    """A time as one says it, on the safe side."""
    if seconds < 30:
        return "less than a minute"
    minutes = round(seconds / 60 + 0.5)
    return f"about {minutes} minutes" if minutes > 1 else "about a minute"
