"""Sound that goes or comes back is noticed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.controllers.midi_keys import MidiKeys
from gui.controllers.sound_watch import SoundWatch
from tests.gui.fakes import FakePlayer


def test_a_message_that_comes_or_goes_is_told_once(qtbot: QtBot) -> None:
    player, owner = FakePlayer(), QObject()
    watch = SoundWatch(player.typed, MidiKeys(owner), interval_ms=1)
    told: list[str] = []
    watch.changed.connect(lambda: told.append(player.message))
    watch.start()
    player.message = "There is no sound device."
    qtbot.waitUntil(lambda: len(told) == 1)
    player.message = ""
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["There is no sound device.", ""]
