"""A real screen for the journey: Xvfb, a window manager, and a hand on mouse and keyboard."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.alone import ONE_BY_ONE

NEEDED = ("Xvfb", "openbox", "xdotool")


def missing_programs() -> list[str]:
    """What the journey needs and this machine lacks."""
    return [name for name in NEEDED if shutil.which(name) is None]


def for_a_screen(*more_that_is_missing: str) -> list[pytest.MarkDecorator]:
    """The marks of a file of journeys: one after another, and only where all it needs is there."""
    missing = [*missing_programs(), *more_that_is_missing]
    reason = f"this machine lacks {', '.join(missing)}"
    return [ONE_BY_ONE, pytest.mark.skipif(bool(missing), reason=reason)]


@dataclass(frozen=True)
class Screen:
    """A display with a window manager on it."""

    environment: dict[str, str]

    def hand(self, *words: str | int) -> str:
        """Moves the mouse, presses keys: the words of xdotool."""
        command = ["xdotool", *(str(word) for word in words)]
        done = subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True, timeout=20
        )
        return done.stdout.strip()

    def shows(self, title: str) -> bool:
        """Whether a window of that title is on the screen."""
        command = ["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"]
        done = subprocess.run(command, env=self.environment, capture_output=True, check=False)
        return bool(done.stdout.strip())

    def click(self, x: int, y: int, *, button: int = 1, times: int = 1) -> None:
        """Clicks at a place of the screen."""
        self.hand("mousemove", x, y)
        self.hand("click", "--repeat", times, "--delay", 60, button)

    def drag(self, start: tuple[int, int], end: tuple[int, int], steps: int = 12) -> None:
        """Drags with the left button, in steps, as a hand does."""
        (x0, y0), (x1, y1) = start, end
        self.hand("mousemove", x0, y0, "mousedown", 1)
        for step in range(1, steps + 1):
            x, y = x0 + (x1 - x0) * step // steps, y0 + (y1 - y0) * step // steps
            self.hand("mousemove", x, y, "sleep", "0.02")
        self.hand("sleep", "0.15", "mouseup", 1)

    def keys(self, *names: str) -> None:
        """Presses keys one after another, as xdotool names them: "ctrl+s", "space"."""
        for name in names:
            self.hand("key", "--clearmodifiers", name)


@contextmanager
def open_screen(folder: Path, size: str = "1366x768") -> Iterator[Screen]:
    """Starts a display of its own; ends it, and what runs on it, afterwards."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as numbers:
        display = f":{numbers.readline().strip()}"
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(folder)}
    environment.pop("WAYLAND_DISPLAY", None)
    manager = subprocess.Popen(
        ["openbox", "--sm-disable"], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        yield Screen(environment)
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(timeout=20)
