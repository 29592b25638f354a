from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.document.document import Document
from gui.document.project import Project, Track
from gui.panels.instruments import DRUM_KIT
from gui.panels.tracks import TracksPanel
from gui.theme import DARK
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece


@pytest.fixture
def document(qapp: object) -> Document:
    assert qapp
    document = Document()
    parts = (
        Part(NoteSequence([Note(0, 60, 480)]), "Flute", 73),
        Part(NoteSequence(), "Guitar", 24),
        Part(NoteSequence(), "", 0, is_drum=True),
    )
    document.reset(Project.of_piece(Piece(parts), melody=1))
    return document


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> TracksPanel:
    panel = TracksPanel(document, DARK)
    qtbot.addWidget(panel)
    panel.resize(316, 500)
    panel.show()
    return panel


def test_rows_show_the_parts(panel: TracksPanel) -> None:
    assert [row.name.text() for row in panel.rows] == ["Flute", "Guitar", ""]
    assert [row.instrument.currentText() for row in panel.rows] == [
        "Flute",
        "Nylon Guitar",
        "Drums",
    ]
    assert [row.melody.isChecked() for row in panel.rows] == [False, True, False]


def test_another_part_can_be_the_melody(panel: TracksPanel, document: Document) -> None:
    panel.rows[0].melody.click()
    assert document.project.melody == 0
    assert [row.melody.isChecked() for row in panel.rows] == [True, False, False]
    document.history.undo()
    assert [row.melody.isChecked() for row in panel.rows] == [False, True, False]


def test_the_melody_cannot_be_unchosen(panel: TracksPanel, document: Document) -> None:
    panel.rows[1].melody.click()
    assert panel.rows[1].melody.isChecked()
    assert document.history.count() == 0


def test_a_part_can_be_renamed(panel: TracksPanel, document: Document) -> None:
    name = panel.rows[0].name
    name.selectAll()
    QTest.keyClicks(name, "Whistle")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert document.project.piece.parts[0].name == "Whistle"
    assert document.history.undoText() == "Rename Part"
    assert not name.hasFocus()  # the next letter is a shortcut again


def test_an_instrument_is_chosen_by_name_and_drums_are_one(
    panel: TracksPanel, document: Document
) -> None:
    box = panel.rows[0].instrument
    box.setCurrentIndex(box.findText("Clarinet"))
    box.activated.emit(box.currentIndex())
    assert document.project.piece.parts[0].program == 71
    box.set_program(DRUM_KIT)
    box.activated.emit(box.currentIndex())
    assert document.project.piece.parts[0].is_drum


def test_the_name_of_a_family_cannot_be_chosen(panel: TracksPanel) -> None:
    box = panel.rows[0].instrument
    assert box.itemText(0) == "PIANO"
    assert not box.model().index(0, 0).flags() & Qt.ItemFlag.ItemIsSelectable


def test_moving_a_fader_is_one_step_to_undo(panel: TracksPanel, document: Document) -> None:
    for percent in (70, 50, 30):
        panel.rows[1].volume.setValue(percent)
    assert document.project.tracks[1] == Track(volume=0.3)
    assert document.history.count() == 1
    document.history.undo()
    assert panel.rows[1].volume.value() == 80


def test_faders_of_two_parts_are_two_steps(panel: TracksPanel, document: Document) -> None:
    panel.rows[0].volume.setValue(10)
    panel.rows[1].volume.setValue(10)
    assert document.history.count() == 2


def test_parts_are_muted_and_soloed(panel: TracksPanel, document: Document) -> None:
    QTest.mouseClick(panel.rows[0].mute, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.rows[2].solo, Qt.MouseButton.LeftButton)
    assert [t.is_muted for t in document.project.tracks] == [True, False, False]
    assert [t.is_soloed for t in document.project.tracks] == [False, False, True]
    document.history.undo()
    assert not panel.rows[2].solo.isChecked()


def test_a_part_is_added_with_its_name_ready_to_be_typed(
    panel: TracksPanel, document: Document
) -> None:
    QTest.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    assert [p.name for p in document.project.piece.parts][-1] == "Part 4"
    assert len(panel.rows) == 4
    assert panel.rows[-1].name.selectedText() == "Part 4"
    document.history.undo()
    assert len(panel.rows) == 3


def test_removing_a_part_before_the_melody_keeps_the_melody(
    panel: TracksPanel, document: Document
) -> None:
    QTest.mouseClick(panel.rows[0].bin, Qt.MouseButton.LeftButton)
    assert document.project.part.name == "Guitar"
    assert [row.name.text() for row in panel.rows] == ["Guitar", ""]
    document.history.undo()
    assert document.project.part.name == "Guitar"
    assert len(document.project.piece.parts[0].notes) == 1


def test_the_melody_says_why_it_cannot_be_removed(panel: TracksPanel, document: Document) -> None:
    assert not panel.rows[1].bin.isEnabled()
    assert "another melody" in panel.rows[1].bin.toolTip()
    panel.remove_part(1)
    assert len(document.project.tracks) == 3
    document.reset(Project())
    assert "needs one part" in panel.rows[0].bin.toolTip()


def test_editing_notes_leaves_the_rows_alone(panel: TracksPanel, document: Document) -> None:
    panel.rows[0].name.setText("half-typed")
    document.edit_notes("x", NoteSequence([Note(0, 64, 480)]))
    assert panel.rows[0].name.text() == "half-typed"


def test_every_control_has_a_name_for_screen_readers(panel: TracksPanel) -> None:
    row = panel.rows[0]
    for control in (row.melody, row.name, row.mute, row.solo, row.bin, row.instrument, row.volume):
        assert "Flute" in control.accessibleName()
