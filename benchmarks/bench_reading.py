"""Reading and encoding folders of MIDI, against pretty_midi merely opening the same files.

python -m benchmarks.bench_reading [FOLDER...] [--sample 100]

Ours is measured twice: reading every file and writing the notes of each part as events
(`encode`), and the same with all that the network is told about each event besides
(`read_notes`). pretty_midi opens a sample of the files, evenly spaced over all folders.
Seconds are processor time, which counts the same on a busy machine.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pretty_midi

from benchmarks.timing import table
from melodyrnn.collection.files import find_midi_files
from melodyrnn.encoding.events import encode
from melodyrnn.encoding.reading import read_notes
from melodyrnn.errors import MidiFileError
from melodyrnn.midi.reading import read_midi

ASKED_RATIO = 20
PASSES = 2


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("midi_data")])
    parser.add_argument("--sample", type=int, default=240, help="files for pretty_midi")
    wish = parser.parse_args()
    files = find_midi_files(wish.folders)
    events, inputs = (
        [seconds_of(way, files) for _ in range(PASSES)] for way in (as_events, as_inputs)
    )
    chosen = files[:: max(len(files) // max(wish.sample, 1), 1)]
    opened = seconds_of(open_with_pretty_midi, chosen) * len(files) / len(chosen)
    rows = [
        ["read, and written as events", *cells(min(events), opened, len(files))],
        ["the same, and all network inputs", *cells(min(inputs), opened, len(files))],
        [f"pretty_midi opens ({len(chosen)} of them)", *cells(opened, opened, len(files))],
    ]
    print(f"{len(files)} files of {', '.join(f.name for f in wish.folders)}, one core")
    print(table(["", "seconds for all", "files/s", "ratio"], rows))
    print(f"asked: reading and encoding at least {ASKED_RATIO} times as fast")


def cells(seconds: float, opened: float, count: int) -> list[str]:
    """One side in figures."""
    return [f"{seconds:.2f}", f"{count / seconds:.0f}", f"{opened / seconds:.1f}"]


def seconds_of(way: Callable[[Path], object], files: Sequence[Path]) -> float:
    """Processor seconds for all files; one is done before, so that all is loaded."""
    way(files[0])
    started = time.process_time()
    for path in files:
        way(path)
    return time.process_time() - started


def open_with_pretty_midi(path: Path) -> None:
    """Opens a file, if pretty_midi can."""
    with warnings.catch_warnings(), suppress(OSError, ValueError, KeyError, IndexError, EOFError):
        warnings.simplefilter("ignore")
        pretty_midi.PrettyMIDI(str(path))


def as_events(path: Path) -> None:
    """Reads a file and writes each part's notes as events, if it can be read."""
    with suppress(MidiFileError):
        for part in read_midi(path).parts:
            encode(part.notes)


def as_inputs(path: Path) -> None:
    """Reads a file and makes of each part's notes all that the network is told."""
    with suppress(MidiFileError):
        piece = read_midi(path)
        for part in piece.parts:
            read_notes(part.notes, piece.meters, piece.keys)


if __name__ == "__main__":
    main()
