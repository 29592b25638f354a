"""A melody and ideas that continue it, for tests of the panels."""

from __future__ import annotations

from gui.document.document import Document
from gui.document.project import Idea, Project, Span
from melodyrnn.generation.recipe import Recipe
from melodyrnn.generation.request import TakeRequest
from melodyrnn.music.key import Key
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece

BAR = 1920
MELODY = NoteSequence(Note(i * 480, 60 + i, 480) for i in range(8))
"""Two bars of quarters."""


def document_with_melody() -> Document:
    """A document that holds the melody, in G major."""
    document = Document()
    document.reset(Project.of_piece(simple_piece(MELODY, key=Key(1))))
    return document


def idea(number: int = 1, bars: int = 2, *, is_ours: bool = True) -> Idea:
    """One idea of so many bars; is_ours: the network made it, so it has a recipe."""
    notes = NoteSequence(Note(2 * BAR + i * 480, 64 + number, 480) for i in range(4 * bars))
    request = TakeRequest(bars=bars, random_seed=4710 + number)
    return Idea(
        notes=notes,
        span=Span(2 * BAR, (2 + bars) * BAR),
        seed=MELODY,
        name=f"Idea {number}",
        surprise=2.0,
        key=Key(1),
        recipe=Recipe(simple_piece(MELODY), request, None, number, "m", "x") if is_ours else None,
        identifier=f"idea-{number}",
    )
