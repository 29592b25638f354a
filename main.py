"""Starts melodyrnn: `python main.py [FILE]` opens the window; with a verb it is the command line.

Each of the two is loaded only when it is wanted, so that both start at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from gui.screen import NO_SCREEN, has_screen
from gui.start import run as open_window

MIDI_DATA = Path(__file__).resolve().parent / "midi_data"
WINDOW_OPTIONS = ("--new-instance",)
OPENED = (".mid", ".midi", ".melody")


def is_for_window(arguments: list[str]) -> bool:
    """Whether these are files to open, or options of the window, rather than a verb."""
    return all(
        argument in WINDOW_OPTIONS or argument.lower().endswith(OPENED) or Path(argument).exists()
        for argument in arguments
    )


def main(arguments: list[str]) -> None:
    """Opens the window or runs the verb; without a screen shows what a verb can do."""
    if is_for_window(arguments) and has_screen(os.environ):
        sys.exit(open_window(arguments, MIDI_DATA))
    from melodyrnn.cli.main import run as run_verb

    if is_for_window(arguments):
        print(f"{NO_SCREEN}\nThis is what it does with the first tune it comes with:\n")
        arguments = ["first-run", str(MIDI_DATA)]
    run_verb(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
