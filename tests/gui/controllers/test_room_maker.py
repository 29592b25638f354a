"""The learning window, made ahead of time or when it is asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gui.controllers import room_maker
from gui.controllers.room_maker import RoomMaker
from gui.look import Look
from tests.gui.controllers.studio import Studio


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look(qapp, "dark")


def test_it_is_made_in_steps_while_nothing_else_is_done(
    studio: Studio, look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_maker, "WAIT_MS", 0)
    maker = RoomMaker(studio.jobs, look)
    maker.prepare()
    turns: list[int] = []
    turn = QTimer(interval=0)
    turn.timeout.connect(lambda: turns.append(0))
    turn.start()
    qtbot.waitUntil(lambda: maker.is_ready, timeout=20_000)
    assert turns, "others had their turn"
    room = maker.room()
    assert not room.window.isVisible()
    room.window.open_at("models")
    assert room.models_page.isVisible()
    end(maker)


def test_who_asks_early_does_not_wait(studio: Studio, look: Look) -> None:
    maker = RoomMaker(studio.jobs, look)
    maker.prepare()
    room = maker.room()
    room.window.open_at("compare")
    assert room.compare.isVisible()
    end(maker)


def end(maker: RoomMaker) -> None:
    """Leaves no window behind."""
    window = maker.room().window
    maker.close()
    window.close()
    delete(window)
