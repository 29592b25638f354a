"""What one more note costs as the piece grows: time and memory, by the engine that generates."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from melodyrnn.comparison.results import StepCost
from melodyrnn.encoding.events import EVENT_DTYPE, EventArray
from melodyrnn.encoding.frame import Frame
from melodyrnn.encoding.reading import Reading
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.setting import Setting
from melodyrnn.engine.state import State
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap

LENGTHS = (10, 20, 50, 100, 200, 500, 1000, 2000, 4000)
"""Notes that a piece has when the next one is timed."""

_EIGHTH = 12  # steps
_ROUNDS, _STEPS = 20, 6

TIMED_NOTES = _ROUNDS * _STEPS
"""Notes that are timed at each length."""

_ONE = np.zeros(1, dtype=np.int64)


def step_costs(
    engines: Sequence[Engine],
    pitches: Sequence[int],
    lengths: Sequence[int] = LENGTHS,
    *,
    clock: Callable[[], float] = time.perf_counter,
) -> list[tuple[StepCost, ...]]:
    """Time of one note (four heads asked, the note read) and bytes of state at each length.

    pitches: of a tune, in the frame, played in eighths over and over. Times are medians of
    `_ROUNDS` rounds through all engines and lengths, `_STEPS` notes each, on one thread:
    whatever else the machine does in between falls on all of them alike.
    """
    setting = Setting(MeterMap(), KeyMap(), Frame())
    events = _tune(pitches, max(lengths) + _STEPS + 1)
    every = [(engine, length) for engine in range(len(engines)) for length in lengths]
    times: dict[tuple[int, int], list[float]] = {each: [] for each in every}
    with threadpool_limits(limits=1):
        states = {(e, length): engines[e].feed(setting, events[:length]) for e, length in every}
        for _ in range(_ROUNDS):
            for e, length in every:
                coming = events[length : length + _STEPS + 1]
                times[e, length] += _timed(engines[e], setting, states[e, length], coming, clock)
    return [
        tuple(
            StepCost(length, 1e3 * statistics.median(times[e, length]), states[e, length].nbytes)
            for length in lengths
        )
        for e in range(len(engines))
    ]


def tune(readings: Sequence[Reading]) -> list[int]:
    """Pitches of the longest piece, END left out."""
    longest = max(readings, key=len)
    return [int(pitch) for pitch in longest.targets[:-1, 1]]


def _timed(
    engine: Engine,
    setting: Setting,
    state: State,
    events: EventArray,
    clock: Callable[[], float],
) -> list[float]:
    """Seconds of each note but the first, which pays for room for those to come."""
    state = engine.step(state.select(_ONE), setting, events[:1])
    seconds = []
    for i in range(1, len(events)):
        begun = clock()
        _ask(engine, setting, state)
        state = engine.step(state, setting, events[i : i + 1])
        seconds.append(clock() - begun)
    return seconds


def _ask(engine: Engine, setting: Setting, state: State) -> None:
    """All that is asked to draw a note; what is drawn does not matter here."""
    engine.shift_logits(state)
    landing = setting.clock.landing(state.onset + _EIGHTH)
    pitch, duration = state.pitch, _ONE
    engine.pitch_logits(state, _ONE, landing)
    engine.duration_logits(state, _ONE, pitch, landing)
    engine.velocity_logits(state, pitch, duration, landing)


def _tune(pitches: Sequence[int], count: int) -> EventArray:
    events = np.zeros(count, dtype=EVENT_DTYPE)
    events["shift"], events["duration"], events["velocity"] = _EIGHTH, _EIGHTH, 80
    events["pitch"] = np.resize(np.array(pitches), count)
    return events
