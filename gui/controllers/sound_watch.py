"""Watches whether there is sound and MIDI: devices come and go."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from gui.controllers.midi_keys import MidiKeys
from melodyrnn.playback.player import Player

LOOK_MS = 1000
"""How often it is looked at."""


class SoundWatch(QObject):
    """changed: `Player.message` or that of the keyboard is another one."""

    changed = Signal()

    def __init__(self, player: Player, keys: MidiKeys, interval_ms: int = LOOK_MS) -> None:
        super().__init__(keys)
        self._player, self._keys = player, keys
        self._seen = ("", "")
        self._timer = QTimer(self, interval=interval_ms)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begins to look."""
        self._timer.start()

    def _look(self) -> None:
        now = (self._player.message, self._keys.message)
        if now != self._seen:
            self._seen = now
            self.changed.emit()
