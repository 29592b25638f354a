"""Scanning folders of MIDI: files a second and peak memory, cold and from cache.

python -m benchmarks.bench_scan [FOLDER...] [--jobs 2] [--synthetic 20000]

Each row is a process of its own that scans, diagnoses and ends, its start included. Memory is
that of all its processes together, looked at fifty times a second; memory they share counts
once for each. Processor seconds hardly hang on what else runs. --synthetic makes so many files
in a temporary folder, from tunes of the folders: in another key, and two tunes after one
another in every second file.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.timing import table
from melodyrnn.collection.cache import CACHE_VARIABLE
from melodyrnn.collection.files import find_midi_files
from melodyrnn.errors import MidiFileError
from melodyrnn.midi.reading import read_midi
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.piece import Piece

HEAD = ["", "files", "seconds", "files/s", "processor s", "processes", "MB at most"]
_LOOK_S = 0.02
_A_FOLDER = 1000


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("midi_data")])
    parser.add_argument("--jobs", type=int, default=2, help="scanning processes")
    parser.add_argument("--synthetic", type=int, default=0, help="how many files to make up")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folders = wish.folders
        if wish.synthetic:
            folders = [Path(temporary, "tunes")]
            make_up(folders[0], wish.synthetic, source=wish.folders)
        count = len(find_midi_files(folders))
        rows = [
            measured(name, folders, wish.jobs, count, Path(temporary, "cache"))
            for name in ("cold", "from cache")
        ]
    print(f"{count} files of {', '.join(f.name for f in folders)}, --jobs {wish.jobs}")
    print(table(HEAD, rows))


def measured(name: str, folders: Sequence[Path], jobs: int, count: int, cache: Path) -> list[str]:
    """One scan as a row of the table."""
    command = [sys.executable, "-m", "melodyrnn", "scan", "--jobs", str(jobs)]
    started, used = time.perf_counter(), processor_seconds()
    process = subprocess.Popen(
        [*command, *map(str, folders)],
        env={**os.environ, CACHE_VARIABLE: str(cache)},
        stdout=subprocess.DEVNULL,
    )
    most_bytes = most_processes = 0
    while process.poll() is None:
        sizes = tree_sizes(process.pid)
        most_bytes = max(most_bytes, sum(sizes))
        most_processes = max(most_processes, len(sizes))
        time.sleep(_LOOK_S)
    seconds = time.perf_counter() - started
    if process.returncode:
        sys.exit(f"the scan ended with status {process.returncode}")
    used = processor_seconds() - used
    figures = (f"{seconds:.1f}", f"{count / seconds:.0f}", f"{used:.1f}", str(most_processes))
    memory = f"{most_bytes / 1e6:.0f}" if most_bytes else "?"
    return [name, str(count), *figures, memory]


def processor_seconds() -> float:
    """What all processes started from here, and by those, have used so far."""
    times = os.times()
    return times.children_user + times.children_system


def tree_sizes(root: int) -> list[int]:
    """Resident bytes of a process and of all below it; none where there is no /proc."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # gone meanwhile
            continue
        parents[int(entry.name)] = int(after_name[1])
        sizes[int(entry.name)] = int(after_name[21]) * os.sysconf("SC_PAGE_SIZE")
    tree = {root}
    while more := {pid for pid, parent in parents.items() if parent in tree} - tree:
        tree |= more
    return [sizes[pid] for pid in tree if pid in sizes]


def make_up(folder: Path, count: int, *, source: Sequence[Path]) -> None:
    """Writes so many files that are music, and many of them the same tune again."""
    rng = np.random.default_rng(0)
    tunes = [piece for path in find_midi_files(source) if (piece := readable(path))]
    for number in range(count):
        piece = moved(tunes[rng.integers(len(tunes))], int(rng.integers(-5, 6)))
        if number % 2:
            piece = followed_by(piece, tunes[rng.integers(len(tunes))])
        path = folder / str(number // _A_FOLDER) / f"{number}.mid"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_midi(piece, path)


def readable(path: Path) -> Piece | None:
    """A piece with notes, if the file holds one."""
    try:
        piece = read_midi(path)
    except MidiFileError:
        return None
    return piece if piece.note_count else None


def moved(piece: Piece, semitones: int) -> Piece:
    """The piece in another key, where its pitches allow it."""
    pitches = np.concatenate([part.notes.pitch for part in piece.parts])
    if pitches.min() + semitones < 0 or pitches.max() + semitones > 127:
        return piece
    parts = (replace(p, notes=p.notes.transposed(semitones)) for p in piece.parts)
    return piece.with_parts(*parts)


def followed_by(piece: Piece, other: Piece) -> Piece:
    """The piece, and after it the first part of another."""
    first, *rest = piece.parts
    start = piece.meters.bar_line_at_or_after(piece.end)
    longer = first.notes.merged(other.parts[0].notes.shifted(start))
    return piece.with_parts(replace(first, notes=longer), *rest)


if __name__ == "__main__":
    main()
