"""Files that come from other programs: dropped on the window, or handed over by a second start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from gui.document.project import Project
from gui.document.project_file import save_project
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from tests.gui.journey.app import ROOT, App
from tests.gui.journey.dropping import dropped
from tests.gui.journey.screen import Screen, for_a_screen, open_screen

pytestmark = for_a_screen()


ROLL = (500, 300)
"""A place on the piano roll."""


def tune(count: int) -> Piece:
    """A melody of so many notes."""
    return Piece((Part(NoteSequence(Note(480 * i, 60 + i, 480) for i in range(count)), "Tune"),))


def test_files_are_dropped_and_handed_over(tmp_path: Path) -> None:
    write_midi(tune(5), tmp_path / "five.mid")
    save_project(tmp_path / "six.melody", Project.of_piece(tune(6), 0))
    (tmp_path / "folder").mkdir()
    write_midi(tune(7), tmp_path / "folder" / "seven.mid")
    write_midi(tune(8), tmp_path / "folder" / "eight.mid")
    with open_screen(tmp_path) as screen:
        app = App(screen.environment, tmp_path)
        try:
            app.wait(lambda state: state["active"] == "MainWindow", "the window")
            drop_files(screen, app, tmp_path)
            drop_folder(screen, app, tmp_path / "folder")
            start_twice(screen, app, tmp_path / "five.mid")
            drop_over_unsaved_edits(screen, app, tmp_path / "six.melody")
        finally:
            app.kill()


def drop_files(screen: Screen, app: App, folder: Path) -> None:
    with dropped(screen, app, folder / "five.mid", ROLL):
        state = app.wait(lambda s: len(s["notes"]) == 5, "the MIDI file")
        assert state["path"] == ""
    with dropped(screen, app, folder / "six.melody", ROLL):
        state = app.wait(lambda s: len(s["notes"]) == 6, "the project")
        assert state["path"] == str(folder / "six.melody")


def drop_folder(screen: Screen, app: App, folder: Path) -> None:
    with dropped(screen, app, folder, ROLL):
        app.wait(lambda s: s["active"] == "ImportPicker", "the choice")
    screen.hand("type", "--delay", 5, "seven")
    screen.keys("Return")
    app.wait(lambda s: len(s["notes"]) == 7, "the file that was searched for")
    app.wait(lambda s: s["active"] == "MainWindow", "the choice to close")


def start_twice(screen: Screen, app: App, path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), str(path)],
        env=screen.environment,
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    app.wait(lambda s: len(s["notes"]) == 5, "the file of the second start")


def drop_over_unsaved_edits(screen: Screen, app: App, path: Path) -> None:
    screen.keys("ctrl+a", "Up")
    app.wait(lambda s: s["is_modified"], "an edit")
    with dropped(screen, app, path, ROLL):
        app.wait(lambda s: s["active"] == "MessageDialog", "the question about unsaved edits")
        assert len(app.state()["notes"]) == 5
        screen.click(*app.centre("QPushButton", "Don\N{RIGHT SINGLE QUOTATION MARK}t Save"))
        app.wait(lambda s: len(s["notes"]) == 6, "the project")
