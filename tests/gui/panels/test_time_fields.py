from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.document.document import Document
from gui.panels.time_fields import KEYS, KeyBox, MeterBox, TempoField
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.tempo import TempoChange, TempoMap


@pytest.fixture
def document(qapp: object) -> Document:
    assert qapp
    return Document()


def type_into(field: TempoField | MeterBox, text: str) -> None:
    edit = field.lineEdit()
    assert edit is not None
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def test_a_typed_tempo_becomes_the_tempo_of_the_piece(qtbot: QtBot, document: Document) -> None:
    field = TempoField(document)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.entered):
        type_into(field, "96")
    assert document.project.piece.tempos == TempoMap.from_bpm(96)
    assert document.history.undoText() == "Set Tempo"


def test_later_tempos_stay(qtbot: QtBot, document: Document) -> None:
    tempos = TempoMap([TempoChange(0, 500_000), TempoChange(960, 400_000)])
    document.edit("x", piece=replace(document.project.piece, tempos=tempos))
    field = TempoField(document)
    qtbot.addWidget(field)
    field.set_bpm(60)
    assert document.project.piece.tempos.changes == (
        TempoChange(0, 1_000_000),
        TempoChange(960, 400_000),
    )
    assert "changes later" in field.toolTip()


def test_turning_the_tempo_is_one_step_to_undo(qtbot: QtBot, document: Document) -> None:
    field = TempoField(document)
    qtbot.addWidget(field)
    for _ in range(5):
        field.stepUp()
    assert document.history.count() == 1
    document.history.undo()
    assert field.value() == 120


def test_tempo_is_shown_without_needless_zeros(qtbot: QtBot, document: Document) -> None:
    field = TempoField(document)
    qtbot.addWidget(field)
    assert field.text() == "120"
    field.set_bpm(92.5)
    assert field.text() == "92.5"


def test_showing_a_tempo_beyond_the_range_edits_nothing(qtbot: QtBot, document: Document) -> None:
    field = TempoField(document)
    qtbot.addWidget(field)
    document.edit("x", piece=replace(document.project.piece, tempos=TempoMap.from_bpm(600)))
    assert field.value() == 400
    assert document.project.piece.tempos == TempoMap.from_bpm(600)


def test_a_meter_can_be_typed(qtbot: QtBot, document: Document) -> None:
    box = MeterBox(document)
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.entered):
        type_into(box, "11/8")
    assert document.project.piece.meters.at(0) == Meter(11, 8)
    assert document.history.count() == 1


def test_later_meters_stay(qtbot: QtBot, document: Document) -> None:
    meters = MeterMap([MeterChange(0, Meter(4, 4)), MeterChange(1920, Meter(3, 4))])
    document.edit("x", piece=replace(document.project.piece, meters=meters))
    box = MeterBox(document)
    qtbot.addWidget(box)
    type_into(box, "2/4")
    assert [str(c.meter) for c in document.project.piece.meters.changes] == ["2/4", "3/4"]


@pytest.mark.parametrize("text", ["waltz", "3/0", "4/5", "-3/4", "4", "99/4"])
def test_what_is_no_meter_is_refused_in_words_and_taken_back(
    text: str, qtbot: QtBot, document: Document
) -> None:
    box = MeterBox(document)
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.refused) as refused:
        type_into(box, text)
    assert text in refused.args[0]
    assert box.currentText() == "4/4"
    assert document.history.count() == 0


def test_the_key_that_is_detected_says_so(qtbot: QtBot, document: Document) -> None:
    box = KeyBox(document)
    qtbot.addWidget(box)
    assert box.currentText() == "Key: none yet"
    scale = (0, 2, 4, 5, 7, 9, 11, 12, 7, 4, 0)
    document.edit_notes(
        "x", NoteSequence([Note(i * 480, 62 + p, 480) for i, p in enumerate(scale)])
    )
    assert box.currentText() == "D major · detected"


def test_the_key_that_a_file_states_is_not_called_detected(
    qtbot: QtBot, document: Document
) -> None:
    keys = KeyMap([KeyChange(0, Key.parse("Em"))])
    document.edit("x", piece=replace(document.project.piece, keys=keys))
    box = KeyBox(document)
    qtbot.addWidget(box)
    assert box.currentText() == "E minor · in file"


def test_a_chosen_key_is_the_key_and_the_first_choice_takes_it_back(
    qtbot: QtBot, document: Document
) -> None:
    box = KeyBox(document)
    qtbot.addWidget(box)
    index = box.findText("A minor")
    box.setCurrentIndex(index)
    box.activated.emit(index)
    assert document.project.key == Key.parse("Am")
    box.activated.emit(0)
    assert document.project.key is None


def test_a_key_that_is_not_among_the_choices_is_shown_all_the_same(
    qtbot: QtBot, document: Document
) -> None:
    box = KeyBox(document)
    qtbot.addWidget(box)
    document.edit("x", key=Key.parse("Cb"))
    assert box.currentText() == "C♭ major"


def test_all_24_keys_can_be_chosen(qtbot: QtBot, document: Document) -> None:
    box = KeyBox(document)
    qtbot.addWidget(box)
    offered = [box.itemData(i) for i in range(box.count())]
    assert [key for key in offered if key is not None] == list(KEYS)
    assert len({(key.tonic, key.is_minor) for key in KEYS}) == 24
