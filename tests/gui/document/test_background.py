"""Short work beside the window: in order, reported on the window's thread, never lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from gui.document.background import BROKEN, Background
from melodyrnn.errors import ExportError


@pytest.fixture
def background(qapp: object) -> Iterator[Background]:
    assert qapp
    background = Background()
    yield background
    background.close()


def test_one_thing_is_done_after_another(background: Background) -> None:
    done: list[int] = []
    told: list[str] = []
    for number in range(20):
        background.start(lambda number=number: done.append(number), told.append)  # type: ignore[misc]  # mypy cannot infer a lambda with a default
    background.wait()
    assert done == list(range(20))
    assert told == [""] * 20


def test_the_window_hears_of_it_on_its_own_thread(background: Background, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    told: list[threading.Thread] = []
    background.start(
        lambda: threads.append(threading.current_thread()),
        lambda _: told.append(threading.current_thread()),
    )
    qtbot.waitUntil(lambda: bool(told))
    assert told == [threading.current_thread()]
    assert threads != told


def test_a_failure_is_told_in_its_words(background: Background) -> None:
    told: list[str] = []

    def fail() -> None:
        raise ExportError("The disk is full; make room.")

    background.start(fail, told.append)
    background.wait()
    assert told == ["The disk is full; make room."]


def test_a_bug_is_logged_and_does_not_stop_what_follows(
    background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []
    background.start(lambda: [][0], told.append)
    background.start(lambda: None, told.append)
    background.wait()
    assert told == [BROKEN, ""]
    assert "IndexError" in caplog.text
