"""Learning in several processes on this machine: notes a second of one and of more.

python -m benchmarks.bench_together [FOLDER...] [--size large] [--processes 2] [--steps 12]

Each process has one thread. The batch is the same however many share it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np
import torch

from benchmarks.bench_training import CPU, music
from benchmarks.timing import table
from melodyrnn.models.config import SIZES, sized
from melodyrnn.models.network import EventNetwork
from melodyrnn.training.batches import View, batches_by_length
from melodyrnn.training.distributed import joined_group
from melodyrnn.training.learner import Learner
from melodyrnn.training.settings import TrainSettings

CHILD = "--child"


def main() -> None:
    """Runs the benchmark and prints its table; or is one of its processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("midi_data")])
    parser.add_argument("--size", choices=list(SIZES), default="large")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument(CHILD, action="store_true", help=argparse.SUPPRESS)
    wish = parser.parse_args()
    if wish.child:
        learn(wish)
        return
    rates = {n: rate_of(n) for n in (1, wish.processes)}
    rows = [[f"{n}", f"{r:.0f}", f"{r / rates[1]:.2f}"] for n, r in rates.items()]
    print(table(["processes", "notes/s", "x one"], rows))


def rate_of(processes: int) -> float:
    """Notes a second of so many, each a process started by torchrun."""
    command = ["-m", "torch.distributed.run", "--nproc-per-node", str(processes)]
    done = subprocess.run(
        [sys.executable, *command, "-m", "benchmarks.bench_together", *sys.argv[1:], CHILD],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return float(done.stdout.split()[-1])


def learn(wish: argparse.Namespace) -> None:
    """Takes some steps; the first process prints notes a second, the median."""
    torch.set_num_threads(1)
    group = joined_group(CPU)
    readings, _ = music(wish.folders)
    settings = TrainSettings(epochs=1)
    torch.manual_seed(0)
    learner = Learner(EventNetwork(sized(wish.size)), settings, CPU, group)
    groups = batches_by_length(readings, settings.batch_notes, np.random.default_rng(0))
    rates = []
    for batch in groups[: wish.steps]:
        before, started = learner.seen, time.perf_counter()
        learner.learn([readings[i] for i in batch], [View()] * len(batch), 0.0)
        rates.append((learner.seen - before) / (time.perf_counter() - started))
    if group.leads:
        print(median(rates[2:]))
    group.close()


if __name__ == "__main__":
    main()
