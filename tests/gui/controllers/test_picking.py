"""Picking from a folder: read while it is shown, heard before it is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.controllers.picking import Picking
from gui.controllers.trial import Trial
from gui.dialogs.import_picker import ImportPicker
from gui.requests import FolderEntry, FolderRequest, ReadRequest
from tests.gui.controllers.studio import Studio, another_project

SONG = FolderEntry(Path("song.mid"), "Song", (("Tune", 8), ("Bass", 4)))


class Table:
    def __init__(self, studio: Studio, window: QWidget) -> None:
        self.studio, self.jobs = studio, studio.jobs
        self.trial = Trial(studio.jobs, studio.playing)
        self.picking = Picking(studio.jobs, self.trial, window)
        self.picking.open(Path("songs"))
        self.picker = window.findChildren(ImportPicker)[-1]
        self.reading = self.jobs.last


@pytest.fixture
def table(studio: Studio, qtbot: QtBot) -> Table:
    window = QWidget()
    qtbot.addWidget(window)
    return Table(studio, window)


def test_files_are_shown_as_they_are_read_and_the_chosen_one_is_told(
    table: Table, qtbot: QtBot
) -> None:
    assert table.reading.request == FolderRequest(Path("songs"))
    table.reading.give(SONG)
    assert table.picker.entry == SONG
    with qtbot.waitSignal(table.picking.chosen) as chosen:
        table.picker.accept()
    assert chosen.args == [Path("song.mid"), 0]
    assert table.reading.job.was_cancelled, "the rest need not be read"


def test_closing_stops_the_reading(table: Table) -> None:
    table.picker.reject()
    assert table.reading.job.was_cancelled


def test_a_folder_that_cannot_be_read_says_why(table: Table) -> None:
    table.reading.fail("There are no MIDI files in songs; choose another folder.")
    assert "no MIDI files" in table.picker.problem.text()


def hear(table: Table) -> None:
    table.reading.give(SONG)
    QTest.mouseClick(table.picker.hear, Qt.MouseButton.LeftButton)


def test_the_chosen_part_is_heard_and_ends_with_the_dialog(table: Table) -> None:
    hear(table)
    assert table.jobs.last.request == ReadRequest(Path("song.mid"))
    assert table.jobs.last.lane == "music", "the other one is still reading the folder"
    table.jobs.last.give((another_project().piece, 0))
    assert table.studio.player.is_playing
    table.picker.reject()
    assert not table.studio.player.is_playing


def test_a_part_that_is_not_wanted_any_more_is_not_heard(table: Table) -> None:
    hear(table)
    late = table.jobs.last
    table.picker.parts.setCurrentRow(1)
    late.give((another_project().piece, 0))
    assert not table.studio.player.is_playing
    late = table.jobs.last
    table.picker.reject()
    late.give((another_project().piece, 0))
    assert not table.studio.player.is_playing


def test_a_file_that_cannot_be_heard_says_why(table: Table, qtbot: QtBot) -> None:
    hear(table)
    with qtbot.waitSignal(table.trial.failed) as failed:
        table.jobs.last.fail("It is damaged.")
    assert failed.args == ["It is damaged."]
