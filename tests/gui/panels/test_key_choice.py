"""Which key, and how strictly."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.document.document import Document
from gui.document.project import Project
from gui.panels.tool_button import ToolButton
from melodyrnn.music.key import Key
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece
from tests.gui.panels.generation_desk import Desk
from tests.gui.panels.samples import MELODY, document_with_melody


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, document_with_melody())


def test_the_key_of_the_file_stands_first(desk: Desk) -> None:
    assert desk.choice("Key").currentText() == "G major · in file"


def test_a_key_without_a_signature_is_heard_anew_after_an_edit(qtbot: QtBot) -> None:
    document = Document()
    desk = Desk(qtbot, document)
    assert desk.choice("Key").currentText() == "none yet"
    scale = NoteSequence(Note(i * 480, 60 + s, 480) for i, s in enumerate((0, 4, 7, 5, 2, 0)))
    document.edit_notes("Draw Notes", scale)
    qtbot.waitUntil(lambda: desk.choice("Key").currentText() == "C major · detected")


def test_choosing_a_key_is_one_undoable_edit(desk: Desk) -> None:
    box = desk.choice("Key")
    index = box.findText("D major")
    box.setCurrentIndex(index)
    box.activated.emit(index)
    assert desk.document.project.key == Key(2)
    assert desk.document.history.undoText() == "Set Key"
    desk.document.history.undo()
    assert box.currentText() == "G major · in file"


def test_every_common_key_is_there_once(desk: Desk) -> None:
    box = desk.choice("Key")
    keys = [box.itemText(i) for i in range(1, box.count()) if box.itemText(i)]
    assert len(keys) == len(set(keys)) == 24


def test_a_rare_key_of_the_project_is_shown_too(desk: Desk) -> None:
    desk.document.edit("Set Key", key=Key(-7))
    assert desk.choice("Key").currentText() == "C♭ major"


def test_only_says_why_it_cannot_be_chosen_without_a_key(qtbot: QtBot) -> None:
    desk = Desk(qtbot, Document())
    only = desk.named(ToolButton, "Stay in key: Only")
    assert not only.isEnabled()
    assert "choose a key first" in only.toolTip()
    desk.document.reset(Project.of_piece(simple_piece(MELODY)))
    assert only.isEnabled()
