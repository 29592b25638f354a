"""From a folder of tunes to a take by the network that learned them, through a power cut."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.gui.journey.app import ROOT, App
from tests.gui.journey.dropping import dropped
from tests.gui.journey.screen import Screen, for_a_screen, open_screen

pytestmark = for_a_screen()

TUNES = 24
PATIENCE_S = 300
"""A training gives way to all else that the machine does."""


@pytest.fixture
def tunes(tmp_path: Path) -> Path:
    """A folder of real tunes, and a file that is none."""
    folder = tmp_path / "my tunes"
    folder.mkdir()
    for path in sorted((ROOT / "midi_data" / "irish").glob("*.mid"))[:TUNES]:
        shutil.copy(path, folder)
    (folder / "shopping list.mid").write_text("eggs, milk")
    return folder


def test_a_network_learns_is_cut_off_goes_on_and_writes(tmp_path: Path, tunes: Path) -> None:
    with open_screen(tmp_path) as screen:
        app = App(screen.environment, tmp_path)
        try:
            drop_music(screen, app, tunes)
            before = learn_and_rest(screen, app)
            app.kill()
            app = App(screen.environment, tmp_path)
            go_on_and_keep(screen, app, before)
            compose(screen, app)
        finally:
            app.kill()


def drop_music(screen: Screen, app: App, folder: Path) -> None:
    app.wait(lambda s: s["active"] == "MainWindow", "the window")
    screen.keys("ctrl+m")
    app.wait(lambda s: s["active"] == "LearnWindow", "the learning window")
    with dropped(screen, app, folder, app.centre("EmptyMusic")):
        state = app.wait(lambda s: s["learning"]["stage"] == "ready", "the doctor")
        assert state["learning"]["files"] == TUNES + 1


def learn_and_rest(screen: Screen, app: App) -> float:
    """Learns until it was checked once, and pauses; seconds learned by then."""
    screen.click(*app.centre("QRadioButton", "Quick try \N{MIDDLE DOT} 1 min"))
    screen.click(*app.centre("PanelButton", "Start Learning"))
    app.wait(lambda s: s["learning"]["samples"] >= 1, "a check and its sample", PATIENCE_S)
    screen.click(*app.centre("PanelButton", "Pause"))
    state = app.wait(lambda s: s["learning"]["phase"] == "paused", "the pause", PATIENCE_S)
    assert not state["torch"]
    seconds: float = state["learning"]["seconds"]
    return seconds


def go_on_and_keep(screen: Screen, app: App, before: float) -> None:
    app.wait(lambda s: s["active"] == "MainWindow", "the window after the power cut")
    app.wait(lambda _s: app.ask(what="centre", name="PanelButton", text="Resume"), "the offer")
    screen.click(*app.centre("PanelButton", "Resume"))
    state = app.wait(lambda s: s["learning"].get("phase") == "learning", "it to go on", PATIENCE_S)
    assert state["learning"]["checks"] >= 1, "the curve is joined"
    assert state["learning"]["seconds"] >= before
    screen.click(*app.centre("PanelButton", "Stop and Keep"))
    app.wait(lambda s: s["learning"]["phase"] == "over", "it to end", PATIENCE_S)


def compose(screen: Screen, app: App) -> None:
    screen.click(*app.centre("PanelButton", "Use in Compose"))
    app.wait(lambda s: s["active"] == "MainWindow" and s["model"] == "my tunes", "the new model")
    screen.keys("g")
    state = app.wait(lambda s: len(s["ideas"]) == 4 and not s["is_generating"], "four takes")
    assert all(idea[2] > 0 for idea in state["ideas"])
