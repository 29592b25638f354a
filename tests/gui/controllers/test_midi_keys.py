"""An external keyboard: what is played in a thread of the port is heard in the window's."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.controllers.midi_keys import MidiKeys


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[object, ...]] = []

    def note_started(self, pitch: int, velocity: int) -> None:
        self.heard.append((pitch, velocity, threading.current_thread()))

    def note_ended(self, pitch: int) -> None:
        self.heard.append((pitch, threading.current_thread()))


def test_keys_played_in_another_thread_are_heard_in_this_one(qtbot: QtBot) -> None:
    listener = Listener()
    keys = MidiKeys(listener)
    keys.note_started.connect(listener.note_started)
    keys.note_ended.connect(listener.note_ended)

    def play() -> None:
        keys._on_played("on", 60, 90, 0.0)
        keys._on_played("off", 60, 0, 0.1)

    port = threading.Thread(target=play)
    port.start()
    port.join()
    qtbot.waitUntil(lambda: len(listener.heard) == 2)
    here = threading.current_thread()
    assert listener.heard == [(60, 90, here), (60, here)]


def test_without_a_port_no_thread_is_started() -> None:
    owner = QObject()
    keys = MidiKeys(owner)
    before = threading.active_count()
    keys.use("")
    assert threading.active_count() == before
    assert keys.message == ""
    keys.close()


def test_a_port_that_is_not_there_is_told(qtbot: QtBot) -> None:
    owner = QObject()
    keys = MidiKeys(owner)
    keys.use("Grand Keyboard")
    qtbot.waitUntil(lambda: bool(keys.message))
    keys.close()
