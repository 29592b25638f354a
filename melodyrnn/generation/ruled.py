"""What the network says comes next, and what the rules leave of it, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.spec import END_CLASS
from melodyrnn.encoding.timing import class_low
from melodyrnn.engine.cells import Floats
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.scoring import nats_of
from melodyrnn.engine.setting import Setting
from melodyrnn.engine.state import State
from melodyrnn.generation.guard import stale_pitches
from melodyrnn.generation.row import Row
from melodyrnn.generation.rules import Logits, Rules
from melodyrnn.music.notes import IntArray


@dataclass(frozen=True, slots=True)
class Ruled:
    """A network under the rules of a request. All give logits (B, size), as they are and ruled."""

    engine: Engine
    setting: Setting
    rules: Rules

    def shift(self, state: State, rows: Sequence[Row]) -> tuple[Floats, Logits]:
        """Of the class of shift; END stands for all ways to finish."""
        rules = self.rules
        logits = self.engine.shift_logits(state)
        release = np.array([row.release for row in rows])
        ruled = rules.shift(logits, state.onset, release, not rows[0].events)
        blocked = ~rules.has_room_above(state.pitch)
        others = np.isfinite(ruled[:, 1:]).any(axis=1)
        ruled[blocked & others, 0] = -np.inf
        return logits, ruled

    def pitch(
        self, state: State, rows: Sequence[Row], shift: IntArray, *, unstuck: bool = True
    ) -> tuple[Floats, Logits]:
        """Of pitch, given the class of shift (B,); unstuck: no loop goes on without end."""
        logits = self.engine.pitch_logits(state, shift, self._landing(state, shift))
        stale = [stale_pitches(row.history) if unstuck else set[int]() for row in rows]
        in_chord = (shift == 0) & np.array([bool(row.events) for row in rows])
        last = np.where(in_chord, state.pitch, -1)
        return logits, self.rules.pitch(logits, last, stale)

    def duration(self, state: State, shift: IntArray, pitch: IntArray) -> tuple[Floats, Logits]:
        """Of the class of duration, given the class of shift and the pitch, (B,)."""
        landing = self._landing(state, shift)
        logits = self.engine.duration_logits(state, shift, pitch, landing)
        return logits, self.rules.duration(logits, state.onset + steps_of(shift))

    def cost(self, state: State, shift: int, pitch: int, duration: int) -> float:
        """What a note costs the model; classes, velocity not counted, B = 1."""
        s, p, d = (np.array([value]) for value in (shift, pitch, duration))
        engine, landing = self.engine, self._landing(state, s)
        nats: NDArray[np.float64] = nats_of(engine.shift_logits(state), s)
        nats += nats_of(engine.pitch_logits(state, s, landing), p)
        nats += nats_of(engine.duration_logits(state, s, p, landing), d)
        return float(nats[0])

    def _landing(self, state: State, shift: IntArray) -> IntArray:
        return self.setting.clock.landing(state.onset + steps_of(shift))


def at_heads(state: State, index: IntArray) -> State:
    """What the heads need of the rows named by `index`: enough for logits, not for a step."""
    return replace(
        state,
        trunk=state.trunk[index],
        onset=state.onset[index],
        pitch=state.pitch[index],
        around=state.around and state.around.select(index),
        trail=state.trail and state.trail.select(index),
    )


def steps_of(shift: IntArray) -> IntArray:
    """Steps of each class of shift; 0 for END."""
    return np.where(shift == END_CLASS, 0, class_low(np.minimum(shift, END_CLASS - 1)))
