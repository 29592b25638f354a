"""Timers that measure rivals in turn, so that a machine that slows down slows them all."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from melodyrnn.card import Card
from melodyrnn.checkpoint import Model, load_model
from melodyrnn.models.config import ModelConfig, sized
from melodyrnn.models.shapes import parameter_shapes
from melodyrnn.shelf import find_model, shelved_models


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of one side over all rounds."""

    best: float
    median: float

    @classmethod
    def of(cls, timings: Sequence[Timing]) -> Timing:
        """The best and the median of timings of the same thing."""
        return cls(min(t.best for t in timings), statistics.median(t.median for t in timings))


def alternately(
    sides: Mapping[str, Callable[[], object]], *, rounds: int, warm_up: int = 1, runs: int = 1
) -> dict[str, Timing]:
    """Runs each side in turn, `runs` times in a row each round; gives the time of one run.

    More runs in a row let each side find the processor's caches as it left them itself.
    `warm_up` rounds are not counted.
    """
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(warm_up + rounds):
        for name, run in sides.items():
            started = time.perf_counter()
            for _ in range(runs):
                run()
            if number >= warm_up:
                seconds[name].append((time.perf_counter() - started) / runs)
    return {name: Timing(min(s), statistics.median(s)) for name, s in seconds.items()}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells in columns, the first one to the left, the others to the right."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    lines = [
        "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in (head, *rows)
    ]
    return "\n".join(lines)


def random_model(config: ModelConfig) -> Model:
    """A model that has learned nothing: as fast as one that has."""
    rng = np.random.default_rng(0)
    weights = {
        name: rng.normal(scale=0.05, size=shape).astype(np.float32)
        for name, shape in parameter_shapes(config).items()
    }
    return Model(config, weights, Card(name="random"), identity="")


def model_at_hand(name: str | None) -> Model:
    """The model of that name or path; else the shipped one; else a random one of its size."""
    if name or shelved_models():
        return load_model(Path(find_model(name)))
    return random_model(sized("base"))
