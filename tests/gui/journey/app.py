"""The real application in a process of its own, and a window onto what it shows.

Run as a program it is melodyrnn with one thing added: a local socket on which the test asks
where a widget is and what the document holds. Nothing is clicked or changed that way.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]


class App:
    """A running melodyrnn, as a test sees it."""

    def __init__(self, environment: dict[str, str], folder: Path, *arguments: str) -> None:
        self._socket = folder / "probe"
        self._socket.unlink(missing_ok=True)
        self._log = (folder / "app.log").open("a")
        path = os.pathsep.join([str(ROOT), environment.get("PYTHONPATH", "")])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.gui.journey.probe", str(self._socket), *arguments],
            env={**environment, "PYTHONPATH": path},
            cwd=folder,
            stdout=self._log,
            stderr=self._log,
        )

    def ask(self, **question: Any) -> Any:
        """One question to the running window."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(20)
            line.connect(str(self._socket))
            line.sendall(json.dumps(question).encode() + b"\n")
            data = b""
            while chunk := line.recv(65536):
                data += chunk
        return json.loads(data)

    def state(self) -> dict[str, Any]:
        """What the document holds and what goes on."""
        answer: dict[str, Any] = self.ask(what="state")
        return answer

    def centre(self, name: str, text: str = "") -> tuple[int, int]:
        """Middle of the visible widget of that object name or class, and text, on the screen."""
        x, y = self.ask(what="centre", name=name, text=text)
        return x, y

    def note_at(self, tick: int, pitch: int) -> tuple[int, int]:
        """Where on the screen the roll shows a tick of a pitch."""
        x, y = self.ask(what="note", tick=tick, pitch=pitch)
        return x, y

    def wait(
        self, holds: Callable[[dict[str, Any]], object], what: str, seconds: float = 90
    ) -> dict[str, Any]:
        """Waits until the state is as wanted; fails with `what` after so many seconds."""
        deadline = time.monotonic() + seconds
        state: dict[str, Any] = {}
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"the window is gone while waiting for {what}")
            try:
                state = self.state()
                if holds(state):
                    return state
            except (OSError, ValueError):
                pass  # not up yet
            time.sleep(0.05)
        raise AssertionError(f"{what} did not happen; the state is {state}")

    def pause(self, seconds: float = 0.05) -> None:
        """Lets the program, and the music, go on for a while."""
        time.sleep(seconds)

    def kill(self) -> None:
        """Ends it as a power cut would, if it still runs."""
        self.process.kill()
        self.process.wait(timeout=20)
        self._log.close()

    def quit(self) -> int:
        """Waits for it to leave by itself; its exit status."""
        return self.process.wait(timeout=20)
