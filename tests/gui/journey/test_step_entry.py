"""Writing a melody without a mouse, in the real program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.gui.journey.app import App
from tests.gui.journey.screen import for_a_screen, open_screen

pytestmark = for_a_screen()


def has_notes(count: int) -> Callable[[dict[str, Any]], bool]:
    return lambda state: len(state["notes"]) == count


def test_step_entry_writes_with_the_computer_keyboard_until_escape(tmp_path: Path) -> None:
    with open_screen(tmp_path) as screen:
        app = App(screen.environment, tmp_path)
        try:
            app.wait(lambda state: state["active"] == "MainWindow", "the window")
            screen.keys("ctrl+n")
            app.wait(lambda state: not state["notes"], "an empty project")
            screen.keys("n")
            for count, key in enumerate(("a", "d", "g", "k"), start=1):
                screen.keys(key)
                app.wait(has_notes(count), f"note {count}")
            assert [note[1] for note in app.state()["notes"]] == [60, 64, 67, 72]
            screen.keys("Escape", "g")
            app.wait(lambda state: len(state["ideas"]) == 4, "G to generate again")
            assert len(app.state()["notes"]) == 4
        finally:
            app.kill()
