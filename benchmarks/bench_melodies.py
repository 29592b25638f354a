"""Melodies: what a model pays a note of a set it learned, beside what others pay.

python -m benchmarks.bench_melodies TRAIN VALID [--test DIR] [--set NAME] [--core lstm]
[--minutes 10 | --epochs E] [--seed 0] [--out MODEL] [--model MODEL]

Learns with `melodyrnn train TRAIN --from scratch`, in a process of its own, and scores as
`melodyrnn evaluate` does: END and first notes included, velocity left out, as it is always
the same in these files. All that `train` knows can be added at the end, after `--`. --also
names more folders to learn from. --model scores a model that is there, by name or file, and
learns nothing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks import published
from benchmarks.asking import asked
from benchmarks.timing import table
from benchmarks.twins import twins_among
from melodyrnn.checkpoint import Model, load_model
from melodyrnn.collection.files import find_midi_files
from melodyrnn.collection.lines import Line
from melodyrnn.collection.scan import AS_THEY_STAND, ScanSettings, scan
from melodyrnn.encoding.reading import read_notes
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.scoring import score
from melodyrnn.errors import CollectionError, MelodyRnnError
from melodyrnn.models.config import CORES, SIZES
from melodyrnn.shelf import find_model

NO_DATA = "Nothing measured: name two folders of MIDI files, TRAIN and VALID; --help tells more."

SPLITS = ("train", "valid", "test")
"""Names of folders that say nothing of the set: the folder above does."""


@dataclass(frozen=True, slots=True)
class MelodyScore:
    """What a model pays for each melody of a split, and which are twins of learned ones.

    nats: (melodies,), without velocity. notes: (melodies,), as the model reads them: those
    that are one on its grid are one.
    """

    nats: NDArray[np.float64]
    notes: NDArray[np.int64]
    is_twin: NDArray[np.bool_]

    def per_note(self, *, twins: bool = True) -> float | None:
        """Nats a note of all melodies, or of those that are no twins; None without any."""
        some = np.ones_like(self.is_twin) if twins else ~self.is_twin
        notes = int(self.notes[some].sum())
        return float(self.nats[some].sum()) / notes if notes else None


def main() -> None:
    """Runs the benchmark and prints its table."""
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    wish = asked(_parser(), words[:end], ("train", "valid"))
    if wish is None:
        print(NO_DATA)
        return
    try:
        _run(wish, words[end + 1 :])
    except MelodyRnnError as error:
        sys.exit(f"bench_melodies: {error}")


def set_called(folder: Path) -> str:
    """Which set the melodies to be judged by are, by their folder.

    Raises:
        CollectionError: the name does not say.
    """
    path = folder.resolve()
    name = path.parent.name if path.name in SPLITS else path.name
    if name not in published.MELODY_SETS:
        known = " or ".join(published.MELODY_SETS)
        raise CollectionError(f"Which set is in {folder}? Say it with --set {known}.")
    return name


def train_command(
    folders: Sequence[Path], out: Path, wish: argparse.Namespace, more: Sequence[str]
) -> list[str]:
    """The product's own command, without the interpreter."""
    words = ["melodyrnn", "train", *map(str, folders), "--from", "scratch", "--out", str(out)]
    for name in ("core", "size", "minutes", "epochs", "seed", "threads"):
        if (value := getattr(wish, name)) is not None:
            words += [f"--{name}", str(value)]
    return [*words, *more]


def judge_lines(model: Model, lines: Sequence[Line], learned: Sequence[Line]) -> MelodyScore:
    """Scores melodies one by one, as `melodyrnn evaluate` does all together."""
    engine, nats, notes = Engine(model), [], []
    with threadpool_limits(limits=1):  # the products are small: threads would only wait
        for line in lines:
            reading = read_notes(line.notes, line.meters, line.keys)
            nats.append(float(score(engine, reading)[:, :3].sum()))
            notes.append(len(reading) - 1)
    return MelodyScore(
        np.array(nats),
        np.array(notes, dtype=np.int64),
        twins_among([line.notes for line in lines], [line.notes for line in learned]),
    )


def lines_of(folders: Sequence[Path], settings: ScanSettings) -> list[Line]:
    """The melodies of some folders.

    Raises:
        CollectionError: there are none.
    """
    return [line for some in lines_by_file(folders, settings) for line in some]


def lines_by_file(folders: Sequence[Path], settings: ScanSettings) -> list[tuple[Line, ...]]:
    """The melodies of each file that has any.

    Raises:
        CollectionError: there are none.
    """
    reports = scan(find_midi_files(folders), settings)
    files = [report.lines for report in reports if report.lines]
    if not files:
        raise CollectionError(f"There is no melody in {', '.join(map(str, folders))}.")
    return files


def _run(wish: argparse.Namespace, more: Sequence[str]) -> None:
    name = wish.set or set_called(wish.valid)
    folders = [wish.train, *wish.also]
    splits = {"valid": lines_of([wish.valid], AS_THEY_STAND)}
    if wish.test:
        splits["test"] = lines_of([wish.test], AS_THEY_STAND)
    learned = lines_of(folders, ScanSettings())
    with tempfile.TemporaryDirectory() as temporary:
        if wish.model:
            path, how = find_model(wish.model), "learned before"
        else:
            path = wish.out or Path(temporary, f"{name}.safetensors")
            how = _train(train_command(folders, path, wish, more))
        model = load_model(path)
    began, judged = time.perf_counter(), {}
    for split, lines in splits.items():
        judged[split] = judge_lines(model, lines, learned)
    notes = sum(int(j.notes.sum()) for j in judged.values())
    _show(name, judged)
    print(f"\n{_shape(model)}; {how}")
    print(f"judged from the saved model {model.identity}", end="")
    print(f", {notes / (time.perf_counter() - began):,.0f} notes/s")
    print(published.legend(published.MELODIES, name))


def _train(command: Sequence[str]) -> str:
    """Runs the command; says how long it took."""
    began = time.perf_counter()
    if subprocess.run([sys.executable, "-m", *command], check=False).returncode:
        raise CollectionError("The training did not end well; see above.")
    return f"the command took {(time.perf_counter() - began) / 60:.1f} min"


def _shape(model: Model) -> str:
    config, card = model.config, model.card
    weights = sum(w.size for w in model.weights.values())
    return (
        f"{card.command}\n{config.core} {config.layers} x {config.hidden}, {weights:,} weights,"
        f" {card.notes:,} notes learned from; best after {card.minutes:.1f} min and"
        f" {card.epochs:.1f} epochs"
    )


def _show(name: str, judged: dict[str, MelodyScore]) -> None:
    print(f"\n{name}: {published.MELODY_SETS[name]}\n")
    ours: dict[str, Callable[[MelodyScore], str]] = {
        "melodies": lambda j: f"{len(j.nats):,}",
        "notes": lambda j: f"{int(j.notes.sum()):,}",
        "ours": lambda j: _figure(j.per_note()),
        "  without near-duplicates of melodies learned from": lambda j: _figure(
            j.per_note(twins=False)
        ),
        "  such near-duplicates": lambda j: str(int(j.is_twin.sum())),
    }
    rows = [
        (what, *(cell(judged[s]) if s in judged else "" for s in SPLITS[1:]))
        for what, cell in ours.items()
    ]
    rows += published.beside(published.MELODIES, name, aim=published.MELODY_AIMS[name])
    print(table(("nats a note, without velocity", "valid", "test"), rows))


def _figure(nats: float | None) -> str:
    return "-" if nats is None else f"{nats:.3f}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("train", nargs="?", type=Path, metavar="TRAIN", help="folder to learn from")
    add("valid", nargs="?", type=Path, metavar="VALID", help="folder to be judged by")
    add("--test", type=Path, metavar="DIR", help="folder of test pieces")
    add("--also", type=Path, nargs="+", default=[], metavar="DIR", help="more to learn from")
    add("--set", choices=list(published.MELODY_SETS), help="otherwise by VALID's name")
    add("--core", choices=CORES)
    add("--size", choices=list(SIZES))
    add("--minutes", type=float, help="10, unless told otherwise")
    add("--epochs", type=float)
    add("--seed", type=int, default=0)
    add("--threads", type=int)
    add("--out", type=Path, metavar="MODEL", help="keep the model there (.safetensors)")
    add("--model", metavar="MODEL", help="score this one, by name or file; learn nothing")
    return parser


if __name__ == "__main__":
    main()
