"""Ctrl-C in the terminal ends the real program in good order."""

from __future__ import annotations

import signal
from pathlib import Path

from gui.interrupts import EXIT_STATUS
from tests.gui.journey.app import App
from tests.gui.journey.screen import for_a_screen, open_screen

pytestmark = for_a_screen()


def test_ctrl_c_closes_the_window_without_a_crash(tmp_path: Path) -> None:
    with open_screen(tmp_path) as screen:
        app = App(screen.environment, tmp_path)
        try:
            app.wait(lambda state: state["active"] == "MainWindow", "the window")
            app.process.send_signal(signal.SIGINT)
            assert app.quit() == EXIT_STATUS
        finally:
            app.kill()
    assert "Fatal" not in (tmp_path / "app.log").read_text()
