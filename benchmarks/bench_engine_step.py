"""One note of a 2 x 512 LSTM with 500 notes in memory, one thread: our engine and torch.

python -m benchmarks.bench_engine_step [--rounds 40]

Ours is the whole note: where it lands, four heads, and the step that reads it. Torch's
side is the bare recurrent step of the same width, without heads, memory or features. The
limit is every weight of ours read once, by products of one row in numpy.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import numpy as np
import torch
from threadpoolctl import threadpool_limits
from torch import Tensor, nn

from benchmarks.timing import alternately, random_model, table
from melodyrnn.checkpoint import Model
from melodyrnn.encoding.events import EVENT_DTYPE, EventArray
from melodyrnn.encoding.frame import Frame
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.setting import Setting
from melodyrnn.models.config import sized
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap

HIDDEN = 512
MEMORY = 500
ASKED_RATIO = 15
NOTES_IN_A_ROW = 10
BATCHES = (8, 64)

Side = Callable[[], object]


def main() -> None:
    """Runs the benchmark and prints its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    torch.set_num_threads(1)
    model = random_model(sized("large"))
    ours = OurNotes(model)
    sides = {
        "our engine, whole note": ours.notes(1),
        "torch.nn.LSTM step": lstm(HIDDEN),
        f"torch.nn.LSTM step, {model.config.embedding} in": lstm(model.config.embedding),
        "torch.nn.LSTMCell pair": lstm_cells(),
        "limit: our weights once": weights_once(model),
    }
    with threadpool_limits(limits=1), torch.no_grad():
        times = alternately(sides, rounds=rounds, runs=NOTES_IN_A_ROW)
        batches = {size: ours.notes(size) for size in BATCHES}
        many = {
            size: alternately({"ours": run}, rounds=max(rounds // size, 5), runs=5)["ours"]
            for size, run in batches.items()
        }
    mine = times["our engine, whole note"]
    rows = [
        [name, f"{t.best * 1e3:.2f}", f"{t.median * 1e3:.2f}", f"{t.median / mine.median:.1f}"]
        for name, t in times.items()
    ]
    print(f"one note, one take, 2 x {HIDDEN}, {MEMORY} notes in memory, one thread")
    print(table(["", "best ms", "median ms", "ratio"], rows))
    print(f"asked: torch.nn.LSTM step at least {ASKED_RATIO} times ours\n")
    rows = [
        [str(size), f"{t.best * 1e3:.2f}", f"{t.median * 1e3:.2f}", f"{t.median / size * 1e3:.3f}"]
        for size, t in many.items()
    ]
    print(table(["takes at once", "best ms", "median ms", "ms a take"], rows))


class OurNotes:
    """Notes drawn from the engine; the same state each time, so the memory does not grow."""

    def __init__(self, model: Model) -> None:
        self._engine = Engine(model)
        self._setting = Setting(MeterMap(), KeyMap(), Frame())
        self._origin = self._engine.feed(self._setting, random_events(MEMORY))

    def notes(self, takes: int) -> Side:
        """One note for each of some takes."""
        engine, setting = self._engine, self._setting
        event = np.repeat(random_events(1), takes)
        shift, pitch, duration = event["shift"], event["pitch"], event["duration"]
        state = self._origin.select(np.zeros(takes, dtype=np.int64))
        state = engine.step(state, setting, event)  # the memory has room for its own notes now

        def run() -> None:
            landing = setting.clock.landing(state.onset + shift)
            engine.shift_logits(state)
            engine.pitch_logits(state, shift, landing)
            engine.duration_logits(state, shift, pitch, landing)
            engine.velocity_logits(state, pitch, duration, landing)
            engine.step(state, setting, event)

        return run


def random_events(count: int) -> EventArray:
    """Quavers and crotchets of any pitch."""
    rng = np.random.default_rng(count)
    events = np.empty(count, dtype=EVENT_DTYPE)
    events["shift"] = events["duration"] = rng.choice([12, 24], count)
    events["pitch"] = rng.integers(60, 84, count)
    events["velocity"] = 80
    return events


def lstm(width: int) -> Side:
    """`torch.nn.LSTM` of two layers, called for one step, its state carried over."""
    layers = nn.LSTM(width, HIDDEN, num_layers=2, batch_first=True).eval()
    x = torch.randn(1, 1, width)
    carried: list[tuple[Tensor, Tensor] | None] = [None]

    def run() -> None:
        _, carried[0] = layers(x, carried[0])

    return run


def lstm_cells() -> Side:
    """Two `torch.nn.LSTMCell`, one step."""
    lower, upper = (nn.LSTMCell(HIDDEN, HIDDEN).eval() for _ in range(2))
    x = h = torch.randn(1, HIDDEN)

    def run() -> None:
        below, _ = lower(x, (h, h))
        upper(below, (h, h))

    return run


def weights_once(model: Model) -> Side:
    """Every matrix of the model times one row; tables that are looked up do not count."""
    looked_up = ("read.weight", "memory.lag.weight", "conditions.weight")
    matrices = [
        np.ascontiguousarray(w.T)
        for name, w in model.weights.items()
        if w.ndim == 2 and not name.endswith(looked_up)
    ]
    rows = [np.ones(len(m), dtype=np.float32) for m in matrices]

    def run() -> None:
        for row, matrix in zip(rows, matrices, strict=True):
            np.dot(row, matrix)

    return run


if __name__ == "__main__":
    main()
