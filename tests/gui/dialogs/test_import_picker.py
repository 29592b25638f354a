from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from gui.dialogs.import_model import NOTES, FolderModel
from gui.dialogs.import_picker import ImportPicker
from gui.requests import FolderEntry

SONG = FolderEntry(
    Path("evening.mid"), "Evening Song", (("Flute", 212), ("Piano", 388), ("Empty", 0)), 0
)
REEL = FolderEntry(Path("reel.mid"), "Reel in G", (("", 96), ("Fiddle", 512)), 1)
BROKEN = FolderEntry(Path("broken.mid"), "", (), 0, "broken.mid holds no MIDI; choose another.")


@pytest.fixture
def picker(qtbot: QtBot) -> ImportPicker:
    picker = ImportPicker("Songs", is_folder=True)
    qtbot.addWidget(picker)
    picker.show()
    for entry in (SONG, REEL, BROKEN):
        picker.add(entry)
    return picker


def parts(picker: ImportPicker) -> list[str]:
    return [picker.parts.item(i).text() for i in range(picker.parts.count())]


def test_files_come_one_by_one_and_the_first_is_chosen(picker: ImportPicker) -> None:
    assert picker.state.text() == "Reading… 3 files"
    assert picker.entry == SONG
    picker.finish()
    assert picker.state.text() == "3 files"


def test_the_likeliest_melody_is_chosen_and_empty_parts_are_not_offered(
    picker: ImportPicker,
) -> None:
    assert parts(picker) == ["Flute  ·  212 notes  ·  likely the melody", "Piano  ·  388 notes"]
    assert picker.part == 0
    picker.files.setCurrentIndex(picker._shown.index(1, 0))
    assert parts(picker) == ["Part 1  ·  96 notes", "Fiddle  ·  512 notes  ·  likely the melody"]
    assert picker.part == 1


def test_file_and_part_are_chosen(picker: ImportPicker, qtbot: QtBot) -> None:
    picker.parts.setCurrentRow(1)
    with qtbot.waitSignal(picker.chosen) as chosen:
        QTest.mouseClick(picker.pick, Qt.MouseButton.LeftButton)
    assert chosen.args == [Path("evening.mid"), 1]
    assert not picker.isVisible()


def test_a_file_that_cannot_be_read_says_why_and_cannot_be_opened(
    picker: ImportPicker, qtbot: QtBot
) -> None:
    picker.files.setCurrentIndex(picker._shown.index(2, 0))
    assert picker.problem.text() == BROKEN.reason
    assert not picker.pick.isEnabled()
    assert not picker.hear.isEnabled()
    with qtbot.assertNotEmitted(picker.chosen):
        picker.accept()
    assert picker.isVisible()


def test_a_search_finds_titles_files_and_parts(picker: ImportPicker) -> None:
    QTest.keyClicks(picker.search, "fiddle")
    assert picker.state.text() == "Reading… 1 of 3 files"
    assert picker.entry == REEL
    picker.search.setText("song eve")
    assert picker.entry == SONG


def test_a_search_without_an_answer_leaves_nothing_to_open(picker: ImportPicker) -> None:
    picker.search.setText("nothing like it")
    assert picker.entry is None
    assert parts(picker) == []
    assert not picker.pick.isEnabled()


def test_hearing_follows_what_is_chosen_and_stops_with_the_dialog(
    picker: ImportPicker, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(picker.auditioned) as heard:
        QTest.mouseClick(picker.hear, Qt.MouseButton.LeftButton)
    assert heard.args == [SONG, 0]
    assert picker.hear.text() == "Stop"
    with qtbot.waitSignal(picker.auditioned) as heard:
        picker.parts.setCurrentRow(1)
    assert heard.args == [SONG, 1]
    with qtbot.waitSignal(picker.audition_stopped):
        picker.reject()


def test_one_file_asks_for_its_part_alone(qtbot: QtBot) -> None:
    picker = ImportPicker("evening.mid", is_folder=False)
    qtbot.addWidget(picker)
    picker.add(SONG)
    picker.finish()
    picker.show()
    assert not picker.files.isVisible()
    assert not picker.search.isVisible()
    with qtbot.waitSignal(picker.chosen) as chosen:
        QTest.keyClick(picker.parts, Qt.Key.Key_Return)
    assert chosen.args == [Path("evening.mid"), 0]


def test_a_folder_that_fails_says_why(qtbot: QtBot) -> None:
    picker = ImportPicker("Songs", is_folder=True)
    qtbot.addWidget(picker)
    picker.show()
    picker.finish("There are no MIDI files in Songs; choose another folder.")
    assert picker.problem.isVisible()
    assert not picker.pick.isEnabled()


def test_columns_sort_by_what_they_mean(picker: ImportPicker) -> None:
    picker.files.sortByColumn(NOTES, Qt.SortOrder.DescendingOrder)
    shown = [picker._shown.index(row, 0).data() for row in range(3)]
    assert shown == ["Reel in G", "Evening Song", "broken"]


def test_the_table_keeps_the_rules_of_qt(qtbot: QtBot) -> None:
    model = FolderModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.add(SONG)
    model.add(BROKEN)
    assert tester.model() is model
    assert qtbot


def test_arrows_walk_along_the_files_while_a_title_is_typed(picker: ImportPicker) -> None:
    QTest.keyClick(picker.search, Qt.Key.Key_Down)
    assert picker.entry == REEL
    QTest.keyClick(picker.search, Qt.Key.Key_Up)
    assert picker.entry == SONG
    QTest.keyClicks(picker.search, "fiddle")
    assert picker.entry == REEL
