"""Sound devices, and a stand-in that keeps time where there is none."""

from __future__ import annotations

import atexit
import os
import sys
import threading
import time
from collections.abc import Callable, Generator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from melodyrnn.errors import PlaybackError
from melodyrnn.export.voice import Samples
from melodyrnn.playback.ahead import Ahead
from melodyrnn.playback.clock import RequestClock

SAMPLE_RATE = 44_100
"""Frames a second; the device's own pace may differ, it converts."""

PERIOD_MS = 30
"""What the device asks for at a time, where it keeps one period. Less would be heard sooner, but
the computer may be busy elsewhere for half of this time before the sound breaks off."""

ROOMY_PERIOD_MS = 80
"""The same for a computer that was too busy for that."""

PERIODS = 3
"""Where a device keeps several periods, each is half as long."""

ONE_PERIOD_BACKENDS = ("PulseAudio", "Core Audio", "JACK")

IN_HAND = 0.7
"""What a device with one period has left when it asks for the next: measured with PulseAudio."""

NO_DEVICE = (
    "No sound device was found, so playing is silent: connect one, or choose an output in the "
    "preferences."
)

Pull = Callable[[int], Samples]
"""Gives the next frames, (frames, 2), of the stream."""


class Output(Protocol):
    """Something that asks for sound at an even pace. latency: frames from asking to hearing."""

    @property
    def name(self) -> str:
        """As in the list of outputs; empty for the default one."""

    @property
    def latency(self) -> int:
        """Frames between a request and the moment its first frame is heard."""

    def start(self, pull: Pull) -> None:
        """Begins to ask, in a thread of its own.

        Raises:
            PlaybackError: the device does not start.
        """

    def is_alive(self) -> bool:
        """False once it has gone away."""

    def close(self) -> None:
        """Stops asking."""


class DeviceOutput:
    """A real device. is_roomy: with more sound in hand, heard later.

    Raises:
        PlaybackError: there is none, or none of that name.
    """

    def __init__(self, name: str = "", is_roomy: bool = False) -> None:
        self.name = name
        self._is_stopped = False
        self._period_ms = ROOMY_PERIOD_MS if is_roomy else PERIOD_MS
        library, backends = sound_library(), likely_backends()
        if library is None or not backends:
            raise PlaybackError(NO_DEVICE)
        self._library = library
        try:
            identity = _identity(name, backends) if name else None
            self._device = self._opened(backends, 1, identity)
            if self._device.backend not in ONE_PERIOD_BACKENDS:
                self._device.close()
                self._device = self._opened(backends, PERIODS, identity)
        except library.MiniaudioError as error:
            raise PlaybackError(NO_DEVICE) from error
        self._device.stop_callback = self._on_stopped

    @property
    def latency(self) -> int:
        """Frames the device has in hand when it asks for more."""
        is_one = self._device.backend in ONE_PERIOD_BACKENDS
        share = IN_HAND if is_one else (PERIODS - 1) / 2
        return round(self._period_ms * share * SAMPLE_RATE / 1000)

    def start(self, pull: Pull) -> None:
        """Begins to ask, in the device's own thread."""
        feed = _feed(pull)
        next(feed)
        atexit.register(self.close)  # a device that still asks while Python ends never returns
        try:
            self._device.start(feed)
        except self._library.MiniaudioError as error:
            raise PlaybackError(NO_DEVICE) from error

    def is_alive(self) -> bool:
        """Whether the device has not stopped by itself."""
        return not self._is_stopped

    def close(self) -> None:
        """Gives the device back."""
        atexit.unregister(self.close)
        self._device.stop_callback = None
        self._device.close()

    def _opened(self, backends: list[Any], periods: int, identity: Any) -> Any:
        return self._library.PlaybackDevice(
            output_format=self._library.SampleFormat.FLOAT32,
            nchannels=2,
            sample_rate=SAMPLE_RATE,
            buffersize_msec=self._period_ms // min(periods, 2),
            callback_periods=periods if periods > 1 else 0,
            device_id=identity,
            backends=backends,
            app_name="melodyrnn",
        )

    def _on_stopped(self) -> None:
        self._is_stopped = True


class ClockOutput:
    """Asks for sound as a device would and throws it away: the playhead runs all the same."""

    name = ""
    latency = 0
    STEP_S = 0.02

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        self._now = now
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, pull: Pull) -> None:
        """Begins to ask."""
        self._thread = threading.Thread(target=self._run, args=(pull,), name="clock", daemon=True)
        self._thread.start()

    def is_alive(self) -> bool:
        """Always."""
        return True

    def close(self) -> None:
        """Stops asking."""
        self._closed.set()
        if self._thread is not None:
            self._thread.join(timeout=1)

    def _run(self, pull: Pull) -> None:
        due = self._now()
        while not self._closed.wait(max(0.0, due - self._now())):
            pull(round(self.STEP_S * SAMPLE_RATE))
            due = max(
                due + self.STEP_S, self._now() - 1
            )  # a computer that slept catches up no more


def pull_from(ahead: Ahead, clock: RequestClock) -> Pull:
    """What a device's callback calls for frames."""

    def pull(frames: int) -> Samples:
        clock.note(ahead.taken, frames)
        return ahead.take(frames)

    return pull


def output_names() -> list[str]:
    """The outputs there are to choose from."""
    return [name for name, _ in _outputs(likely_backends())]


def check_output(name: str) -> None:
    """Raises PlaybackError unless there is an output of that name, any for an empty one."""
    names = output_names()
    if not names:
        raise PlaybackError(NO_DEVICE)
    if name and name not in names:
        raise PlaybackError(missing(name))


def missing(name: str) -> str:
    """What to tell of an output that is not there."""
    return f"The output “{name}” is not connected: connect it or choose another."


@cache
def sound_library() -> ModuleType | None:
    """miniaudio, loaded by the first who asks: it brings all it takes to speak HTTP."""
    try:
        import miniaudio
    except (ImportError, OSError):  # OSError: its compiled part does not load here
        return None
    library: ModuleType = miniaudio
    return library


def likely_backends() -> list[Any]:
    """The sound systems worth asking, best first; none where nothing can be there.

    Asking ALSA or JACK in vain writes to the terminal, so they are asked only where there
    are signs of them.
    """
    library = sound_library()
    if library is None:
        return []
    of = library.Backend
    if sys.platform == "win32":
        return [of.WASAPI, of.DSOUND, of.WINMM]
    if sys.platform == "darwin":
        return [of.COREAUDIO]
    if not sys.platform.startswith("linux"):
        return [b for b in library.get_enabled_backends() if b not in (of.NULL, of.CUSTOM)]
    has_cards = any(Path("/dev/snd").glob("pcmC*p"))
    has_jack = any(Path("/dev/shm").glob("jack*"))
    has_pulse = _has_pulse(os.environ.get("PULSE_SERVER"), os.environ.get("XDG_RUNTIME_DIR"))
    signs = {of.PULSEAUDIO: has_pulse, of.ALSA: has_cards, of.JACK: has_jack}
    return [backend for backend, is_there in signs.items() if is_there]


def _has_pulse(server: str | None, runtime: str | None) -> bool:
    """Whether a PulseAudio server, or PipeWire in its place, may answer."""
    if server:
        _, is_socket, path = server.partition("unix:")
        return Path(path).exists() if is_socket else True
    folders = [Path(runtime) / "pulse"] if runtime else []
    return any(
        (f / "native").exists() for f in (*folders, Path("/run/pulse"), Path("/var/run/pulse"))
    )


def _identity(name: str, backends: list[Any]) -> Any:
    for found, identity in _outputs(backends):
        if found == name:
            return identity
    raise PlaybackError(missing(name))


def _outputs(backends: list[Any]) -> list[tuple[str, Any]]:
    """Names and identities."""
    library = sound_library()
    if library is None or not backends:
        return []
    try:
        return [(d["name"], d["id"]) for d in library.Devices(backends).get_playbacks()]
    except (library.MiniaudioError, UnicodeDecodeError):
        return []


def _feed(pull: Pull) -> Generator[Any, int, None]:
    frames = yield b""
    while True:
        frames = yield pull(frames)
