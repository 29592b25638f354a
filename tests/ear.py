"""A PulseAudio server of the test's own, whose one output is recorded: what a user would hear."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 44_100
NEEDED = ("pulseaudio", "pactl", "parec")
SINK = "ear"


def missing_programs() -> list[str]:
    return [name for name in NEEDED if shutil.which(name) is None]


class SoundServer:
    """A sound server without hardware. Its address goes into PULSE_SERVER."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.socket = folder / "native"

    @property
    def address(self) -> str:
        return f"unix:{self.socket}"

    @property
    def environment(self) -> dict[str, str]:
        home = str(self._folder)
        return {**os.environ, "HOME": home, "XDG_RUNTIME_DIR": home, "PULSE_SERVER": self.address}

    def start(self) -> None:
        options = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        options += ["--disable-shm=yes", "--realtime=no", "--high-priority=no"]
        modules = [
            f"module-native-protocol-unix socket={self.socket} auth-anonymous=1",
            f"module-null-sink sink_name={SINK} rate={RATE} channels=2 format=float32le",
        ]
        for module in modules:
            options += ["-L", module]
        environment = {k: v for k, v in self.environment.items() if k != "PULSE_SERVER"}
        self._process = subprocess.Popen(
            ["pulseaudio", *options],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 10
        while self.ask("info").returncode:
            if time.monotonic() > deadline:
                raise RuntimeError("PulseAudio did not start")
            time.sleep(0.05)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
            self.socket.unlink(missing_ok=True)

    def ask(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["pactl", *arguments], env=self.environment, capture_output=True, text=True, check=False
        )


@contextmanager
def sound_server() -> Iterator[SoundServer]:
    """A running server; in a folder of its own, for the path of a socket must be short."""
    folder = Path(tempfile.mkdtemp(prefix="ear"))
    server = SoundServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


class Recording:
    """Everything the output plays, with the time at which each sample was heard.

    The server hands samples over in small pieces as it plays them; the piece that came soonest
    for its place tells the time of all.
    """

    def __init__(self, server: SoundServer) -> None:
        self._parts: list[bytes] = []
        self._arrivals: list[tuple[float, int]] = []
        command = ["parec", f"--device={SINK}.monitor", "--latency-msec=4", "--raw"]
        command += [f"--rate={RATE}", "--channels=2", "--format=float32le"]
        self._process = subprocess.Popen(
            command, env=server.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def wait_for_signal_path(self) -> None:
        """Returns once samples, silent ones, arrive at an even pace."""
        deadline = time.monotonic() + 10
        while len(self._arrivals) < 50 and time.monotonic() < deadline:
            time.sleep(0.02)

    def _read(self) -> None:
        assert self._process.stdout is not None
        count = 0
        descriptor = self._process.stdout.fileno()
        while piece := os.read(descriptor, 1 << 16):
            self._parts.append(piece)
            count += len(piece) // 8
            self._arrivals.append((time.perf_counter(), count))

    def stop(self) -> tuple[NDArray[np.float32], float]:
        """The samples (frames, 2), and when the first of them was heard (perf_counter)."""
        self._process.terminate()
        self._process.wait()
        self._thread.join()
        assert self._process.stdout is not None
        self._process.stdout.close()
        data = b"".join(self._parts)
        samples = np.frombuffer(data[: len(data) // 8 * 8], dtype="<f4").reshape(-1, 2)
        settled = self._arrivals[20:]
        return samples, min(at - count / RATE for at, count in settled)


def onsets(samples: NDArray[np.float32], gap_s: float = 0.03) -> NDArray[np.int64]:
    """Frames at which sound sets in, to a fifth of the peak, after as long a time below that."""
    level = np.abs(samples).max(axis=1)
    loud = np.flatnonzero(level > 0.2 * level.max())
    return loud[np.diff(loud, prepend=-(10**9)) > gap_s * RATE]


def hertz(samples: NDArray[np.float32]) -> float:
    """The strongest frequency."""
    sound = samples.sum(axis=1) * np.hanning(len(samples))
    spectrum = np.abs(np.fft.rfft(sound, 1 << 18))
    return float(spectrum.argmax()) * RATE / (1 << 18)
