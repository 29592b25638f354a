"""Takes the pictures of the learning window that README and docs show, from a real training.

python -m tools.learning_pictures [--music FOLDER] [--minutes 3] [--compare 1] [--out FOLDER]

No screen is needed, but PulseAudio, and the processor to itself: what is learned while it is
busy looks worse than it is.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.ear import sound_server

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
SIZE = (1180, 720)
LOOK_MS = 100
SETTLE_MS = 900
CHILD = "MELODYRNN_PICTURES"
"""Set in the process that shows the window."""

Wait = Callable[[], object]


def main() -> None:
    """Takes all pictures, in a process that has its own home and sound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--music", type=Path, default=ROOT / "midi_data")
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--compare", type=float, default=1, help="minutes a network; 0: none")
    parser.add_argument("--out", type=Path, default=IMAGES)
    wish = parser.parse_args()
    wish.out.mkdir(parents=True, exist_ok=True)
    if CHILD in os.environ:
        show(wish)
        return
    with tempfile.TemporaryDirectory() as home, sound_server() as server:
        environment = {
            **server.environment, CHILD: "1", "HOME": home, "QT_QPA_PLATFORM": "offscreen",
        }  # fmt: skip
        command = [sys.executable, "-m", "tools.learning_pictures", *sys.argv[1:]]
        subprocess.run(command, env=environment, check=True)


def show(wish: argparse.Namespace) -> None:
    """Opens the window and goes through the story, step by step, as each comes true."""
    from PySide6.QtCore import QTimer

    from gui.app import Application, make_application
    from gui.folders import user_folders

    app = make_application()
    application = Application(app, user_folders())
    application.begin([])
    application.desk.preferring.set(look="dark")
    story = _story(application, wish)
    waiting: list[Wait] = [lambda: True]

    def look() -> None:
        if not waiting[0]():
            return
        try:
            waiting[0] = next(story)
        except StopIteration:
            application.desk.close(keeps_recovery=False)
            application.window.hide()
            app.exit(0)

    timer = QTimer(application, interval=LOOK_MS)
    timer.timeout.connect(look)
    timer.start()
    sys.exit(app.exec())


def _story(application: Any, wish: argparse.Namespace) -> Iterator[Wait]:
    """Yields what to wait for; takes pictures in between."""
    learning = application.studio.control.learning
    learning.learn_from([wish.music])
    room = learning.room
    room.window.resize(*SIZE)
    yield lambda: room.doctor.stage == "ready" and room.plan.start.isEnabled()
    yield _after(SETTLE_MS)
    _take(room.window, wish.out, "learn-music")
    yield from _learning(application, wish)
    room.window.show_progress(on=False)
    learning.open("models")
    yield _after(SETTLE_MS)
    _take(room.window, wish.out, "learn-models")
    if wish.compare:
        yield from _comparing(learning, wish)


def _learning(application: Any, wish: argparse.Namespace) -> Iterator[Wait]:
    from gui.learning.wish import StartWish

    learning = application.studio.control.learning
    room, page = learning.room, learning.room.progress
    learning.start(StartWish((), wish.music.name, minutes=wish.minutes))
    yield lambda: page.state.share > 0.6
    _take(room.window, wish.out, "learn-progress")
    yield lambda: not learning.teaching.is_running
    application.desk.preferring.set(look="light")
    yield _after(SETTLE_MS)
    _take(room.window, wish.out, "learn-over-light")
    application.desk.preferring.set(look="dark")


def _comparing(learning: Any, wish: argparse.Namespace) -> Iterator[Wait]:
    from gui.learning.compare_wish import CompareWish

    learning.open("compare")
    page = learning.room.compare
    cores = ("rnn", "gru", "lstm", "transformer")
    page.start(CompareWish((wish.music,), cores, minutes=wish.compare))
    yield _after(SETTLE_MS)
    yield lambda: not page.is_running
    yield _after(3 * SETTLE_MS)
    _take(learning.room.window, wish.out, "learn-compare")


def _take(window: Any, folder: Path, name: str) -> None:
    path = folder / f"{name}.png"
    window.grab().save(str(path))
    print(path)


def _after(wait_ms: int) -> Wait:
    from PySide6.QtCore import QElapsedTimer

    clock = QElapsedTimer()
    clock.start()
    return lambda: clock.elapsed() >= wait_ms


if __name__ == "__main__":
    main()
