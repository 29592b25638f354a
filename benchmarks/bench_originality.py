"""How much takes copy from what their model learned from, with and without a limit.

python -m benchmarks.bench_originality --folder DIR [--folder DIR] [--model NAME]
    [--takes 1000] [--bars 16] [--limit 8] [--boldness 1] [--top-p 0.9]

Takes go on from the opening bars of held-out pieces, or from nothing where no folder is
given. For each the longest run of notes, intervals and durations, that stands in the music the
model learned from (`melodyrnn.originality`); beside it the same of human music of the folders:
for each take as many notes of some piece from a random place on, not compared with near
duplicates of that piece. Then the same takes under the limit, and what it costs a note,
measured in turn. Exits with status 1 if a take is beyond the limit.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.asking import at_least_one
from benchmarks.timing import alternately, table
from melodyrnn.checkpoint import load_model
from melodyrnn.collection.lines import PartChoice
from melodyrnn.encoding.spec import FEATURE_INDEX
from melodyrnn.errors import CollectionError, MelodyRnnError, RequestError
from melodyrnn.generation.boldness import Temperatures
from melodyrnn.generation.continuing import continue_piece, empty_piece
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.request import MAX_TAKES, TakeRequest
from melodyrnn.generation.takes import drained
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Piece
from melodyrnn.music.tempo import TempoMap
from melodyrnn.originality.copies import COUNTS_AS_COPIED, Copies, find_copies
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.limit import CopyLimit
from melodyrnn.scorecard.pieces import JudgedPiece, gather_material
from melodyrnn.scorecard.relay import relayed
from melodyrnn.shelf import find_model

OPENING_BARS = 4
FROM_NOTHING = 8
"""Takes asked for together where there is no piece to go on from."""

BINS = (0, 4, 6, 8, 9, 12, 16, 24, 48)
"""Where the columns of the histogram begin, in notes."""

TIMED = 6
"""Openings that the cost is measured on, two takes each."""

Asked = tuple[Piece, TakeRequest]


def main() -> None:
    """Runs the benchmark and prints its tables."""
    wish = _arguments()
    try:
        sys.exit(_run(wish))
    except MelodyRnnError as error:
        sys.exit(f"bench_originality: {error}")


def _run(wish: argparse.Namespace) -> bool:
    """Measures and prints; whether a take is beyond the limit."""
    path = find_model(wish.model)
    ready = ReadyModel.of(load_model(path), path)
    index = ready.sources
    if index is None:
        print(f"{path.stem} does not keep what it learned from: train it anew to measure it.")
        return False
    pieces = held_out(ready, index, wish.folder) if wish.folder else []
    asked = requests(ready, pieces, wish)
    with threadpool_limits(limits=1):
        free = written(ready, asked)
        limited = written(ready, [(p, replace(r, most_copied=wish.limit)) for p, r in asked])
        rows = {"takes": free, f"takes, limit {wish.limit}": limited}
        if pieces:
            rows["held-out music"] = human(index, pieces, [c.notes for c in free])
        where = (
            f"openings of {min(len(pieces), wish.takes)} held-out pieces" if pieces else "nothing"
        )
        print(f"{len(free)} takes of {wish.bars} bars by {path.stem} from {where};")
        print(f"it learned from {len(index.sources)} pieces, {index.sources.note_count} notes")
        head = ["longest run", "music", "notes", "median", "90 %", "longest", "copied notes"]
        print(table(head, [figures(name, found) for name, found in rows.items()]))
        print(f"copied notes lie in a run of {COUNTS_AS_COPIED} notes or more")
        print(table(["% of music, by longest run", *_bin_names()], histograms(rows)))
        print(table(["one thread", "ms a note"], costs(ready, path, asked, wish.limit)))
        print(preparation(index, wish.limit))
    return any(copies.longest > wish.limit for copies in limited)


def held_out(ready: ReadyModel, index: SourceIndex, folders: Sequence[Path]) -> list[JudgedPiece]:
    """Pieces of folders that the model did not learn from and that are longer than an opening.

    Raises:
        CollectionError: there are none.
    """
    card = ready.model.card
    choice: PartChoice = "merged" if card.has_chords else "melody"
    styles = ready.model.config.styles
    steps = gather_material(
        folders, index.sources, has_all=card.has_all_sources, styles=styles, choice=choice
    )
    material = drained(relayed(steps, lambda _: None))
    if material.unheard != "sure":
        raise CollectionError("The model has learned from all of these pieces; name others.")
    found = [p for p in material.pieces if 0 < len(_opening(p)) < len(p.line.notes)]
    if not found:
        raise CollectionError(f"No piece there is longer than {OPENING_BARS} bars; name others.")
    return found


def requests(
    ready: ReadyModel, pieces: Sequence[JudgedPiece], wish: argparse.Namespace
) -> list[Asked]:
    """What is continued and how: so many takes in all, spread evenly over the pieces.

    Where a piece gets more takes than can be asked for at once, it is asked for several times.
    """
    heat = Temperatures.of(ready.model.card)
    usual = TakeRequest(
        bars=wish.bars,
        pitch_temperature=heat.pitch.at(wish.boldness),
        rhythm_temperature=heat.rhythm.at(wish.boldness),
        top_p=wish.top_p,
        ending="open",
    )
    nothing = empty_piece(MeterMap(), TempoMap.from_bpm(120), None)
    count = len(pieces) or -(-wish.takes // FROM_NOTHING)
    share = [len(part) for part in np.array_split(np.arange(wish.takes), count)]
    asked: list[Asked] = []
    for number, takes in enumerate(share):
        piece, style = nothing, 0
        if pieces:
            line = pieces[number].line.as_piece()
            piece = line.with_parts(replace(line.parts[0], notes=_opening(pieces[number])))
            style = int(pieces[number].reading.features[0, FEATURE_INDEX["style"]])
        name = ready.model.config.styles[style - 1] if style else ""
        for first in range(0, takes, MAX_TAKES):
            some = min(takes - first, MAX_TAKES)
            request = replace(usual, takes=some, style=name, random_seed=len(asked))
            asked.append((piece, request))
    return asked


def written(ready: ReadyModel, asked: Sequence[Asked]) -> list[Copies]:
    """What the takes copy; takes without a note are left out.

    Raises:
        RequestError: no take has a note, or what is asked for does not fit the model.
    """
    takes = [t for piece, wish in asked for t in continue_piece(ready, piece, 0, wish).takes]
    found = [take.copies for take in takes if take.copies and take.copies.notes]
    if not found:
        raise RequestError("No take has a note to look at; ask for more bars or more takes.")
    return found


def human(
    index: SourceIndex, pieces: Sequence[JudgedPiece], lengths: Sequence[int]
) -> list[Copies]:
    """The same of held-out music: for each length so many notes of a piece that has them."""
    rng = np.random.default_rng(0)
    found = []
    for length in lengths:
        fit = [p for p in pieces if len(p.line.notes) > length]
        piece = fit[rng.integers(len(fit))] if fit else max(pieces, key=lambda p: len(p.reading))
        notes = piece.line.notes.array
        first = int(rng.integers(max(len(notes) - length, 1)))
        cut, before = (
            NoteSequence.from_array(part) for part in (notes[first : first + length], notes[:first])
        )
        found.append(find_copies(index, cut, before=before, exclude=piece.twins))
    return found


def figures(name: str, found: Sequence[Copies]) -> list[str]:
    """One line of the first table."""
    longest = np.array([copies.longest for copies in found])
    notes = sum(copies.notes for copies in found)
    copied = sum(copies.share * copies.notes for copies in found) / max(notes, 1)
    return [
        name,
        str(len(found)),
        str(notes),
        f"{np.median(longest):.0f}",
        f"{np.percentile(longest, 90):.0f}",
        str(longest.max()),
        f"{copied:.1%}",
    ]


def histograms(rows: dict[str, list[Copies]]) -> list[list[str]]:
    """How much of the music has its longest run in each bin."""
    lines = []
    for name, found in rows.items():
        counts = np.histogram([c.longest for c in found], [*BINS, np.inf])[0]
        lines.append([name, *(f"{100 * count / len(found):.1f}" for count in counts)])
    return lines


def costs(ready: ReadyModel, path: Path, asked: Sequence[Asked], limit: int) -> list[list[str]]:
    """Milliseconds a note: drawn, compared as well, and drawn under the limit, in turn."""
    some = [(piece, replace(wish, takes=2)) for piece, wish in asked[:TIMED]]
    bare = ReadyModel.of(load_model(path))
    sides = {
        "takes": (bare, 0),
        "takes, looked for": (ready, 0),
        f"takes, limit {limit}, looked for": (ready, limit),
    }
    notes: dict[str, int] = {}

    def write(name: str) -> None:
        model, most = sides[name]
        found = [continue_piece(model, p, 0, replace(w, most_copied=most)) for p, w in some]
        notes[name] = sum(len(take.notes) for each in found for take in each.takes)

    times = alternately({name: lambda name=name: write(name) for name in sides}, rounds=7)  # type: ignore[misc]  # mypy cannot infer it
    return [[name, f"{1e3 * times[name].median / notes[name]:.3f}"] for name in sides]


def preparation(index: SourceIndex, limit: int) -> str:
    """What is paid once: the index when a model is loaded, the limit when it is first set."""
    began = time.perf_counter()
    SourceIndex(index.sources)
    built = time.perf_counter()
    CopyLimit(index, limit)
    return f"once: index {built - began:.2f} s, limit {time.perf_counter() - built:.2f} s"


def _opening(piece: JudgedPiece) -> NoteSequence:
    """The notes of the first bars, none sounding on behind them."""
    end = piece.line.meters.bars_after(0, OPENING_BARS)
    notes = piece.line.notes.between(0, end).array.copy()
    notes["duration"] = np.minimum(notes["duration"], end - notes["onset"])
    return NoteSequence.from_array(notes)


def _bin_names() -> list[str]:
    ends = [b - 1 for b in BINS[1:]]
    names = [f"{a}-{b}" if b > a else str(a) for a, b in zip(BINS, ends, strict=False)]
    return [*names, f"{BINS[-1]}-"]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="name or path; otherwise the shipped one")
    parser.add_argument("--folder", type=Path, action="append", help="held-out music")
    parser.add_argument("--takes", type=at_least_one, default=200)
    parser.add_argument("--bars", type=int, default=16)
    parser.add_argument("--limit", type=int, default=8)
    parser.add_argument("--boldness", type=float, default=1.0, help="0-3, as in the window")
    parser.add_argument("--top-p", type=float, default=TakeRequest().top_p)
    return parser.parse_args()


if __name__ == "__main__":
    main()
