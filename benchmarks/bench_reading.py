"""Reading and encoding folders of MIDI, against pretty_midi merely opening the same files.

python -m benchmarks.bench_reading [FOLDER...] [--sample 100]

Ours reads every file and turns the notes of each part into what the network reads. On a
sample of the files, evenly spaced, the two take turns, a handful of files each. Seconds
are processor time, which counts the same on a busy machine.
"""

from __future__ import annotations

import argparse
import time
import warnings
from contextlib import suppress
from pathlib import Path

import pretty_midi

from benchmarks.timing import table
from melodyrnn.collection.files import find_midi_files
from melodyrnn.encoding.reading import read_notes
from melodyrnn.errors import MidiFileError
from melodyrnn.midi.reading import read_midi

ASKED_RATIO = 20
HANDFUL = 20


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("midi_data")])
    parser.add_argument("--sample", type=int, default=100, help="files for pretty_midi")
    wish = parser.parse_args()
    rows = [measured(folder, wish.sample) for folder in wish.folders]
    head = ["folder", "files", "notes", "refused", "files/s", "notes/s"]
    head += ["sample", "ours s", "pretty_midi s", "ratio"]
    print("reading and encoding all parts, against pretty_midi opening; one core")
    print(table(head, rows))
    print(f"asked: ratio at least {ASKED_RATIO}")


def measured(folder: Path, sample: int) -> list[str]:
    """One line of the table."""
    files = find_midi_files([folder])
    chosen = files[:: max(len(files) // max(sample, 1), 1)][:sample]
    read_and_encode(files[0])
    mine, theirs = side_by_side(chosen)
    started = time.process_time()
    notes = [read_and_encode(path) for path in files]
    seconds = time.process_time() - started
    known = [n for n in notes if n is not None]
    return [
        folder.name,
        str(len(files)),
        str(sum(known)),
        str(len(notes) - len(known)),
        f"{len(files) / seconds:.0f}",
        f"{sum(known) / seconds:.0f}",
        str(len(chosen)),
        f"{mine:.3f}",
        f"{theirs:.2f}",
        f"{theirs / mine:.1f}",
    ]


def side_by_side(files: list[Path]) -> tuple[float, float]:
    """Seconds of both sides over the same files."""
    mine = theirs = 0.0
    for first in range(0, len(files), HANDFUL):
        handful = files[first : first + HANDFUL]
        started = time.process_time()
        for path in handful:
            read_and_encode(path)
        between = time.process_time()
        for path in handful:
            open_with_pretty_midi(path)
        theirs += time.process_time() - between
        mine += between - started
    return mine, theirs


def open_with_pretty_midi(path: Path) -> None:
    """Opens a file, if pretty_midi can."""
    with warnings.catch_warnings(), suppress(OSError, ValueError, KeyError, IndexError, EOFError):
        warnings.simplefilter("ignore")
        pretty_midi.PrettyMIDI(str(path))


def read_and_encode(path: Path) -> int | None:
    """Notes of a file, read and encoded part by part; None where it is refused."""
    try:
        piece = read_midi(path)
    except MidiFileError:
        return None
    parts = [part.notes for part in piece.parts if len(part.notes)]
    for notes in parts:
        read_notes(notes, piece.meters, piece.keys)
    return sum(len(notes) for notes in parts)


if __name__ == "__main__":
    main()
