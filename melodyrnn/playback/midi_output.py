"""Sending what sounds to an external instrument, at the moment it would be heard here."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from math import sqrt
from typing import Final

from melodyrnn.errors import PlaybackError
from melodyrnn.playback.midi_ports import OutputPort, Ports
from melodyrnn.playback.schedule import SoundKey
from melodyrnn.playback.sounding import CLICK, LIVE, NEVER, Sounding

DRUM_CHANNEL: Final = 9
LIVE_CHANNEL: Final = 15
ROUND_S = 0.003
IDLE_ROUND_S, NO_PORT_ROUND_S = 0.015, 0.25
RETRY_S = 1.0

NOTE_OFF, NOTE_ON, CONTROL, PROGRAM = 0x80, 0x90, 0xB0, 0xC0
VOLUME, ALL_SOUND_OFF, ALL_NOTES_OFF = 7, 120, 123

Name = tuple[int, SoundKey, int, int]
"""The same for a note as long as it lasts, whatever changes about it."""


class MidiOutput:
    """Watches the notes of the stream and sends those that are due; a thread does rounds.

    soundings: the notes of the stream, some still to come. heard: its frame being heard.
    on_changed: told whether a port is open, each time that changes.
    """

    def __init__(
        self,
        ports: Ports,
        soundings: Callable[[], tuple[Sounding, ...]],
        heard: Callable[[], float],
        on_changed: Callable[[bool], None],
    ) -> None:
        self._ports = ports
        self._soundings = soundings
        self._heard = heard
        self._on_changed = on_changed
        self._wanted = ""
        self._port: OutputPort | None = None
        self._open_name = ""
        self._on: dict[Name, tuple[int, int]] = {}
        self._seen: set[Name] = set()
        self._channels: dict[int, tuple[int, int]] = {}
        self._last_heard = 0.0
        self._looked_at = 0.0
        self._is_closed = self._is_panic = False
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="midi out", daemon=True)
        self.message = ""

    def start(self) -> None:
        """Begins to watch."""
        self._thread.start()

    def close(self) -> None:
        """Silences the instrument and gives the port back."""
        self._is_closed = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2)
        self._release()

    def use(self, name: str) -> None:
        """Which port to send to, none for an empty name."""
        self._wanted = name
        self._looked_at = 0.0
        self._wake.set()

    def wake(self) -> None:
        """A key was played by hand: do not wait for the next round."""
        self._wake.set()

    def panic(self) -> None:
        """Silences the instrument."""
        self._is_panic = True
        self._wake.set()

    def step(self) -> None:
        """One round."""
        self._look_for_port()
        if self._port is None:
            return
        try:
            if self._is_panic:
                self._is_panic = False
                self._silence(self._port)
            self._send_due(self._port)
        except PlaybackError as error:
            self.message = str(error)
            self._release()

    def _run(self) -> None:
        while not self._is_closed:
            self._wake.wait(self._pause_s())
            self._wake.clear()
            self.step()

    def _pause_s(self) -> float:
        if self._port is None:
            return NO_PORT_ROUND_S
        return ROUND_S if self._on or self._soundings() else IDLE_ROUND_S

    def _look_for_port(self) -> None:
        """Opens the wanted port, also one that has only now been connected; drops a lost one."""
        now = time.monotonic()
        if self._wanted != self._open_name and self._port is not None:
            self._release()
        if not self._wanted:
            self.message = ""
            return
        if now - self._looked_at < RETRY_S:
            return
        self._looked_at = now
        if self._port is not None:
            if self._wanted not in self._ports.output_names():
                self.message = f"The MIDI port “{self._wanted}” is gone: connect it again."
                self._release()
            return
        try:
            self._port = self._ports.open_output(self._wanted)
        except PlaybackError as error:
            self.message = str(error)
            return
        self._open_name, self.message = self._wanted, ""
        self._last_heard = self._heard()
        self._on_changed(True)

    def _send_due(self, port: OutputPort) -> None:
        heard = self._heard()
        notes = {_name(s): s for s in self._soundings() if s.part != CLICK}
        for name in list(self._on):
            note = notes.get(name)
            if note is None or _is_over(note, heard):
                self._send_off(port, name)
        self._seen &= notes.keys()
        for name, note in notes.items():
            if name in self._seen or not (note.part == LIVE or note.struck <= heard):
                continue
            self._seen.add(name)
            if not _is_over(note, heard) or note.part == LIVE or note.struck > self._last_heard:
                self._send_on(port, name, note)
        self._last_heard = heard

    def _send_on(self, port: OutputPort, name: Name, note: Sounding) -> None:
        channel = _channel(note)
        volume = min(127, round(127 * sqrt(note.gain)))
        if self._channels.get(channel) != (note.key.program, volume):
            self._channels[channel] = note.key.program, volume
            port.send([PROGRAM | channel, note.key.program])
            port.send([CONTROL | channel, VOLUME, volume])
        port.send([NOTE_ON | channel, note.key.pitch, note.velocity])
        self._on[name] = channel, note.key.pitch

    def _send_off(self, port: OutputPort, name: Name) -> None:
        sent = self._on.pop(name)
        if sent not in self._on.values():  # else the same key was struck again meanwhile
            port.send([NOTE_OFF | sent[0], sent[1], 0])

    def _silence(self, port: OutputPort) -> None:
        for name in list(self._on):
            self._send_off(port, name)
        for channel in range(16):
            port.send([CONTROL | channel, ALL_NOTES_OFF, 0])
            port.send([CONTROL | channel, ALL_SOUND_OFF, 0])

    def _release(self) -> None:
        """Gives the port back, silent if it can still be told to be."""
        port, self._port = self._port, None
        if port is None:
            return
        with suppress(PlaybackError):  # it may be gone, and with it what sounded
            self._silence(port)
        port.close()
        self._on.clear()
        self._channels.clear()
        self._open_name = ""
        self._on_changed(False)


def _name(note: Sounding) -> Name:
    return note.part, note.key, note.struck, note.tick


def _is_over(note: Sounding, heard: float) -> bool:
    """A key struck by hand is over as soon as it is let go, not when that would be heard."""
    if note.part == LIVE:
        return note.off != NEVER
    return note.off <= heard


def _channel(note: Sounding) -> int:
    """Parts have channels of their own, from the second fifteen parts on shared ones."""
    if note.key.is_drum:
        return DRUM_CHANNEL
    if note.part == LIVE:
        return LIVE_CHANNEL
    channel = note.part % 14
    return channel + (channel >= DRUM_CHANNEL)
