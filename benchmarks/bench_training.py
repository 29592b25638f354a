"""Learning: ours against the plain way, and against what the processor can multiply at most.

python -m benchmarks.bench_training [FOLDER...] [--size large] [--rounds 8] [--threads N]

All sides are measured in turn, in one process, on the same tunes, and counted in notes. The
plain side stands in `benchmarks/plain_training.py`, the counting in `benchmarks/flops.py`.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from statistics import median
from unittest.mock import patch

import numpy as np
import torch
from torch import nn

from benchmarks import flops
from benchmarks.plain_training import (
    BareNetwork,
    SameNetwork,
    Tune,
    plain_batches,
    plain_trainer,
    steps_to_a_note,
    tune_of,
)
from benchmarks.timing import table
from melodyrnn.collection.files import find_midi_files
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.errors import MidiFileError
from melodyrnn.midi.reading import read_midi
from melodyrnn.models.config import CORES, SIZES, ModelConfig, sized
from melodyrnn.models.network import EventNetwork
from melodyrnn.training.batches import batches_by_length, random_view
from melodyrnn.training.device import half_floats
from melodyrnn.training.learner import Learner
from melodyrnn.training.settings import TrainSettings

PLAIN_ROWS = 64
FEWEST_NOTES = 16
CPU = torch.device("cpu")

Side = Callable[[], tuple[int, float]]
"""Does one step; returns its notes and its floating-point operations, 0 where not counted."""


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("midi_data")])
    parser.add_argument("--size", choices=list(SIZES), default="large")
    parser.add_argument("--core", choices=CORES, default="lstm")
    parser.add_argument("--batch-notes", type=int, default=TrainSettings(epochs=1).batch_notes)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--threads", type=int, help="otherwise torch's choice")
    wish = parser.parse_args()
    if wish.threads:
        torch.set_num_threads(wish.threads)
    readings, tunes = music(wish.folders)
    config = sized(wish.size, wish.core)
    settings = TrainSettings(epochs=1, batch_notes=wish.batch_notes)
    name = f"{wish.core} {config.layers} x {config.hidden}"
    print(
        f"{name}, {torch.get_num_threads()} threads, {len(readings)} tunes,"
        f" {steps_to_a_note(tunes):.2f} 16ths a note, {padding(readings, settings):.1%} padding"
    )
    sides = all_sides(config, settings, readings, tunes)
    print(results(measured(sides, wish.rounds)))


def music(folders: Sequence[Path]) -> tuple[list[Reading], list[Tune]]:
    """The same parts as our network reads them and as 16ths."""
    readings, tunes = [], []
    for path in find_midi_files(folders):
        try:
            piece = read_midi(path)
        except MidiFileError:
            continue
        for part in piece.parts:
            if len(part.notes) >= FEWEST_NOTES and not part.is_drum:
                readings.append(read_notes(part.notes, piece.meters, piece.keys))
                tunes.append(tune_of(part.notes))
    return readings, tunes


def padding(readings: Sequence[Reading], settings: TrainSettings) -> float:
    """Share of a batch's places that hold nothing."""
    rng = np.random.default_rng(0)
    groups = batches_by_length(readings, settings.batch_notes, rng)
    places = sum(len(group) * max(len(readings[i]) for i in group) for group in groups)
    return 1 - sum(map(len, readings)) / places


def all_sides(
    config: ModelConfig, settings: TrainSettings, readings: list[Reading], tunes: list[Tune]
) -> dict[str, Side]:
    """What is measured; (a) is "plain", (b) the fastest product."""
    sides: dict[str, Side] = {"ours": our_side(config, settings, readings)}
    if half_floats(CPU):
        sides["ours in fp32"] = our_side(config, settings, readings, is_half=False)
    torch.manual_seed(0)
    same, bare = SameNetwork(config), BareNetwork(config.layers, config.hidden)
    sides["plain"] = plain_side(same, tunes, by_length=False)
    sides["plain, by length"] = plain_side(SameNetwork(config), tunes, by_length=True)
    sides["plain, bare LSTM"] = plain_side(bare, tunes, by_length=False)
    for dtype in {torch.float32, half_floats(CPU) or torch.float32}:
        for name, run in flops.product_sides(dtype).items():
            sides[name] = product_side(name, run)
    return sides


def our_side(
    config: ModelConfig, settings: TrainSettings, readings: list[Reading], *, is_half: bool = True
) -> Side:
    """Steps of the learner on batches as the training loop draws them."""
    torch.manual_seed(0)
    learner = Learner(EventNetwork(config), settings, CPU)
    rng = np.random.default_rng(0)
    groups = endless(lambda: batches_by_length(readings, settings.batch_notes, rng))
    in_floats = "melodyrnn.training.learner.in_half_floats"

    def run() -> tuple[int, float]:
        batch = [readings[i] for i in next(groups)]
        views = [random_view(r, rng, hide_key=0.2, hide_style=0.5) for r in batch]
        before = learner.seen
        with nullcontext() if is_half else patch(in_floats, lambda _: nullcontext()):
            learner.learn(batch, views, 0.0)
        return learner.seen - before, flops.learning_flops(config, [len(r) for r in batch])

    return run


def plain_side(network: nn.Module, tunes: list[Tune], *, by_length: bool) -> Side:
    """Steps of a network on 16ths."""
    learn = plain_trainer(network)
    rng = np.random.default_rng(0)
    batches = endless(
        lambda: plain_batches(tunes, PLAIN_ROWS, rng, "length" if by_length else "random")
    )
    return lambda: (learn(next(batches)), 0.0)


def product_side(name: str, run: Callable[[], None]) -> Side:
    """One product."""

    def once() -> tuple[int, float]:
        run()
        return 0, flops.product_flops(name)

    return once


def endless(epoch: Callable[[], list]) -> Iterator:  # type: ignore[type-arg]  # of any batches
    """The batches of one epoch after the other."""
    return itertools.chain.from_iterable(iter(epoch, None))


def measured(sides: dict[str, Side], rounds: int) -> dict[str, tuple[float, float]]:
    """Notes and floating-point operations a second, medians over rounds after the first two."""
    clock = flops.seconds_clock()
    rates: dict[str, list[tuple[float, float]]] = {name: [] for name in sides}
    for number in range(rounds + 2):
        for name, step in sides.items():
            started = clock()
            notes, operations = step()
            seconds = clock() - started
            if number >= 2:
                rates[name].append((notes / seconds, operations / seconds))
    return {n: (median(r[0] for r in x), median(r[1] for r in x)) for n, x in rates.items()}


def results(rates: dict[str, tuple[float, float]]) -> str:
    """The table, with the two ratios asked for."""
    limit = max(rate for name, (_, rate) in rates.items() if " product " in name)
    notes, operations = rates["ours"]
    plain = rates["plain"][0]
    rows = [
        [name, f"{n:.0f}" if n else "", f"{n / plain:.2f}" if n else "",
         f"{f / 1e9:.0f}" if f else "", f"{f / limit:.2f}" if f else ""]
        for name, (n, f) in rates.items()
    ]  # fmt: skip
    head = ["", "notes/s", "x plain", "GFLOP/s", "of the limit"]
    said = f"ours: {notes / plain:.1f} x the plain way, {operations / limit:.0%} of the limit"
    return f"{table(head, rows)}\n{said}"


if __name__ == "__main__":
    main()
