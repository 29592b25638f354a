"""The way in: the window, or a sentence where there is no screen for it."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path

from gui.screen import NO_SCREEN, has_screen


def run(arguments: list[str] | None = None, midi_data: Path | None = None) -> int:
    """Opens the window on the files named, if any; returns the exit status.

    midi_data: the starter collection, where there is one: the file dialogs begin there.
    """
    if not has_screen(os.environ):
        sys.stderr.write(NO_SCREEN + "\n")
        return 1
    signal.signal(signal.SIGINT, _stop)  # until the window is there to see to it
    # All that is loaded and built now stays: looking for rubbish among it again and again
    # would take a fifth of the time until the window is there. `gui.app` switches it on.
    gc.disable()
    import numpy  # noqa: F401  (first: PySide6 reads the source of every module that comes later)

    from gui.app import run as open_window

    return open_window(arguments, midi_data)


def _stop(_number: int, _frame: object) -> None:
    """Ctrl-C while all is being loaded: at once, since imports of PySide swallow exceptions."""
    if sys.stderr is not None:
        sys.stderr.write("melodyrnn: stopped.\n")
        sys.stderr.flush()
    os._exit(130)
