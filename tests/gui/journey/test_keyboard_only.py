"""The whole way without a mouse: write, generate, keep, export, and close with unsaved edits."""

from __future__ import annotations

from pathlib import Path

from gui.document.project_file import load_project
from melodyrnn.midi.reading import read_midi
from tests.gui.journey.app import App
from tests.gui.journey.screen import Screen, for_a_screen, open_screen

pytestmark = for_a_screen()

PITCHES = [60, 64, 67, 72]


def test_four_notes_a_take_and_an_export_without_a_mouse(tmp_path: Path) -> None:
    with open_screen(tmp_path) as screen:
        app = App(screen.environment, tmp_path)
        try:
            app.wait(lambda state: state["active"] == "MainWindow", "the window")
            write_four_notes(screen, app)
            generate_keep_and_insert(screen, app)
            export(screen, app, tmp_path / "by hand.mid")
            close_and_think_better_of_it(screen, app)
            close_and_save(screen, app, tmp_path / "by hand.melody")
        finally:
            app.kill()


def write_four_notes(screen: Screen, app: App) -> None:
    screen.keys("ctrl+n")
    app.wait(lambda state: not state["notes"], "an empty project")
    screen.keys("n", "a", "d", "g", "k", "Escape")
    app.wait(lambda state: [note[1] for note in state["notes"]] == PITCHES, "four notes")


def generate_keep_and_insert(screen: Screen, app: App) -> None:
    screen.keys("g")
    app.wait(lambda s: len(s["ideas"]) == 4 and not s["is_generating"], "four takes")
    screen.keys("F6", "Right")  # into the strip of takes, onto the first card
    app.wait(lambda s: s["focus"] == "TakeCard", "the focus on a card")
    screen.keys("2")
    app.wait(lambda s: s["auditioned"] == 2, "take 2")
    screen.keys("ctrl+Return")
    app.wait(lambda s: s["ideas"][1][1] == "kept", "take 2 to be kept")
    screen.keys("Return")
    app.wait(lambda s: len(s["notes"]) == 4 + s["ideas"][1][2], "take 2 to be written down")


def export(screen: Screen, app: App, path: Path) -> None:
    screen.keys("ctrl+e")
    type_name(screen, app, path)
    app.wait(lambda _s: path.exists(), "the MIDI file")
    notes = read_midi(path).parts[0].notes
    assert notes.pitch[:4].tolist() == PITCHES
    assert len(notes) == len(app.state()["notes"])


def type_name(screen: Screen, app: App, path: Path) -> None:
    app.wait(lambda state: state["active"] == "QFileDialog", "the file dialog")
    screen.hand("sleep", "0.3", "key", "--clearmodifiers", "ctrl+a")
    screen.hand("type", "--delay", 5, str(path))
    screen.keys("Return")


def close_and_think_better_of_it(screen: Screen, app: App) -> None:
    screen.keys("alt+F4")
    app.wait(lambda s: s["active"] == "MessageDialog", "the question about unsaved edits")
    screen.keys("Escape")
    app.wait(lambda s: s["active"] == "MainWindow", "the window to stay")
    screen.keys("alt+F4")
    app.wait(lambda s: s["active"] == "MessageDialog", "the question again")
    screen.keys("Return")  # Save is the default
    app.wait(lambda s: s["active"] == "QFileDialog", "to be asked for a name")
    screen.keys("Escape")
    app.wait(lambda s: s["active"] == "MainWindow" and s["is_modified"], "the window to stay")


def close_and_save(screen: Screen, app: App, path: Path) -> None:
    notes = app.state()["notes"]
    screen.keys("alt+F4")
    app.wait(lambda s: s["active"] == "MessageDialog", "the question about unsaved edits")
    screen.keys("Return")
    type_name(screen, app, path)
    assert app.quit() == 0
    saved = load_project(path)
    assert [[n.onset, n.pitch, n.duration, n.velocity] for n in saved.notes] == notes
    assert [idea.status for idea in saved.ideas] == ["kept"]
