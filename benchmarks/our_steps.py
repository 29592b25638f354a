"""Our side of `bench_engine_step`: prints best and median seconds of a note, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.timing import alternately, random_model
from melodyrnn.checkpoint import Model
from melodyrnn.encoding.events import EVENT_DTYPE, EventArray
from melodyrnn.encoding.frame import Frame
from melodyrnn.engine.cells import build_cells, step
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.setting import Setting
from melodyrnn.models.config import sized
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap

MEMORY = 500
ROUNDS = 40
BATCHES = {8: 10, 64: 3}
"""Takes at once, and how often they are measured."""

Side = Callable[[], object]


def main() -> None:
    """Measures and prints."""
    model = random_model(sized("large"))
    ours = OurNotes(model)
    with threadpool_limits(limits=1):
        # Not in turn: each would find the other's weights in the cache instead of its own.
        times = alternately({"our engine, whole note": ours.notes(1)}, rounds=ROUNDS, runs=10)
        times |= alternately({"our two layers alone": layers(model)}, rounds=ROUNDS, runs=10)
        times |= alternately({"limit: our weights once": once(model)}, rounds=ROUNDS, runs=10)
        for takes, rounds in BATCHES.items():
            name = f"{takes} takes"
            times |= alternately({name: ours.notes(takes)}, rounds=rounds, runs=3)
    print(json.dumps({name: (t.best, t.median) for name, t in times.items()}))


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


def layers(model: Model) -> Side:
    """The recurrent step without heads, memory and features, as torch's side is."""
    cells = build_cells(model.config, model.weights)
    states = [cell.start() for cell in cells]
    x = np.ones((1, model.config.embedding), dtype=np.float32)

    def run() -> None:
        below = x
        for cell, state in zip(cells, states, strict=True):
            below = step(cell, below, state)[0]

    return run


def once(model: Model) -> Side:
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
