"""Instruments, outputs and ports for tests of playing: plain, and pulled by hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np

from melodyrnn.errors import PlaybackError
from melodyrnn.export.voice import Instrument, Samples, Voice
from melodyrnn.playback.devices import Pull
from melodyrnn.playback.kit import Kit
from melodyrnn.playback.metronome import Clicks
from melodyrnn.playback.midi_ports import InputPort, OutputPort, Received
from melodyrnn.playback.mixer import Mixer
from melodyrnn.playback.schedule import SoundKey

RATE = 44_100
BEAT = RATE // 2
"""Frames of a quarter at 120."""


class SteadyBank:
    """Every key is a constant: 1 on the left, its pitch in hundredths on the right."""

    def instrument(self, program: int, *, is_drum: bool, sample_rate: int) -> Instrument:
        del program, is_drum, sample_rate
        return SteadyInstrument()


class SteadyInstrument:
    def voices(self, key: int, held: int, *, rings_out: bool = True) -> Iterator[Voice]:
        frames = held + 2000 * rings_out
        body = np.ones((frames, 2), dtype=np.float32)
        body[:, 1] = key / 100
        yield Voice(body, release_s=0.01)


RELEASE = 441
"""Frames in which a note of `SteadyBank` dies away."""


def steady_kit(*keys: SoundKey) -> Kit:
    """A kit with these keys of the piano (60 if none) made already, for notes of ten seconds."""
    kit = Kit(SteadyBank(), RATE)
    for key in keys or (piano(60),):
        kit.make(key, 10 * RATE)
    return kit


def steady_mixer(*keys: SoundKey) -> Mixer:
    return Mixer(steady_kit(*keys), Clicks.at_rate(RATE))


def piano(pitch: int) -> SoundKey:
    return SoundKey(0, False, pitch)


class HandClock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


class HandOutput:
    """An output that asks only when the test says so."""

    latency = 0

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.is_open = True
        self.pull: Pull | None = None

    def start(self, pull: Pull) -> None:
        self.pull = pull

    def is_alive(self) -> bool:
        return self.is_open

    def close(self) -> None:
        self.is_open = False

    def ask(self, frames: int) -> Samples:
        assert self.pull is not None
        return self.pull(frames)


class Outputs:
    """Opens outputs that are there, and keeps a list of those it opened."""

    def __init__(self, *names: str) -> None:
        self.names = set(names)
        self.opened: list[HandOutput] = []
        self.roomy: list[bool] = []

    def __call__(self, name: str, is_roomy: bool) -> HandOutput:
        if name not in self.names:
            raise PlaybackError(f"no output {name!r}")
        self.opened.append(HandOutput(name))
        self.roomy.append(is_roomy)
        return self.opened[-1]

    @property
    def last(self) -> HandOutput:
        return self.opened[-1]


class FakePort:
    """A MIDI port that remembers what was sent."""

    def __init__(self, ports: FakePorts, name: str) -> None:
        self._ports = ports
        self._name = name
        self.sent: list[list[int]] = []
        self.is_open = True

    def send(self, message: list[int]) -> None:
        if self._name not in self._ports.names:
            raise PlaybackError(f"{self._name} is gone")
        self.sent.append(message)

    def close(self) -> None:
        self.is_open = False

    @property
    def notes(self) -> list[tuple[str, int, int]]:
        """Kind, channel and pitch of the notes sent."""
        kinds = {0x80: "off", 0x90: "on"}
        return [(kinds[m[0] & 0xF0], m[0] & 0x0F, m[1]) for m in self.sent if m[0] & 0xF0 in kinds]


class FakePorts:
    """MIDI ports that the test connects and disconnects."""

    def __init__(self, *names: str) -> None:
        self.names = set(names)
        self.opened: list[FakePort] = []
        self.received: Received | None = None

    def output_names(self) -> list[str]:
        return sorted(self.names)

    def input_names(self) -> list[str]:
        return sorted(self.names)

    def open_output(self, name: str) -> OutputPort:
        return self._open(name)

    def open_input(self, name: str, received: Received) -> InputPort:
        self.received = received
        return self._open(name)

    def _open(self, name: str) -> FakePort:
        if name not in self.names:
            raise PlaybackError(f"no port {name}")
        self.opened.append(FakePort(self, name))
        return self.opened[-1]


def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Waits for other threads."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.001)
