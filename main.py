"""Starts melodyrnn: `python main.py`. With a verb it is the command line: `python main.py VERB`."""

import sys
from pathlib import Path

from melodyrnn.cli.main import run

MIDI_DATA = Path(__file__).resolve().parent / "midi_data"

if __name__ == "__main__":
    run(sys.argv[1:] or ["first-run", str(MIDI_DATA)])
