"""Notes from an external keyboard."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Literal

from melodyrnn.errors import PlaybackError
from melodyrnn.playback.midi_ports import InputPort, Ports, system_ports

RETRY_S = 1.0
NOTE_OFF, NOTE_ON = 0x80, 0x90

Played = Callable[[Literal["on", "off"], int, int, float], None]
"""Takes kind, pitch, velocity (0 when let go) and time; called in a thread of the port."""


class MidiInput:
    """Listens to one port, also when it is connected only later or again.

    played: told of every key. now: seconds, the time that `played` is given.
    """

    def __init__(
        self,
        played: Played,
        *,
        ports: Ports | None = None,
        now: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._played = played
        self._ports = ports or system_ports()
        self._now = now
        self._wanted = ""
        self._open_name = ""
        self._port: InputPort | None = None
        self._held: set[int] = set()
        self._is_closed = False
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="midi in", daemon=True)
        self.message = ""
        self._thread.start()

    def ports(self) -> list[str]:
        """The ports there are."""
        return self._ports.input_names()

    def use(self, name: str | None) -> None:
        """Which port to listen to; None listens to none."""
        self._wanted = name or ""
        self._wake.set()

    def close(self) -> None:
        """Stops listening."""
        self._is_closed = True
        self._wake.set()
        self._thread.join(timeout=2)
        self._release()

    def step(self) -> None:
        """One round: opens the wanted port when it is there, drops it when it is gone."""
        if self._port is not None:
            is_there = self._open_name in self._ports.input_names()
            if is_there and self._open_name == self._wanted:
                return
            self._release()
            self.message = "" if is_there else f"The MIDI port “{self._wanted}” is gone."
        if not self._wanted:
            self.message = ""
            return
        try:
            self._port = self._ports.open_input(self._wanted, self._received)
        except PlaybackError as error:
            self.message = str(error)
            return
        self._open_name, self.message = self._wanted, ""

    def _run(self) -> None:
        while not self._is_closed:
            self.step()
            self._wake.wait(RETRY_S)
            self._wake.clear()

    def _received(self, message: list[int]) -> None:
        if len(message) != 3:
            return
        kind, pitch, velocity = message[0] & 0xF0, message[1], message[2]
        if kind == NOTE_ON and velocity:
            self._held.add(pitch)
            self._played("on", pitch, velocity, self._now())
        elif kind in (NOTE_ON, NOTE_OFF):
            self._held.discard(pitch)
            self._played("off", pitch, 0, self._now())

    def _release(self) -> None:
        """Gives the port back and lets go of the keys that were down."""
        if self._port is not None:
            self._port.close()
            self._port = None
        for pitch in sorted(self._held):
            self._played("off", pitch, 0, self._now())
        self._held.clear()
        self._open_name = ""
