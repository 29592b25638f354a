"""Dialogs: what is chosen in them happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from gui.actions import Actions
from gui.controllers.dialogs import Dialogs
from gui.dialogs.model_card import ModelCardDialog
from gui.dialogs.quantize import QuantizeDialog
from gui.dialogs.transpose import TransposeDialog, Transposition
from gui.document.document import Document
from gui.document.selection import Selection
from gui.folders import Folders
from gui.piano_roll.commands import Commands
from gui.piano_roll.scene import Scene
from gui.requests import CardRequest
from melodyrnn.card import Card
from tests.gui.fakes import FakeJobs
from tests.gui.panels.samples import MELODY, document_with_melody


class Room:
    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.document: Document = document_with_melody()
        self.selection = Selection(self.document)
        scene = Scene()
        self.commands = Commands(self.document, self.selection, scene)
        self.jobs = FakeJobs()
        self.dialogs = Dialogs(self.document, scene, self.jobs, window)

    def opened(self) -> QDialog:
        return self.window.findChildren(QDialog)[-1]


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    window = QWidget()
    qtbot.addWidget(window)
    return Room(window)


@pytest.mark.parametrize(("in_scale", "first"), [(False, 63), (True, 64)])
def test_transposing_by_semitones_or_steps_of_the_key(
    room: Room, in_scale: bool, first: int
) -> None:
    room.selection.select_notes(MELODY)
    room.dialogs.transpose(room.commands)
    dialog = room.opened()
    assert isinstance(dialog, TransposeDialog)
    dialog.chosen.emit(Transposition(2 if in_scale else 3, in_scale))
    assert room.document.notes[0].pitch == first
    room.document.history.undo()
    assert room.document.notes == MELODY


def test_a_quantize_that_is_dismissed_leaves_nothing_behind(room: Room) -> None:
    room.dialogs.quantize(room.commands)
    dialog = room.opened()
    assert isinstance(dialog, QuantizeDialog)
    dialog.reject()
    assert room.document.notes == MELODY
    assert room.document.history.count() == 0


def test_the_card_of_the_chosen_model_opens_when_it_is_read(room: Room) -> None:
    failures: list[str] = []
    room.dialogs.failed.connect(failures.append)
    room.dialogs.model_card("folk")
    assert room.jobs.last.request == CardRequest("folk")
    room.jobs.last.give(Card(name="folk"))
    assert isinstance(room.opened(), ModelCardDialog)
    room.jobs.last.fail("There is no model folk.")
    assert failures == ["There is no model folk."]


@pytest.mark.parametrize("name", ["shortcuts", "about"])
def test_help_opens(room: Room, name: str, tmp_path: Path) -> None:
    folders = Folders(*[tmp_path] * 6)
    actions = Actions(QObject(room.window), {})
    room.dialogs.handlers(room.commands, actions, folders)[name]()
    assert room.opened().isVisible()
    room.opened().close()
