"""What finding copies costs: the sources' file, the index, a look for a take, the limit's word.

python -m benchmarks.bench_copies [SOURCES...] [--notes 400000] [--rounds 5]

SOURCES are files that lie beside models, `NAME.sources`; without any, sources by chance of so
many notes are made. The limit allows eight notes; its time is of one note drawn. Takes are
whole pieces of the sources (up to 200 notes), the slowest to find, and walks by chance.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.timing import alternately, table
from melodyrnn.music.notes import IntArray, NoteSequence
from melodyrnn.originality.copies import find_copies
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.limit import CopyLimit
from melodyrnn.originality.pairs import pairs_of
from melodyrnn.originality.source import Source
from melodyrnn.originality.sources import (
    SourcePiece,
    Sources,
    load_sources,
    save_sources,
)

PIECE = 128
"""Notes of a piece made by chance."""
TAKE = 200
MOST = 8
TAKES = 10


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("sources", nargs="*", type=Path)
    parser.add_argument("--notes", type=int, default=400_000)
    parser.add_argument("--rounds", type=int, default=5)
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = list(wish.sources)
        if not paths:
            paths = [Path(folder) / "by chance.sources"]
            save_sources(paths[0], by_chance(wish.notes))
        rows = [row(path, wish.rounds) for path in paths]
    head = ["sources", "notes", "bytes/note", "load ms", "index s", "limit s", "copied take ms",
            "free take ms", "limit us/note"]  # fmt: skip
    print(table(head, rows))


def row(path: Path, rounds: int) -> list[str]:
    """The figures of one file."""
    sources = load_sources(path)
    index = SourceIndex(sources)
    limit = CopyLimit(index, MOST)
    rng = np.random.default_rng(0)
    copied = [whole(sources, int(rng.integers(len(sources)))) for _ in range(TAKES)]
    free = [walk(rng) for _ in range(TAKES)]
    drawn = [tuple(pair) for pair in pairs_of(copied[0])[0].tolist()]
    told = [drawn[:end] for end in range(len(drawn))]
    times = alternately(
        {
            "load": lambda: load_sources(path),
            "index": lambda: SourceIndex(sources),
            "limit": lambda: CopyLimit(index, MOST),
            "copied": lambda: [find_copies(index, take) for take in copied],
            "free": lambda: [find_copies(index, take) for take in free],
            "note": lambda: [limit.next_forbidden(pairs) for pairs in told],
        },
        rounds=rounds,
    )
    seconds = {name: timing.median for name, timing in times.items()}
    return [
        path.stem,
        f"{sources.note_count:,}",
        f"{path.stat().st_size / sources.note_count:.2f}",
        f"{1e3 * seconds['load']:.1f}",
        f"{seconds['index']:.2f}",
        f"{seconds['limit']:.2f}",
        f"{1e3 * seconds['copied'] / TAKES:.1f}",
        f"{1e3 * seconds['free'] / TAKES:.1f}",
        f"{1e6 * seconds['note'] / len(told):.1f}",
    ]


def by_chance(notes: int) -> Sources:
    """Pieces that walk up and down."""
    rng = np.random.default_rng(1)
    return Sources.of(
        SourcePiece(Source(f"piece {number}"), walk(rng, PIECE)) for number in range(notes // PIECE)
    )


def walk(rng: np.random.Generator, notes: int = TAKE) -> NoteSequence:
    """Quavers and crotchets by small steps."""
    duration: IntArray = rng.choice([240, 240, 480], notes)
    pitch = np.clip(67 + np.cumsum(rng.integers(-3, 4, notes)), 48, 90)
    return NoteSequence.from_columns(np.cumsum(duration) - duration, duration, pitch, 80)


def whole(sources: Sources, number: int) -> NoteSequence:
    """The beginning of a piece."""
    return NoteSequence.from_valid(sources.notes(number).array[:TAKE].copy())


if __name__ == "__main__":
    main()
