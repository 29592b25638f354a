"""Takes: a seed continued several times at once, note by note, each by its own chance."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.events import EVENT_DTYPE, EventArray
from melodyrnn.encoding.spec import END_CLASS
from melodyrnn.encoding.timing import (
    STEPS_PER_QUARTER,
    TICKS_PER_STEP,
    class_low,
    class_of,
    class_size,
)
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.scoring import nats_of
from melodyrnn.engine.setting import Setting
from melodyrnn.engine.state import State
from melodyrnn.generation.dynamics import SeedDynamics
from melodyrnn.generation.guard import REMEMBERED, stale_pitches
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.rules import Rules
from melodyrnn.generation.sampling import drawn, shaped
from melodyrnn.generation.seed import Seed
from melodyrnn.music.notes import NOTE_DTYPE, IntArray, NoteSequence

ENDINGS_TRIED = 8
ENDING_BARS = 2
"""Endings tried for each take when it is to resolve, and their length."""

MAX_SILENT_STEPS = 288
"""A seed's last note is read as if it began at most so long, three whole notes, ago.

Longer gaps are written too coarsely to come in on the beat.
"""


@dataclass(frozen=True, slots=True)
class Take:
    """One continuation: the new notes at their ticks, and what they cost the model.

    nats_per_note: surprise of the notes drawn, velocity not counted; 0 without notes.
    """

    notes: NoteSequence
    nats_per_note: float


@dataclass(slots=True)
class _Row:
    """One take, or one try at its ending, while it is written. Times in steps."""

    stream: np.random.Generator
    onset: int
    release: int
    history: list[tuple[int, int]]
    events: list[tuple[int, int, int, int]] = field(default_factory=list)
    nats: float = 0.0

    def add(self, event: tuple[int, int, int, int], nats: float) -> None:
        """One note more."""
        shift, pitch, duration, _ = event
        self.onset += shift
        self.release = max(self.release, self.onset + duration)
        self.history.append((pitch, duration))
        self.events.append(event)
        self.nats += nats

    def branched(self, stream: np.random.Generator) -> _Row:
        """The same notes, to go on by another chance."""
        return replace(self, stream=stream, history=[*self.history], events=[*self.events])


class TakeWriter:
    """Writes the takes of one request. Takes can be asked for in any order, one or many."""

    def __init__(
        self, engine: Engine, seed: Seed, request: TakeRequest, *, style: int, has_velocity: bool
    ) -> None:
        self._engine, self._seed, self._request = engine, seed, request
        self._rules = Rules.build(seed, request)
        self._setting = Setting(seed.meters, seed.keys, seed.frame, style)
        self._dynamics = SeedDynamics(seed.notes, seed.meters)
        self._has_velocity = has_velocity
        self._origin = _within_reach(engine.feed(self._setting, seed.events), seed.first)
        self._ending = _ending_start(seed)

    def write(self, takes: range) -> list[Take]:
        """Takes by number, from 0: each comes out the same whichever others are asked for."""
        rows = [self._new_row(take) for take in takes]
        resolves = self._request.ending == "resolve"
        stop = self._ending if resolves else self._rules.end
        state = self._origin.select(np.zeros(len(rows), dtype=np.int64))
        written = self._advance(rows, state, stop)
        if resolves:
            written = [
                self._resolved(take, row, at)
                for take, (row, at) in zip(takes, written, strict=True)
            ]
        return [self._take(row) for row, _ in written]

    def _new_row(self, take: int) -> _Row:
        seed, recent = self._seed, self._seed.events[-REMEMBERED:]
        history = list(zip(recent["pitch"].tolist(), recent["duration"].tolist(), strict=True))
        # A last note that reaches a little over its bar line does not hold up the next one.
        release = min(-(-seed.notes.end // TICKS_PER_STEP), seed.first)
        stream = np.random.default_rng([self._request.random_seed, take])
        return _Row(stream, int(self._origin.onset[0]), release, history)

    def _resolved(self, take: int, row: _Row, at: State) -> tuple[_Row, State]:
        """Tries several endings; keeps the one after which the model would soonest stop."""
        seed = self._request.random_seed
        streams = [np.random.default_rng([seed, take, 1 + i]) for i in range(ENDINGS_TRIED)]
        state = at.select(np.zeros(ENDINGS_TRIED, dtype=np.int64))
        tries = self._advance([row.branched(s) for s in streams], state, self._rules.end)
        logits = np.concatenate([self._engine.shift_logits(s) for _, s in tries])
        closing = shaped(logits, 1.0, 1.0)[:, END_CLASS]
        return tries[int(closing.argmax())]

    def _advance(self, rows: list[_Row], state: State, stop: int) -> list[tuple[_Row, State]]:
        """Writes each row until its next note would begin at `stop` or later, or it finishes.

        Returns the rows in their order, each with its state (B = 1) before that note.
        """
        done: dict[int, State] = {}
        alive = list(range(len(rows)))
        while alive:
            active = [rows[i] for i in alive]
            shift, nats = self._draw_shift(state, active)
            goes_on = (shift != END_CLASS) & (state.onset + _steps(shift) < stop)
            for place in np.flatnonzero(~goes_on).tolist():
                done[alive[place]] = state.select(np.array([place]))
            if not goes_on.all():
                index = np.flatnonzero(goes_on)
                alive = [alive[i] for i in index.tolist()]
                if not alive:
                    break
                state, active = state.select(index), [active[i] for i in index.tolist()]
                shift, nats = shift[index], nats[index]
            events = self._draw_note(state, active, shift, nats)
            state = self._engine.step(state, self._setting, events)
        return [(row, done[i]) for i, row in enumerate(rows)]

    def _draw_shift(self, state: State, rows: list[_Row]) -> tuple[IntArray, NDArray[np.float64]]:
        """Class of shift for each row, END for those that finish, and its cost."""
        logits = self._engine.shift_logits(state)
        release = np.array([row.release for row in rows])
        is_first = not rows[0].events
        ruled = self._rules.shift(logits, state.onset, release, is_first)
        blocked = ~self._rules.has_room_above(state.pitch)
        others = np.isfinite(ruled[:, 1:]).any(axis=1)
        ruled[blocked & others, 0] = -np.inf
        shift = self._draw(ruled, self._request.rhythm_temperature, rows)
        return shift, nats_of(logits, shift)

    def _draw_note(
        self, state: State, rows: list[_Row], shift: IntArray, nats: NDArray[np.float64]
    ) -> EventArray:
        """Draws pitch, duration and velocity of the notes that begin after `shift`."""
        request, rules, engine = self._request, self._rules, self._engine
        events = np.empty(len(rows), dtype=EVENT_DTYPE)
        events["shift"] = _steps(shift)
        onset = state.onset + events["shift"]
        landing = self._setting.clock.landing(onset)
        logits = engine.pitch_logits(state, shift, landing)
        stale = [stale_pitches(row.history) for row in rows]
        in_chord = (shift == 0) & np.array([bool(row.events) for row in rows])
        last = np.where(in_chord, state.pitch, -1)
        pitch = self._draw(rules.pitch(logits, last, stale), request.pitch_temperature, rows)
        nats = nats + nats_of(logits, pitch)
        logits = engine.duration_logits(state, shift, pitch, landing)
        duration = self._draw(rules.duration(logits, onset), request.rhythm_temperature, rows)
        nats = nats + nats_of(logits, duration)
        events["pitch"], events["duration"] = pitch, class_low(duration)
        events["velocity"] = self._velocity(state, rows, events, duration, onset)
        for row, event, cost in zip(rows, events.tolist(), nats.tolist(), strict=True):
            row.add(event, cost)
        return events

    def _velocity(
        self,
        state: State,
        rows: list[_Row],
        events: EventArray,
        duration: IntArray,
        onset: IntArray,
    ) -> IntArray:
        if not self._has_velocity:
            return self._dynamics.at(onset * TICKS_PER_STEP)
        landing = self._setting.clock.landing(onset)
        logits = self._engine.velocity_logits(state, events["pitch"], duration, landing)
        logits[:, 0] = -np.inf  # a note of velocity 0 is none
        return self._draw(logits, self._request.rhythm_temperature, rows)

    def _draw(self, logits: NDArray[np.floating], temperature: float, rows: list[_Row]) -> IntArray:
        chances = shaped(logits, temperature, self._request.top_p)
        return drawn(chances, [row.stream for row in rows])

    def _take(self, row: _Row) -> Take:
        """Steps and frame back to ticks and pitches."""
        events = np.array(row.events, dtype=EVENT_DTYPE)
        origin = int(self._origin.onset[0])
        notes = np.empty(len(events), dtype=NOTE_DTYPE)
        notes["onset"] = (origin + np.cumsum(events["shift"])) * TICKS_PER_STEP
        notes["duration"] = events["duration"] * TICKS_PER_STEP
        notes["pitch"] = events["pitch"] - self._seed.frame.semitones
        notes["velocity"] = events["velocity"]
        written = clear_of(NoteSequence.from_array(notes), self._seed.notes)
        return Take(written, row.nats / len(events) if len(events) else 0.0)


def clear_of(notes: NoteSequence, seed: NoteSequence) -> NoteSequence:
    """The new notes, none striking a key that the seed still holds.

    A seed played by hand may reach a few ticks over its bar line; where the first new
    note has the same pitch it waits for the key, so that the seed stays untouched.
    """
    array = notes.array.copy()
    for i in np.flatnonzero(array["onset"] < seed.end).tolist():
        held = seed.release[seed.pitch == array["pitch"][i]].max(initial=0)
        late = max(int(held) - int(array["onset"][i]), 0)
        array["onset"][i] += late
        array["duration"][i] = max(int(array["duration"][i]) - late, 1)
    return NoteSequence.from_array(array)


def _ending_start(seed: Seed) -> int:
    """First step of the last `ENDING_BARS` bars."""
    tick = seed.end
    for _ in range(ENDING_BARS):
        tick = int(seed.meters.locate(max(tick - 1, 0)).bar_start)
    return tick // TICKS_PER_STEP


def _within_reach(state: State, first: int) -> State:
    """The state, its last onset moved on where `first` could not be written exactly from it."""
    gap = first - int(state.onset[0])
    if class_size(class_of(gap)) == 1 and gap <= MAX_SILENT_STEPS:
        return state
    reached = min(gap // STEPS_PER_QUARTER * STEPS_PER_QUARTER, MAX_SILENT_STEPS)
    return replace(state, onset=np.array([first - reached]))


def _steps(shift: IntArray) -> IntArray:
    """Steps of each class of shift; 0 for END."""
    return np.where(shift == END_CLASS, 0, class_low(np.minimum(shift, END_CLASS - 1)))
