"""N-grams: what a note costs those who only count, and by how much a model beats them.

python -m benchmarks.bench_ngrams TRAIN... --valid VALID... [--parts merged] [--model MODEL]

Counts all pieces in TRAIN and scores those in VALID as `melodyrnn evaluate` does: END and
first notes included, velocity left out, exact times included. Where no key is stated, the
n-grams are told the one that is heard in the whole piece, in VALID too, which the model is not:
that is to their favour. Beside the model stand a Markov chain and copying forward, as
on the score card (counted from at most a million notes), and the n-gram mixtures of
`benchmarks.ngrams`, by sums and by products, without and with counts of the piece so far. One
thread; --every 8 scores every eighth piece only, to try things out.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.asking import asked, at_least_one
from benchmarks.bench_melodies import lines_by_file, lines_of
from benchmarks.ngrams import FIELD_NAMES, NgramMixture
from benchmarks.timing import table
from melodyrnn.checkpoint import load_model
from melodyrnn.collection.lines import Line, PartChoice
from melodyrnn.collection.near_duplicates import duplicate_groups
from melodyrnn.collection.scan import AS_THEY_STAND, ScanSettings
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.scoring import pooled_score
from melodyrnn.errors import MelodyRnnError
from melodyrnn.music.key import stated_or_heard
from melodyrnn.scorecard.baselines import rival_nats
from melodyrnn.shelf import find_model

NO_DATA = "Nothing measured: name folders of MIDI files, TRAIN... --valid VALID...; see --help."

WANTED = 0.15
"""By so much a model is to beat the best n-grams."""

HEAD = ("nats a note", *FIELD_NAMES, "together", "model pays less by")

Nats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Learned:
    """Pieces to count.

    groups: for each a number, the same for near duplicates and for lines of one file.
    """

    readings: list[Reading]
    groups: list[int]


def main() -> None:
    """Runs the benchmark and prints its table."""
    wish = asked(_parser(), sys.argv[1:], ("train", "valid"))
    if wish is None:
        print(NO_DATA)
        return
    try:
        with threadpool_limits(limits=1):
            _run(wish)
    except MelodyRnnError as error:
        raise SystemExit(str(error)) from None


def learned_pieces(folders: Sequence[Path], parts: PartChoice) -> Learned:
    """The pieces to count, read as `melodyrnn train` reads them: keys not stated are heard."""
    files = lines_by_file(folders, ScanSettings(choice=parts))
    lines = [line for some in files for line in some]
    file_of = [number for number, some in enumerate(files) for _ in some]
    groups = duplicate_groups([line.notes for line in lines], pieces=file_of)
    return Learned([heard(line) for line in lines], groups)


def judged_lines(folders: Sequence[Path], parts: PartChoice) -> list[Line]:
    """The pieces to judge by."""
    return lines_of(folders, replace(AS_THEY_STAND, choice=parts))


def stated(line: Line) -> Reading:
    """A piece read as `melodyrnn evaluate` reads it: with the keys that it states."""
    return read_notes(line.notes, line.meters, line.keys)


def heard(line: Line) -> Reading:
    """A piece with the key that is heard in all of it, where it states none."""
    return read_notes(line.notes, line.meters, stated_or_heard(line.keys, line.notes))


def mixture_nats(train: Learned, judged: Sequence[Reading]) -> dict[str, Nats]:
    """Nats of shift, pitch and duration that the mixtures pay, summed: (3,) by name."""
    nats: dict[str, Nats] = {}
    for blend, cost in NgramMixture(train.readings, groups=train.groups).costs(judged).items():
        nats[f"n-gram mixture, {blend}"] = cost.learned
        nats[f"n-gram mixture, {blend}, with the piece so far"] = cost.whole
    return nats


def model_nats(name: str, judged: Sequence[Reading]) -> Nats:
    """What a model, by name or file, pays: (3,)."""
    return pooled_score(Engine(load_model(find_model(name))), judged).nats[: len(FIELD_NAMES)]


def _run(wish: argparse.Namespace) -> None:
    began = time.perf_counter()
    train = learned_pieces(wish.train, wish.parts)
    judged = judged_lines(wish.valid, wish.parts)[:: wish.every]
    told = [heard(line) for line in judged]
    counted, notes = (sum(len(r) - 1 for r in some) for some in (train.readings, told))
    print(f"{len(train.readings):,} pieces of {counted:,} notes counted,", end=" ")
    print(f"{len(judged):,} of {notes:,} judged by", flush=True)
    ours = {wish.model: model_nats(wish.model, list(map(stated, judged)))} if wish.model else {}
    rivals = rival_nats(train.readings, told, train.groups) | mixture_nats(train, told)
    pays = [float(nats.sum()) / notes for nats in ours.values()]
    rows = [_row(name, nats / notes, pays) for name, nats in rivals.items()]
    rows += [_row(name, nats / notes, []) for name, nats in ours.items()]
    print(f"\n{table(HEAD, rows)}\n")
    best = min(rivals, key=lambda name: float(rivals[name].sum()))
    print(f"best rival: {best}, {rivals[best].sum() / notes:.4f} nats a note", end="")
    for nats in ours.values():
        less = 1 - float(nats.sum() / rivals[best].sum())
        print(f"; the model pays {less:.1%} less ({WANTED:.0%} wanted)", end="")
    print(f"; all took {(time.perf_counter() - began) / 60:.1f} min")


def _row(name: str, nats: Nats, models: Sequence[float]) -> list[str]:
    total = float(nats.sum())
    less = [f"{1 - model / total:.1%}" for model in models]
    return [name, *(f"{n:.4f}" for n in [*nats.tolist(), total]), *(less or [""])]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("train", nargs="*", type=Path, metavar="TRAIN", help="folders to count")
    add("--valid", nargs="+", type=Path, metavar="DIR", help="folders to be judged by")
    add("--parts", choices=get_args(PartChoice), default="melody", help="as of `train`")
    add("--model", metavar="MODEL", help="put this one, by name or file, beside them")
    add("--every", type=at_least_one, default=1, metavar="N", help="judge by every Nth piece only")
    return parser


if __name__ == "__main__":
    main()
