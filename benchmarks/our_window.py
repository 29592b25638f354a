"""One run of the real window, driven and timed from inside; prints JSON.

python -m benchmarks.our_window start|work|learn|bare FOLDER [MUSIC]

start: as `main.py` does it, until it is painted and has answered its first event. work: then
takes, edits and a long file, with a heartbeat that tells how long the event loop stood still.
learn: likewise while MUSIC is read and learned from. bare: an empty window. Moments are those
of the monotonic clock; FOLDER is for its files.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gui.app import Application

NOTES = 10_000
AHEAD_S = 6.0
"""By then the learning window has been made ready in the background."""
Wait = Callable[[Callable[[], object]], float]
Deed = Callable[["Application", Path], dict[str, Any]]


def main() -> None:
    """Runs what it is told; leaves at once, so that only what was asked for is timed."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    music = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    deeds: dict[str, Deed] = {"work": work}
    if music is not None:
        deeds["learn"] = partial(learn, music=music)
    found = bare() if what == "bare" else whole(folder, deeds.get(what))
    print(json.dumps(found), flush=True)
    os._exit(0)


def bare() -> dict[str, Any]:
    """The least a window can be."""
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Empty(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
            super().paintEvent(event)
            app.exit()

    app = QApplication([])
    window = Empty()
    window.resize(1366, 768)
    window.show()
    app.exec()
    return {"painted": time.perf_counter()}


def whole(folder: Path, deed: Deed | None) -> dict[str, Any]:
    """The real one, from the same steps as `gui.start` and `gui.app` take."""
    gc.disable()
    import numpy  # noqa: F401
    from PySide6.QtCore import QTimer

    from gui.app import Application, make_application
    from gui.folders import Folders

    app = make_application()
    names = ("sessions", "outgoing", "log", "preferences.ini", "music", "instance")
    application = Application(app, Folders(*(folder / name for name in names)))
    found: dict[str, Any] = {}
    application.window.painted.connect(lambda: found.update(painted=time.perf_counter()))
    application.begin([])
    # What `begin` connected has its turn between these two.
    application.window.painted.connect(lambda: QTimer.singleShot(0, lambda: app.exit(0)))
    app.exec()
    found["usable"] = time.perf_counter()
    if deed is not None:
        found |= deed(application, folder)
    application.desk.close(keeps_recovery=False)
    return found


def heartbeat() -> Wait:
    """Lets events happen until something holds; gives the longest time between two beats."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    beats: list[float] = []
    beat = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
    beat.timeout.connect(lambda: beats.append(time.perf_counter()))

    def wait(holds: Callable[[], object]) -> float:
        """Lets events happen until it holds; the longest time between two heartbeats, in s."""
        beat.start()
        beats[:] = [time.perf_counter()]
        loop = QEventLoop()
        check = QTimer(interval=1)
        check.timeout.connect(lambda: loop.quit() if holds() else None)
        check.start()
        loop.exec()
        return max((b - a for a, b in pairwise(beats)), default=0.0)

    return wait


def learn(application: Application, _folder: Path, *, music: Path) -> dict[str, Any]:
    """A folder is read and learned from."""
    from benchmarks.our_learning import learning

    wait = heartbeat()
    starting = wait(passed(AHEAD_S))
    found = learning(application, wait, music)
    return {"ahead": starting, **found, "torch": "torch" in sys.modules}


def work(application: Application, folder: Path) -> dict[str, Any]:
    """What a session does, and how long each stood in the way."""
    wait = heartbeat()
    document, jobs = application.studio.truth.document, application.studio.truth.jobs
    found: dict[str, Any] = {"first G": takes(application, wait, 4, 8)}
    wait(lambda: not jobs.running)
    wait(passed(2.0))
    found["memory"] = memory()
    found["idle"] = wait(passed(2.0))
    found["G"] = [takes(application, wait, 4, 8) for _ in range(5)]
    found["busy"] = busy(application, wait)
    path = long_file(folder)
    document.reset(document.project)  # nothing to ask about
    application.studio.control.files.open(path)
    opening = wait(lambda: len(document.notes) == NOTES)
    found["opening"] = max(opening, wait(passed(1.0)))
    found["editing long"] = edits(application, wait, 1.0)
    found["torch"] = "torch" in sys.modules
    return found


def takes(application: Application, wait: Wait, count: int, bars: int) -> dict[str, float]:
    """G: seconds to the first and to the last card, and the longest standstill."""
    document = application.studio.truth.document
    document.set_settings(replace(document.project.settings, takes=count, bars=bars))
    before, began = len(document.project.ideas), time.perf_counter()
    application.actions["generate"].trigger()
    first = wait(lambda: len(document.project.ideas) > before)
    first_at = time.perf_counter()
    rest = wait(lambda: len(document.project.ideas) == before + count)
    return {
        "first": first_at - began,
        "all": time.perf_counter() - began,
        "still": max(first, rest),
    }


def busy(application: Application, wait: Wait) -> dict[str, float]:
    """Eight takes of 16 bars while one is heard and notes are edited."""
    document, player = application.studio.truth.document, application.studio.truth.player
    application.actions["audition_1"].trigger()
    wait(passed(1.0))
    document.set_settings(replace(document.project.settings, takes=8, bars=16))
    before, underruns = len(document.project.ideas), player.underruns
    application.actions["generate"].trigger()
    still, began = 0.0, time.perf_counter()
    while len(document.project.ideas) < before + 8:
        still = max(still, edits(application, wait, 0.5))
    took = time.perf_counter() - began
    application.actions["stop"].trigger()
    return {"still": still, "all": took, "underruns": player.underruns - underruns}


def edits(application: Application, wait: Wait, seconds: float) -> float:
    """All notes up and down again, twenty times a second; the longest standstill."""
    commands = application.studio.hands.commands
    commands.select_all()
    is_over, still, up = passed(seconds), 0.0, 1
    while not is_over():
        began = time.perf_counter()
        commands.transpose_by(up)
        still = max(still, time.perf_counter() - began, wait(passed(0.05)))
        up = -up
    return still


def passed(seconds: float) -> Callable[[], bool]:
    """Whether so much time has passed from now."""
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() >= end


def memory() -> dict[str, float]:
    """Megabytes of the window and of its workers: resident, and their share of what is shared."""
    children = Path("/proc/self/task").glob("*/children")
    pids = [pid for path in children for pid in path.read_text().split()]
    return {"window": _pss("self"), "workers": sum(_pss(pid) for pid in pids)}


def _pss(pid: str) -> float:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    line = next(line for line in text.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024


def long_file(folder: Path) -> Path:
    """A MIDI file of many notes."""
    from melodyrnn.midi.writing import write_midi
    from melodyrnn.music.notes import Note, NoteSequence
    from melodyrnn.music.piece import simple_piece

    notes = NoteSequence(Note(120 * i, 48 + (i * 7) % 36, 110) for i in range(NOTES))
    path = folder / "long.mid"
    write_midi(simple_piece(notes), path)
    return path


if __name__ == "__main__":
    main()
