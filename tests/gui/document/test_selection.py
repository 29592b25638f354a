from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.document.document import Document
from gui.document.project import Project
from gui.document.selection import NoteId, Selection, mask_of
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece

NOTES = NoteSequence([Note(0, 60, 480), Note(0, 64, 480), Note(480, 60, 480), Note(960, 0, 9)])

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def document() -> Document:
    made = Document()
    made.reset(Project.of_piece(simple_piece(NOTES)))
    return made


def test_notes_are_selected_by_where_they_stand(document: Document) -> None:
    selection = Selection(document)
    selection.select([NoteId(480, 60), NoteId(0, 64), NoteId(7, 7)])
    assert selection.ids == {NoteId(480, 60), NoteId(0, 64)}
    assert selection.count == 2
    assert selection.mask.tolist() == [False, True, True, False]
    assert list(selection.notes) == [NOTES[1], NOTES[2]]


def test_selecting_the_same_again_is_no_change(document: Document, qtbot: QtBot) -> None:
    selection = Selection(document)
    selection.select_notes(NOTES)
    with qtbot.assertNotEmitted(selection.changed):
        selection.select_notes(NOTES)
    with qtbot.waitSignal(selection.changed):
        selection.clear()
    assert (selection.count, selection.ids) == (0, frozenset())


def test_what_vanishes_is_forgotten_and_comes_back_unselected(document: Document) -> None:
    selection = Selection(document)
    selection.select_notes(NOTES)
    document.edit_notes("Delete", NOTES.where(np.array([True, False, True, True])))
    assert NoteId(0, 64) not in selection.ids
    document.history.undo()
    assert selection.mask.tolist() == [True, False, True, True]


def test_a_note_that_grew_is_still_selected(document: Document) -> None:
    selection = Selection(document)
    selection.select([NoteId(0, 60)])
    longer = NoteSequence([Note(0, 60, 900), *NOTES.where(np.arange(4) > 0)])
    document.edit_notes("Lengthen", longer)
    assert selection.ids == {NoteId(0, 60)}


def test_the_mask_of_no_notes_is_empty_and_that_of_none_wanted_false() -> None:
    assert mask_of(NoteSequence(), [NoteId(0, 60)]).tolist() == []
    assert mask_of(NOTES, []).tolist() == [False] * 4
    assert mask_of(NOTES, NOTES).tolist() == [True] * 4
