"""A real device, fed by a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from melodyrnn.errors import PlaybackError
from melodyrnn.playback.devices import NO_DEVICE, Pull, check_output
from melodyrnn.playback.memory import Memory

PATIENCE_S = 2.0


class ProcessOutput:
    """An output whose sound comes from shared memory, so no thread of ours can hold it up.

    Raises:
        PlaybackError: there is no device, or none of that name.
    """

    def __init__(self, memory: Memory, name: str, is_roomy: bool) -> None:
        check_output(name)  # a process for nothing would cost more than looking
        self.name = name
        root = str(Path(__file__).parents[2])
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
        arguments = [str(memory.path), name, "roomy" if is_roomy else "normal"]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "melodyrnn.playback.device_process", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
                encoding="utf-8",
                pass_fds=memory.descriptors,
            )
        except OSError as error:
            raise PlaybackError(NO_DEVICE) from error
        assert self._process.stdout is not None
        word, _, rest = self._process.stdout.readline().strip().partition(" ")
        if word != "ready":
            self.close()
            raise PlaybackError(rest or NO_DEVICE)
        self.latency = int(rest)

    def start(self, pull: Pull) -> None:
        """Begins to ask; the process takes from the memory itself, not by `pull`."""
        del pull
        assert self._process.stdin is not None
        try:
            self._process.stdin.write("start\n")
            self._process.stdin.flush()
        except OSError as error:
            raise PlaybackError(NO_DEVICE) from error

    def is_alive(self) -> bool:
        """Whether the process still has its device."""
        return self._process.poll() is None

    def close(self) -> None:
        """Ends the process."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
