from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from gui.document.document import Document
from gui.document.project import Project, Span
from gui.document.selection import NoteId, Selection
from gui.piano_roll.music_view import MusicView
from gui.piano_roll.scene import Draft, Ghost, Scene
from melodyrnn.music.key import Key
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece

MELODY = NoteSequence([Note(0, 60, 480), Note(480, 64, 480), Note(960, 67, 480)])
PAD = NoteSequence([Note(0, 48, 1920)])
DRUMS = NoteSequence([Note(0, 36, 5000)])


class Parts:
    """A melody with two accompanying parts, and the view of it."""

    def __init__(self) -> None:
        self.document = Document()
        parts = (Part(PAD), Part(MELODY), Part(DRUMS, is_drum=True))
        self.document.reset(Project.of_piece(Piece(parts), melody=1))
        self.selection = Selection(self.document)
        self.scene = Scene()
        self.music = MusicView(self.document, self.selection, self.scene)


@pytest.fixture
def parts(qapp: QApplication) -> Parts:
    assert qapp
    return Parts()


def test_other_parts_are_shown_but_for_drums(parts: Parts) -> None:
    assert parts.music.others.notes == PAD


def test_the_end_is_that_of_all_parts(parts: Parts) -> None:
    assert parts.music.end == 5000


def test_a_draft_stands_for_the_notes_and_what_it_holds_is_marked(parts: Parts) -> None:
    draft = Draft(
        NoteSequence([Note(0, 72, 240), Note(480, 64, 480)]), NoteSequence([Note(0, 72, 240)])
    )
    parts.scene.set_overlay(draft=draft)
    assert parts.music.notes is draft.notes
    marked = parts.music.marked
    assert marked is not None
    assert marked.tolist() == [True, False]
    parts.scene.set_overlay(draft=None)
    assert parts.music.notes == MELODY
    assert parts.music.marked is None


def test_selected_notes_are_marked_as_the_selection_changes(parts: Parts) -> None:
    parts.selection.select([NoteId(480, 64)])
    marked = parts.music.marked
    assert marked is not None
    assert marked.tolist() == [False, True, False]
    parts.selection.clear()
    assert parts.music.marked is None


def test_nothing_is_worked_out_twice(parts: Parts) -> None:
    first = parts.music.index, parts.music.others, parts.music.key
    parts.document.edit("Set Loop", loop=Span(0, 480))
    assert parts.music.index is first[0]
    assert parts.music.others is first[1]
    assert parts.music.key is first[2]


def test_an_edit_of_the_melody_leaves_the_others_laid_out(parts: Parts) -> None:
    index, others = parts.music.index, parts.music.others
    parts.document.edit_notes("Delete Notes", NoteSequence())
    assert parts.music.index is not index
    assert len(parts.music.index) == 0
    assert parts.music.others is others


def test_the_key_is_the_one_the_user_says(parts: Parts) -> None:
    assert parts.music.key is not None
    parts.document.edit("Set Key", key=Key.parse("Eb"))
    assert parts.music.key == Key.parse("Eb")


def test_another_melody_part_changes_places_with_the_others(parts: Parts) -> None:
    parts.document.edit("Choose Melody", melody=0)
    assert parts.music.notes == PAD
    assert parts.music.others.notes == MELODY


def test_the_take_being_heard_is_laid_out_too(parts: Parts) -> None:
    take = NoteSequence([Note(1920, 70, 480)])
    laid_out = []
    for ghost in (None, Ghost(take, Span(1920, 3840)), None):
        parts.scene.set_overlay(ghost=ghost)
        laid_out.append(parts.music.ghost and parts.music.ghost.notes)
    assert laid_out == [None, take, None]
