"""Undo and redo, and what is selected after them."""

from __future__ import annotations

import pytest
from hypothesis import given

from gui.document.document import Document
from gui.document.project import Project
from gui.document.selection import Selection
from gui.piano_roll.undoing import Undoing, new_in
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece
from tests.strategies import crowded_notes

TUNE = NoteSequence([Note(0, 60, 480), Note(480, 62, 480)])
MOVED = NoteSequence([Note(0, 60, 480), Note(600, 62, 480)])


@pytest.fixture
def document() -> Document:
    document = Document()
    document.reset(Project.of_piece(simple_piece(TUNE)))
    return document


def test_what_undo_and_redo_bring_back_is_selected(document: Document) -> None:
    selection = Selection(document)
    do = Undoing(document, selection).handlers()
    document.edit_notes("Nudge", MOVED)

    do["undo"]()
    assert document.notes == TUNE
    assert list(selection.notes) == [TUNE[1]]

    do["redo"]()
    assert document.notes == MOVED
    assert list(selection.notes) == [MOVED[1]]


def test_undoing_something_else_leaves_the_selection_alone(document: Document) -> None:
    selection = Selection(document)
    selection.select_notes(NoteSequence([TUNE[0]]))
    document.edit("Loop", is_looping=True)

    Undoing(document, selection).undo()

    assert list(selection.notes) == [TUNE[0]]


@given(crowded_notes(), crowded_notes())
def test_new_notes_are_those_that_were_not_just_so_before(
    before: NoteSequence, after: NoteSequence
) -> None:
    assert set(after.where(new_in(before, after))) == set(after) - set(before)
