"""Advice: which plan suits the music, from what the doctor found and which models there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gui.learning.card_words import quoted
from gui.learning_requests import ModelEntry, Parts
from melodyrnn.course.plan import SHIPPED, advise


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


def advice_for(music: Music, models: Sequence[ModelEntry], parts: Parts) -> Advice | None:
    """What is best for some music; None while it is not known well enough.

    models: those there are to go on from, the default first. One that came with the program
    and knows such music, with chords or without, is taken, else the first.
    """
    if not music.notes or music.problem:
        return None
    has_chords = parts == "merged"
    alike = [m for m in models if m.is_shipped and m.card.has_chords == has_chords]
    base = next(iter((*alike, *models)), None)
    plan = advise(
        music.notes,
        music.tunes,
        has_chords=has_chords,
        knows_chords=base is not None and base.card.has_chords,
        has_base=base is not None,
        base=SHIPPED if base is None or base.is_shipped else quoted(base.name),
    )
    begin = base.name if base is not None and plan.base else ""
    return Advice(begin, plan.size, plan.minutes, plan.words, plan.dropout)
