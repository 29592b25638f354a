"""How an idea becomes part of the melody."""

from __future__ import annotations

from gui.document.project import Idea
from melodyrnn.music.editing import held_within, remove, written_over
from melodyrnn.music.notes import NoteSequence


def inserted(notes: NoteSequence, idea: Idea) -> NoteSequence:
    """A melody with an idea in the place of all that begins within its span.

    No note that stays is changed in any way. Where one of them still sounds, or comes soon,
    the idea's note of that pitch gives way.
    """
    start, end = idea.span
    stays = notes.where((notes.onset < start) | (notes.onset >= end))
    near = stays.where((stays.release > start) & (stays.onset < max(end, idea.notes.end)))
    together = written_over(idea.notes, near)
    new = remove(together.notes, held_within(together.notes, together.held))
    return stays.merged(new)
