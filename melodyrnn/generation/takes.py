"""Takes: a seed continued several times at once, note by note, each by its own chance.

Writing is a generator that takes a breath (yields None) after every note, so that
whoever waits for it may stop at any time; its value is what was written.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

import numpy as np

from melodyrnn.encoding.events import EVENT_DTYPE, EventArray, encode
from melodyrnn.encoding.spec import END_CLASS, PITCHES
from melodyrnn.encoding.timing import (
    STEPS_PER_QUARTER,
    TICKS_PER_STEP,
    class_low,
    class_of,
    class_size,
)
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.setting import Setting
from melodyrnn.engine.shaping import shaped, top_p_for
from melodyrnn.engine.state import State
from melodyrnn.errors import RequestError
from melodyrnn.generation.drawing import Drawn, NoteDrawer
from melodyrnn.generation.dynamics import SeedDynamics
from melodyrnn.generation.guard import REMEMBERED
from melodyrnn.generation.line import Line
from melodyrnn.generation.ready import Comparing
from melodyrnn.generation.redrawing import Redrawing
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.row import Row
from melodyrnn.generation.ruled import Ruled, steps_of
from melodyrnn.generation.rules import Rules
from melodyrnn.generation.sampling import drawn
from melodyrnn.generation.seed import Seed
from melodyrnn.music.notes import NOTE_DTYPE, IntArray, NoteSequence, without_collisions
from melodyrnn.originality.copies import Copies, find_copies
from melodyrnn.originality.limit import CopyLimit

ENDINGS_TRIED = 8
ENDING_BARS = 2
"""Endings tried for each take when it is to resolve, and their length."""

MAX_SILENT_STEPS = 288
"""A seed's last note is read as if it began at most so long, three whole notes, ago.

Longer gaps are written too coarsely to come in on the beat.
"""


NOTHING = NoteSequence()

T = TypeVar("T")
Writing: TypeAlias = Generator[None, None, T]
"""Work that takes a breath after every note and ends with a value."""


@dataclass(frozen=True, slots=True)
class Take:
    """One continuation: the new notes at their ticks, and what they cost the model.

    nats_per_note: surprise of the notes drawn, velocity not counted; 0 without notes.
    copies: what of it stands in the music the model learned from; None: it was not looked for.
    """

    notes: NoteSequence
    nats_per_note: float
    copies: Copies | None = field(default=None, compare=False)


def drained(work: Writing[T]) -> T:
    """The value of work that nobody interrupts."""
    while True:
        try:
            next(work)
        except StopIteration as ended:
            value: T = ended.value
            return value


class TakeWriter:
    """Writes the takes of one request. Takes can be asked for in any order, one or many."""

    def __init__(
        self,
        engine: Engine,
        seed: Seed,
        request: TakeRequest,
        *,
        style: int,
        has_velocity: bool,
        comparing: Comparing | None = None,
    ) -> None:
        top_p = top_p_for(request.top_p, has_chords=not seed.is_monophonic)
        self._engine, self._seed, self._request = engine, seed, replace(request, top_p=top_p)
        self._setting = Setting(seed.meters, seed.keys, seed.frame, style)
        self._ruled = Ruled(engine, self._setting, Rules.build(seed, request))
        self._comparing = comparing
        self._drawer = NoteDrawer(self._ruled, self._request, self._redrawing())
        self._dynamics = SeedDynamics(seed.notes, seed.meters)
        self._has_velocity = has_velocity
        self._origin = within_reach(engine.feed(self._setting, seed.events), seed.first)
        self._ending = _ending_start(seed)

    def write(self, takes: Sequence[int]) -> list[Take]:
        """Takes by number, from 0: each comes out the same whichever others are asked for."""
        return drained(self.writing(takes))

    def writing(self, takes: Sequence[int], prefix: NoteSequence = NOTHING) -> Writing[list[Take]]:
        """The same with a breath after every note.

        prefix: notes that each of them begins with, such as the opening of an earlier take.
        """
        opening, at = yield from self._reread(prefix)
        rows = [opening.branched(self._stream(take)) for take in takes]
        state = at.select(np.zeros(len(rows), dtype=np.int64))
        resolves = self._request.ending == "resolve"
        written = yield from self._advance(
            rows, state, self._ending if resolves else self._ruled.rules.end
        )
        if resolves:
            for i, take in enumerate(takes):
                written[i] = yield from self._resolved(take, *written[i])
        return [self._take(row, prefix, len(opening.events)) for row, _ in written]

    def _reread(self, prefix: NoteSequence) -> Writing[tuple[Row, State]]:
        """The row and the state that all takes start from: the seed read, and the prefix."""
        seed, recent = self._seed, self._seed.events[-REMEMBERED:]
        history = list(zip(recent["pitch"].tolist(), recent["duration"].tolist(), strict=True))
        # A last note that reaches a little over its bar line does not hold up the next one.
        release = min(-(-seed.notes.end // TICKS_PER_STEP), seed.first)
        row = Row(self._stream(0), int(self._origin.onset[0]), release, history)
        state = self._origin.select(np.zeros(1, dtype=np.int64))
        events, _ = encode(prefix)
        events["shift"][:1] -= row.onset
        events["pitch"] += seed.frame.semitones
        if len(events) and (
            prefix.start // TICKS_PER_STEP < seed.first
            or prefix.end > seed.end
            or not np.all((events["pitch"] >= 0) & (events["pitch"] < PITCHES))
        ):
            raise RequestError("The kept opening does not fit behind its seed; keep less of it.")
        for i in range(len(events)):
            event = events[i : i + 1]
            shift, pitch, duration, velocity = event.tolist()[0]
            classes = class_of([shift, duration]).tolist()
            cost = self._ruled.cost(state, classes[0], pitch, classes[1])
            row.add((shift, pitch, duration, velocity), cost)
            state = self._engine.step(state, self._setting, event)
            yield
        if self._limit:
            row.line = Line.opening(self._limit, seed, prefix)
        return row, state

    @property
    def _limit(self) -> CopyLimit | None:
        return self._comparing.limit if self._comparing else None

    def _redrawing(self) -> Redrawing | None:
        if not self._limit:
            return None
        freer = Rules.build(self._seed, replace(self._request, key_rule="off"))
        return Redrawing(self._ruled, replace(self._ruled, rules=freer), self._request)

    def _stream(self, *number: int) -> np.random.Generator:
        """The chance that belongs to a take, or to a try at its ending."""
        return np.random.default_rng([self._request.random_seed, *number])

    def _resolved(self, take: int, row: Row, at: State) -> Writing[tuple[Row, State]]:
        """Tries several endings; keeps the one after which the model would soonest stop."""
        rows = [row.branched(self._stream(take, 1 + i)) for i in range(ENDINGS_TRIED)]
        state = at.select(np.zeros(ENDINGS_TRIED, dtype=np.int64))
        tries = yield from self._advance(rows, state, self._ruled.rules.end)
        logits = np.concatenate([self._engine.shift_logits(s) for _, s in tries])
        closing = shaped(logits, 1.0, 1.0)[:, END_CLASS]
        return tries[int(closing.argmax())]

    def _advance(
        self, rows: list[Row], state: State, stop: int
    ) -> Writing[list[tuple[Row, State]]]:
        """Writes each row until its next note would begin at `stop` or later, or it finishes.

        Returns the rows in their order, each with its state (B = 1) before that note.
        """
        done: dict[int, State] = {}
        alive = list(range(len(rows)))
        while alive:
            active = [rows[i] for i in alive]
            found = self._drawer.draw(state, active, stop)
            for place in np.flatnonzero(~found.goes_on).tolist():
                done[alive[place]] = state.select(np.array([place]))
            if not found.goes_on.all():
                index = np.flatnonzero(found.goes_on)
                alive = [alive[i] for i in index.tolist()]
                if not alive:
                    break
                state, found = state.select(index), found.select(index)
            events = self._events(state, [rows[i] for i in alive], found)
            state = self._engine.step(state, self._setting, events)
            yield
        return [(row, done[i]) for i, row in enumerate(rows)]

    def _events(self, state: State, rows: list[Row], found: Drawn) -> EventArray:
        """The notes drawn for these rows, velocities with them, added to the rows."""
        events = np.empty(len(rows), dtype=EVENT_DTYPE)
        events["shift"] = steps_of(found.shift)
        events["pitch"], events["duration"] = found.pitch, class_low(found.duration)
        onset = state.onset + events["shift"]
        events["velocity"] = self._velocity(state, rows, events, found.duration, onset)
        for row, event, cost in zip(rows, events.tolist(), found.nats.tolist(), strict=True):
            row.add(event, cost)
        return events

    def _velocity(
        self,
        state: State,
        rows: list[Row],
        events: EventArray,
        duration: IntArray,
        onset: IntArray,
    ) -> IntArray:
        if not self._has_velocity:
            return self._dynamics.at(onset * TICKS_PER_STEP)
        landing = self._setting.clock.landing(onset)
        logits = self._engine.velocity_logits(state, events["pitch"], duration, landing)
        logits[:, 0] = -np.inf  # a note of velocity 0 is none
        chances = shaped(logits, self._request.rhythm_temperature, self._request.top_p)
        return drawn(chances, [row.stream for row in rows])

    def _take(self, row: Row, prefix: NoteSequence, known: int) -> Take:
        """Steps and frame back to ticks and pitches; the first `known` events are the prefix."""
        events = np.array(row.events, dtype=EVENT_DTYPE)
        onset = int(self._origin.onset[0]) + np.cumsum(events["shift"])
        notes = np.empty(len(events), dtype=NOTE_DTYPE)
        notes["onset"] = onset * TICKS_PER_STEP
        notes["duration"] = events["duration"] * TICKS_PER_STEP
        notes["pitch"] = events["pitch"] - self._seed.frame.semitones
        notes["velocity"] = events["velocity"]
        new = NoteSequence.from_array(notes[known:])
        written = clear_of(new, self._seed.notes.merged(prefix)).merged(prefix)
        copies = None
        if self._limit:  # in which notes are as a file has them (`melodyrnn.generation.line`)
            written = without_collisions(written)
        if self._comparing:
            copies = find_copies(self._comparing.index, written, before=self._seed.notes)
        return Take(written, row.nats / len(events) if len(events) else 0.0, copies)


def clear_of(notes: NoteSequence, seed: NoteSequence) -> NoteSequence:
    """The new notes, none striking a key that the seed still holds.

    A seed played by hand may reach a few ticks over its bar line; where the first new
    note has the same pitch it waits for the key, so that the seed stays untouched. A note
    that would be over before the key is free is left out.
    """
    array = notes.array.copy()
    for i in np.flatnonzero(array["onset"] < seed.end).tolist():
        held = seed.release[seed.pitch == array["pitch"][i]].max(initial=0)
        late = max(int(held) - int(array["onset"][i]), 0)
        array["onset"][i] += late
        array["duration"][i] = int(array["duration"][i]) - late
    return NoteSequence.from_array(array[array["duration"] > 0])


def _ending_start(seed: Seed) -> int:
    """First step of the last `ENDING_BARS` bars."""
    tick = seed.end
    for _ in range(ENDING_BARS):
        tick = int(seed.meters.locate(max(tick - 1, 0)).bar_start)
    return tick // TICKS_PER_STEP


def within_reach(state: State, first: int) -> State:
    """The state, its last onset moved on where `first` could not be written exactly from it."""
    gap = first - int(state.onset[0])
    if class_size(class_of(gap)) == 1 and gap <= MAX_SILENT_STEPS:
        return state
    reached = min(gap // STEPS_PER_QUARTER * STEPS_PER_QUARTER, MAX_SILENT_STEPS)
    return replace(state, onset=np.array([first - reached]))
