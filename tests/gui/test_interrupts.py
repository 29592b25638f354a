"""Ctrl-C while Qt's loop runs."""

from __future__ import annotations

import os
import signal

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.interrupts import Interrupts


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_heard_in_the_event_loop(qtbot: QtBot, number: signal.Signals) -> None:
    heard: list[bool] = []
    owner = QObject()
    interrupts = Interrupts(lambda: heard.append(True), owner)
    os.kill(os.getpid(), number)
    qtbot.waitUntil(lambda: heard == [True])
    interrupts.close()


def test_afterwards_signals_do_what_they_always_did(qtbot: QtBot) -> None:
    del qtbot
    owner = QObject()
    Interrupts(lambda: None, owner).close()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
