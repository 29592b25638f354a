"""A first user's way through the real program: real window, real mouse, real keys, kill -9."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gui.document.project_file import load_project
from melodyrnn.midi.reading import read_midi
from tests.gui.journey.app import ROOT, App
from tests.gui.journey.screen import Screen, for_a_screen, open_screen

pytestmark = for_a_screen()

C5, B4 = 72, 71
BAR = 1440
DO_NOT_SAVE = "Don\N{RIGHT SINGLE QUOTATION MARK}t Save"


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with open_screen(tmp_path) as screen:
        yield screen


@pytest.fixture
def running() -> Iterator[list[App]]:
    apps: list[App] = []
    yield apps
    for app in apps:
        app.kill()


def start(screen: Screen, folder: Path, running: list[App]) -> App:
    app = App(screen.environment, folder)
    running.append(app)
    app.wait(lambda state: state["active"] in ("MainWindow", "RecoverDialog"), "the window")
    return app


def type_into_dialog(screen: Screen, app: App, text: str) -> None:
    """Fills the name of a file dialog and confirms it."""
    app.wait(lambda state: state["active"] == "QFileDialog", "the file dialog")
    screen.hand("sleep", "0.3", "key", "--clearmodifiers", "ctrl+a")
    screen.hand("type", "--delay", 5, text)
    screen.keys("Return")
    app.wait(lambda state: state["active"] == "MainWindow", "the dialog to close")


def test_from_the_first_start_to_a_take_in_another_program(
    screen: Screen, tmp_path: Path, running: list[App]
) -> None:
    app = start(screen, tmp_path, running)
    first = app.state()
    assert len(first["notes"]) == 20
    assert not first["torch"]

    hear_the_example(screen, app)
    generate_and_keep(screen, app)
    after_edits = edit_and_undo(screen, app)
    saved = save(screen, app, tmp_path)
    edited = edit_once_more(screen, app)

    app.kill()
    app = start(screen, tmp_path, running)
    recover(screen, app, edited)
    assert [idea[1] for idea in app.state()["ideas"]].count("kept") == 1

    export(screen, app, tmp_path, edited)
    drag_out(screen, app, tmp_path)
    leave(screen, app)
    assert len(load_project(saved).notes) == len(after_edits)


def hear_the_example(screen: Screen, app: App) -> None:
    screen.keys("space")
    app.wait(lambda state: state["is_playing"] and state["position"] > 200, "the example to play")
    screen.keys("space")
    app.wait(lambda state: not state["is_playing"], "the example to pause")


def generate_and_keep(screen: Screen, app: App) -> None:
    x, y = app.centre("primary")
    screen.click(x, y)
    app.wait(lambda s: len(s["ideas"]) == 4 and not s["is_generating"], "four takes")
    for slot in (1, 2, 3, 4):
        screen.keys(str(slot))
        app.wait(hears(slot), f"take {slot}")
    screen.keys("ctrl+Return")
    app.wait(lambda s: s["ideas"][3][1] == "kept", "take 4 to be kept")
    screen.keys("Escape")
    app.wait(lambda s: s["auditioned"] is None, "the audition to end")


def hears(slot: int) -> Callable[[dict[str, Any]], bool]:
    return lambda state: state["auditioned"] == slot and state["is_playing"]


def edit_and_undo(screen: Screen, app: App) -> list[list[int]]:
    """Draws a note, moves another, takes that back; the notes then."""
    before = app.state()["notes"]
    x, y = app.note_at(6 * BAR + 60, C5)
    screen.click(x, y)
    state = app.wait(lambda s: len(s["notes"]) == len(before) + 1, "a note to be drawn")
    drawn: list[list[int]] = state["notes"]
    onset, pitch, duration, _ = before[1]
    grip = app.note_at(onset + duration // 2, pitch)
    target = app.note_at(onset + duration // 2 + 240, pitch + 2)
    screen.drag(grip, target)
    app.wait(lambda s: s["undo"] == "Move Notes" and [240 + onset, pitch + 2] in heads(s), "a move")
    screen.keys("ctrl+z")
    app.wait(lambda s: s["notes"] == drawn, "the move to be undone")
    return drawn


def heads(state: dict[str, list[list[int]]]) -> list[list[int]]:
    """Onset and pitch of each note."""
    return [note[:2] for note in state["notes"]]


def save(screen: Screen, app: App, folder: Path) -> Path:
    path = folder / "my song.melody"
    screen.keys("ctrl+s")
    type_into_dialog(screen, app, str(path))
    app.wait(lambda s: s["path"] == str(path) and not s["is_modified"], "the project to be saved")
    return path


def edit_once_more(screen: Screen, app: App) -> list[list[int]]:
    """One more note, unsaved, but kept for recovery."""
    count = len(app.state()["notes"])
    x, y = app.note_at(7 * BAR + 60, B4)
    screen.click(x, y)
    state = app.wait(lambda s: len(s["notes"]) == count + 1, "another note")
    app.wait(lambda s: s["is_kept_for_recovery"], "the note to be kept for recovery")
    return list(state["notes"])


def recover(screen: Screen, app: App, notes: list[list[int]]) -> None:
    app.wait(lambda s: s["active"] == "RecoverDialog", "the offer to recover")
    x, y = app.centre("primary", "Recover my song")
    screen.click(x, y)
    app.wait(lambda s: s["notes"] == notes, "the notes to be back")
    app.wait(lambda s: s["active"] == "MainWindow", "the dialog to close")


def export(screen: Screen, app: App, folder: Path, notes: list[list[int]]) -> None:
    path = folder / "exported.mid"
    screen.keys("ctrl+e")
    type_into_dialog(screen, app, str(path))
    app.wait(lambda _s: path.exists(), "the MIDI file")
    piece = read_midi(path)
    exported = [[n.onset, n.pitch, n.duration, n.velocity] for n in piece.parts[0].notes]
    assert exported == notes
    assert str(piece.meters.at(0)) == "6/8"


def drag_out(screen: Screen, app: App, folder: Path) -> None:
    """Drags a new take onto another program's window, which reads the MIDI."""
    screen.keys("g")
    app.wait(lambda s: not s["is_generating"] and fresh(s) >= 4, "four more takes")
    dropped = folder / "dropped.mid"
    target = subprocess.Popen(
        [sys.executable, "-m", "tests.gui.journey.target", str(dropped), "1150", "560"],
        env=screen.environment,
        cwd=ROOT,
    )
    try:
        app.wait(lambda _s: screen.shows("drop target"), "the other program's window")
        screen.drag(app.centre("TakeCard"), (1230, 620))
        app.wait(lambda _s: dropped.with_suffix(".name").exists(), "the drop")
    finally:
        target.kill()
        target.wait(timeout=20)
    assert len(read_midi(dropped).parts[0].notes) > 4
    assert dropped.with_suffix(".name").read_text().startswith("Idea ")


def fresh(state: dict[str, list[list[object]]]) -> int:
    return sum(1 for idea in state["ideas"] if idea[1] == "fresh")


def leave(screen: Screen, app: App) -> None:
    screen.keys("ctrl+q")
    app.wait(lambda s: s["active"] == "MessageDialog", "the question about unsaved edits")
    x, y = app.centre("QPushButton", DO_NOT_SAVE)
    screen.click(x, y)
    assert app.quit() == 0
