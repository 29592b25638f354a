"""The four polyphonic sets: what our network pays a frame, beside what others published.

python -m benchmarks.bench_polyphony FILE [--test FILE] [--core lstm|gru|rnn|transformer]
[--minutes M | --epochs E] [--seed S] [--members N] [--size base] [--out MODEL] [--model MODEL]...

FILE holds the splits train and valid, as `.json.gz` or as the usual `.mat`: learned from, and
chosen by. Test pieces are looked at only where --test names their file, which may be FILE. How
a set is learned stands in `benchmarks/poly_recipes.py`; each number of it is also an option.
Minutes are of processor time, on a GPU of the time that passes. --model scores a model that
is there, and learns nothing. --members learns several networks, each from another seed and
for as long, and judges the mean of their chances, as several --model do.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks import published
from benchmarks.asking import asked, at_least_one, true_or_false
from benchmarks.frames import DRAWN, FrameScore, Grid, notes_of, score_rolls
from benchmarks.poly_learning import SHAPE_SKIPS, Lesson, grid_of, learn
from benchmarks.poly_recipes import RECIPES, Recipe, recipe_for
from benchmarks.rolls import SETS, Roll, learning_splits, pieces_to_test, read_rolls, set_called
from benchmarks.timing import table
from benchmarks.twins import twins_among
from melodyrnn.checkpoint import Model, load_model
from melodyrnn.errors import MelodyRnnError
from melodyrnn.models.config import CORES, SIZES, ModelConfig, sized
from melodyrnn.models.network import EventNetwork
from melodyrnn.music.meter import Meter
from melodyrnn.music.top_line import top_line
from melodyrnn.training.device import device_called, hold_few_kernels
from melodyrnn.training.loop import Progress
from melodyrnn.training.preparing import load_weights
from melodyrnn.training.settings import TrainSettings

NO_DATA = "Nothing measured: name a file of piano rolls, FILE; --help tells more."

CONVENTION = """\
Frames 2 to T of each piece, each whole frame given all before, pooled over all pieces (Bai 2018).
A frame pays for shift, pitch and duration of its notes; velocity is always the same and left out.
With END it also pays for foreseeing that the piece is over, which the published models do not do:
to be compared with them, the last frame of a piece only pays for being complete."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The scores of one split, piece by piece, and which pieces are twins of learned ones.

    alone: of a committee, what each network pays by itself, all pieces pooled.
    """

    scores: list[FrameScore]
    alone: list[FrameScore]
    is_twin: np.ndarray[Any, np.dtype[np.bool_]]
    notes: int
    seconds: float

    def pooled(self, *, twins: bool = True) -> FrameScore:
        """All pieces, or only those that are no twins."""
        pairs = zip(self.scores, self.is_twin, strict=True)
        return FrameScore.of([score for score, is_twin in pairs if twins or not is_twin])


def main() -> None:
    """Runs the benchmark and prints its table."""
    options = parser()
    wish = asked(options, sys.argv[1:], ("file",))
    if wish is None:
        print(NO_DATA)
        return
    hold_few_kernels()
    torch.set_num_threads(wish.threads)
    try:
        _run(options, wish)
    except MelodyRnnError as error:
        sys.exit(f"bench_polyphony: {error}")


def _run(options: argparse.ArgumentParser, wish: argparse.Namespace) -> None:
    name = wish.set or set_called(wish.file)
    train, valid = learning_splits(read_rolls(wish.file), wish.file)
    splits = {"valid": valid}
    if wish.test:
        splits["test"] = pieces_to_test(read_rolls(wish.test), wish.test)
    device = device_called(wish.device)
    try:
        recipe = recipe_wished(wish, name)
    except ValueError as error:
        options.error(str(error))
    with tempfile.TemporaryDirectory() as folder:
        paths, said = wish.model or [], []
        for member in range(0 if paths else recipe.members):
            path = member_path(wish.out or Path(folder, "model.safetensors"), member)
            lesson = Lesson(name, wish.file.name, recipe.member(member), train, valid, path)
            said.append(learn(lesson, device, lambda line: print(line, flush=True)))
            paths = [*paths, path]
        models = [load_model(path) for path in paths]
    grids = {grid_of(model.card) or recipe.grid for model in models}
    if len(grids) > 1:
        options.error("These models were made for frames of different lengths; score them apart.")
    (grid,) = grids
    networks = [_network(model, device) for model in models]
    judged = {split: judge_rolls(networks, r, train, grid) for split, r in splits.items() if r}
    how = "\n".join(_learned(m, news, wish) for m, news in zip_longest(models, said))
    _show(name, models, grid, judged, how)


def member_path(out: Path, member: int) -> Path:
    """Where a network of a committee is kept; member: from 0, which lies at `out` itself."""
    return out.with_stem(f"{out.stem}-{member + 1}") if member else out


def _network(model: Model, device: torch.device) -> EventNetwork:
    network = EventNetwork(model.config).to(device)
    load_weights(network, model)
    return network


def judge_rolls(
    networks: Sequence[EventNetwork], rolls: Sequence[Roll], learned: Sequence[Roll], grid: Grid
) -> Judged:
    """Scores a split. Twins are found by the highest note of each frame."""
    began = time.perf_counter()
    device = next(networks[0].parameters()).device
    each = score_rolls(networks, rolls, grid, device)
    seconds = time.perf_counter() - began
    alone = [FrameScore.of(scores) for scores in each.by_network]
    lines = [[top_line(notes_of(r, grid)).notes for r in some] for some in (rolls, learned)]
    notes = sum(len(frame) for roll in rolls for frame in roll)
    return Judged(each.together, alone, twins_among(*lines), notes, seconds)


def recipe_wished(wish: argparse.Namespace, name: str) -> Recipe:
    """The row of the table, changed by what the command line says.

    Raises:
        ValueError: a number outside its range.
    """
    row = recipe_for(name, wish.core)
    config, settings = row.config, row.settings
    if wish.size:
        config = replace(sized(wish.size, wish.core), dropout=config.dropout)
    given = {f: value for f, value in vars(wish).items() if value is not None}
    if "epochs" in given or "minutes" in given:
        settings = replace(settings, **{"minutes": None, "epochs": None, **_budget(given)})
    grid = Grid(given.get("frame_ticks", row.grid.frame_ticks), given.get("meter", row.grid.meter))
    return Recipe(
        grid,
        replace(config, **{f: given[f] for f in _names(ModelConfig) if f in given}),
        replace(settings, **{f: given[f] for f in _names(TrainSettings) if f in given}),
        given.get("cut_notes", row.cut_notes),
        given.get("members", row.members),
    )


def _budget(given: dict[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in ("epochs", "minutes") if name in given}


def _names(kind: type[ModelConfig] | type[TrainSettings]) -> list[str]:
    return [f.name for f in fields(kind) if f.name not in SHAPE_SKIPS]


def parser() -> argparse.ArgumentParser:
    """Reads the command line. What is not given is None, but for the core."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = options.add_argument
    add("file", nargs="?", type=Path, metavar="FILE", help="train and valid, .json.gz or .mat")
    add("--test", type=Path, metavar="FILE", help="test pieces, in the same forms")
    add("--set", choices=list(SETS), help="otherwise by FILE's name")
    add("--core", choices=CORES, default="lstm")
    add("--size", choices=list(SIZES), help="otherwise as in the table of recipes")
    add("--out", type=Path, metavar="MODEL", help="keep the model there (.safetensors)")
    add("--model", type=Path, action="append", metavar="MODEL", help="score it, learn nothing")
    add("--members", type=at_least_one, metavar="N", help="networks to learn")
    add("--device", default="cpu", help="cpu, cuda, mps or auto")
    add("--threads", type=int, default=1, help="processor threads")
    add("--frame-ticks", type=int, metavar="TICKS", help="length of a frame, 480 a quarter")
    add("--meter", type=Meter.parse, metavar="N/D", help="meter the frames are read in")
    stretches = "learn from stretches of so many notes, each as a piece that ends there; 0: no"
    add("--cut-notes", type=int, metavar="N", help=stretches)
    for values in (recipe_for(next(iter(RECIPES)), "lstm").config, TrainSettings(epochs=1)):
        for name in _names(type(values)):
            value = getattr(values, name)
            add(f"--{name.replace('_', '-')}", type=_reader(name, value), metavar="X")
    return options


def _reader(name: str, value: object) -> Callable[[str], object]:
    """What reads an option's value, by the value it has in the table."""
    if isinstance(value, bool):
        return true_or_false
    return float if value is None or name == "epochs" else type(value)


def _learned(model: Model, news: Progress | None, wish: argparse.Namespace) -> str:
    """How the model came about: seeds, times, speed."""
    weights = sum(w.size for w in model.weights.values())
    shape = (
        f"{model.config.core} {model.config.layers} x {model.config.hidden}, {weights:,} weights"
    )
    best = f"best after {model.card.minutes:.1f} min and {model.card.epochs:.1f} epochs"
    if news is None:
        return f"{shape}, {best}\n{model.card.command}"
    clock = "processor time" if device_called(wish.device).type == "cpu" else "the clock"
    speed = news.notes_seen / max(news.seconds, 1e-9)
    return (
        f"{shape}; learned {news.seconds / 60:.1f} min of {clock}, threads {wish.threads},"
        f" {news.epoch:.1f} epochs, {speed:,.0f} notes/s; {best}\n{model.card.command}"
    )


def _show(
    name: str, models: Sequence[Model], grid: Grid, judged: dict[str, Judged], how: str
) -> None:
    which = ", ".join(model.identity for model in models)
    which = (
        f"the mean of the saved models {which}" if len(models) > 1 else f"the saved model {which}"
    )
    speeds = ", ".join(f"{split} {j.notes / j.seconds:,.0f}" for split, j in judged.items())
    print(f"\n{name}, a frame of {grid.frame_ticks} ticks in {grid.meter}\n{how}")
    print(f"judged from {which}, notes/s: {speeds}\n\n{CONVENTION}\n")
    ours = {split: _cells(each) for split, each in judged.items()}
    rows = [
        (what, *(ours[split][what] if split in ours else "" for split in ("valid", "test")))
        for what in ours["valid"]
    ]
    rows += published.beside(published.POLYPHONY, name, aim=published.POLYPHONY_AIMS[name])
    print(table(("nats a frame", "valid", "test"), rows))
    print(f"\n{published.legend(published.POLYPHONY, name)}")


def _cells(judged: Judged) -> dict[str, str]:
    """What the table says of one split."""
    score, apart = judged.pooled(), judged.pooled(twins=False)
    alone = [each.without_end for each in judged.alone]
    by_itself = f"{np.mean(alone):.3f}, {min(alone):.3f}" if len(alone) > 1 else ""
    return {
        "frames": f"{score.frames:,}",
        "ours, END included": f"{score.with_end:.3f}",
        **{f"  of it {f}": f"{n:.3f}" for f, n in zip(DRAWN, score.by_field, strict=True)},
        "ours, END not asked for": f"{score.without_end:.3f}",
        **({"  each network alone: mean, best": by_itself} if by_itself else {}),
        "  without twins of pieces learned from": f"{apart.without_end:.3f}" * bool(apart.frames),
        "  such twins, by the top line": f"{int(judged.is_twin.sum())} of {len(judged.scores)}",
    }


if __name__ == "__main__":
    main()
