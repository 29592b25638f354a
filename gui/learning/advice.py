"""Advice: which plan suits the music, from what the doctor found and which models there are."""

from __future__ import annotations

from dataclasses import dataclass

from gui.learning_requests import Parts
from melodyrnn.course.plan import advise


@dataclass(frozen=True, slots=True)
class Music:
    """What there is to learn from. name: proposed for the model. tunes: different ones.

    problem: why learning cannot begin, "" if it can.
    """

    name: str = ""
    tunes: int = 0
    notes: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """A plan that suits. base: "" from nothing. minutes: None until it stops improving."""

    base: str
    size: str
    minutes: float | None
    words: str
    dropout: float | None = None


def advice_for(music: Music, base: str, parts: Parts) -> Advice | None:
    """What is best for some music; None while it is not known well enough.

    base: name of the model to go on from, "" if there is none.
    """
    if not music.notes or music.problem:
        return None
    has_chords = parts == "merged"
    plan = advise(music.notes, music.tunes, has_chords=has_chords, has_base=bool(base))
    begin = base if plan.base else ""
    return Advice(begin, plan.size, plan.minutes, plan.words, plan.dropout)
