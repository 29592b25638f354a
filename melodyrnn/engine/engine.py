"""The trained network in numpy: read a seed, branch, draw note by note.

Equal to the PyTorch network within 1e-4 on the logits. Pitches are in the frame
(`melodyrnn.encoding.frame`). Nothing here draws at random: that is `generation`'s part.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from melodyrnn.checkpoint import Model
from melodyrnn.encoding.echoes import Echoes
from melodyrnn.encoding.events import EVENT_DTYPE, EventArray
from melodyrnn.encoding.harmony import harmony_after, harmony_of
from melodyrnn.encoding.spec import FEATURES, FIELDS, HARMONY_SIZE
from melodyrnn.encoding.timing import CLASS_COUNT, class_low
from melodyrnn.engine.around import Around
from melodyrnn.engine.cells import Floats, rows_times
from melodyrnn.engine.core import CoreState, EngineCore
from melodyrnn.engine.heads import HeadWeights, TrunkWeights
from melodyrnn.engine.norm import Norm
from melodyrnn.engine.recall import RecallWeights
from melodyrnn.engine.recurrent import RecurrentStack
from melodyrnn.engine.setting import Setting
from melodyrnn.engine.state import Recall, State
from melodyrnn.engine.trail import Trail
from melodyrnn.engine.transformer import Transformer
from melodyrnn.music.notes import IntArray

_NOTHING = np.zeros(0, dtype=EVENT_DTYPE)
_FEATURE_OFFSETS = np.cumsum([0] + [f.size for f in FEATURES])[:-1]


class Engine:
    """A network ready to run. Holds weights only: one engine serves any number of states."""

    def __init__(self, model: Model) -> None:
        weights = model.weights
        self._table = weights["read.weight"]
        self._harmony = np.ascontiguousarray(weights["harmony.weight"].T)
        core = Transformer if model.config.core == "transformer" else RecurrentStack
        self._core: EngineCore[Any] = core.build(model.config, weights)
        self._norm = Norm.build(weights, "norm")
        self._recall = RecallWeights.build(model.config, weights)
        self._trunk_weights = TrunkWeights.build(weights)
        self._looks_around, self._hears_echoes = model.config.around, model.config.echoes
        self._heads = {f.name: HeadWeights.build(weights, f.name) for f in FIELDS}

    def start(self, setting: Setting) -> State:
        """One take that has read nothing but its setting."""
        no_harmony = np.zeros((1, HARMONY_SIZE), dtype=bool)
        x = self._read(setting.start(), no_harmony)
        output, core = self._stepped(x, self._core.start())
        recall = self._recall.empty() if self._recall else None
        origin = np.zeros(1, dtype=np.int64)
        trunk = self._trunk(output, recall, origin, setting)
        around = Around.nothing() if self._looks_around else None
        trail = Trail.after(setting.clock, _NOTHING) if self._hears_echoes else None
        return State(core, recall, trunk, output, origin, origin - 1, no_harmony, around, trail)

    def feed(self, setting: Setting, events: EventArray) -> State:
        """One take that has read a whole seed: the same as `start` and a step for each event.

        Layer by layer instead of note by note, so that a seed of thousands of notes is
        read in a blink.
        """
        state = self.start(setting)
        if not len(events):
            return state
        onset = np.cumsum(events["shift"])
        previous = np.concatenate([[-1], events["pitch"][:-1]])
        harmony = harmony_of(events["shift"], events["pitch"])
        read = self._read(setting.features(events, onset, previous), harmony)
        outputs, core = self._run(read, state.core)
        recall = state.recall
        if self._recall and recall:
            before = np.concatenate([state.output, outputs[:-1]])
            entries = self._recall.entries(before, read, np.concatenate([[0], onset[:-1]]))
            recall = Recall(entries, recall.own, 0)
        last, at = outputs[-1:], onset[-1:]
        trunk = self._trunk(last, recall, at, setting)
        around = Around.after(events) if self._looks_around else None
        trail = Trail.after(setting.clock, events) if self._hears_echoes else None
        pitch = events["pitch"][-1:]
        return State(core, recall, trunk, last, at, pitch, harmony[-1:], around, trail)

    def step(self, state: State, setting: Setting, events: EventArray) -> State:
        """B takes that have read one event more each; events (B,).

        What `state` remembers is continued in place: to step twice from one state, branch
        it first with `State.select`.
        """
        onset = state.onset + events["shift"]
        harmony = harmony_after(state.harmony, events["shift"], events["pitch"])
        x = self._read(setting.features(events, onset, state.pitch), harmony)
        output, core = self._stepped(x, state.core)
        recall = state.recall
        if self._recall and recall:
            recall = self._recall.remembered(recall, state.output, x, state.onset)
        trunk = self._trunk(output, recall, onset, setting)
        around = state.around and state.around.with_notes(onset, events)
        trail = state.trail and state.trail.with_notes(onset, events)
        pitch = events["pitch"]
        return State(core, recall, trunk, output, onset, pitch, harmony, around, trail)

    def shift_logits(self, state: State) -> Floats:
        """Logits of shift, END last: (B, classes)."""
        nothing = np.zeros((len(state), 0), dtype=np.int64)
        hints = state.trail.shifts(state.onset) if state.trail else None
        return self._heads["shift"].logits(state.trunk, nothing, hints)

    def pitch_logits(self, state: State, shift: IntArray, landing: IntArray) -> Floats:
        """Logits of pitch, given class of shift (B,) and place (B, 2): (B, 128).

        Not masked: within a chord only pitches above the last one may be drawn.
        """
        told, around = _beside(shift, landing), None
        if state.around:
            onset = _onset_after(state, shift)
            around = state.around.seen_at(onset, shift > 0)
            if state.trail:
                around = np.concatenate([around, state.trail.pitches(onset)], axis=1)
        return self._heads["pitch"].pitch_logits(state.trunk, told, state.pitch, around)

    def duration_logits(
        self, state: State, shift: IntArray, pitch: IntArray, landing: IntArray
    ) -> Floats:
        """Logits of duration, given what was drawn before it: (B, classes)."""
        told, hints = _beside(pitch, shift, landing), None
        if state.trail:
            hints = state.trail.durations(_onset_after(state, shift), pitch)
        return self._heads["duration"].logits(state.trunk, told, hints)

    def velocity_logits(
        self, state: State, pitch: IntArray, duration: IntArray, landing: IntArray
    ) -> Floats:
        """Logits of velocity, given pitch, class of duration and place: (B, 128)."""
        told = _beside(duration, pitch, landing)
        return self._heads["velocity"].logits(state.trunk, told)

    def all_logits(
        self,
        trunk: Floats,
        drawn: IntArray,
        landing: IntArray,
        previous: IntArray,
        around: NDArray[np.int8],
        echoes: Echoes,
    ) -> list[Floats]:
        """Logits of all fields, given what was really drawn: for scoring, not for drawing.

        trunk: (T, heads x head) of `trunks`. drawn: (T, 4) targets. previous: (T,) pitch before.
        around and echoes: as in `Reading`.
        """
        shift, pitch, duration, _ = drawn.T
        if self._hears_echoes:
            around = np.concatenate([around, echoes.pitches], axis=1)
        return [
            self._heads["shift"].logits(trunk, drawn[:, :0], echoes.shift),
            self._heads["pitch"].pitch_logits(
                trunk, _beside(shift, landing), previous, around if self._looks_around else None
            ),
            self._heads["duration"].logits(trunk, _beside(pitch, shift, landing), echoes.duration),
            self._heads["velocity"].logits(trunk, _beside(duration, pitch, landing)),
        ]

    def trunks(
        self,
        features: NDArray[np.int16],
        harmony: NDArray[np.bool_],
        onset: IntArray,
        spans: IntArray,
    ) -> Floats:
        """What the heads work on after each step of one whole piece: (T, heads x head).

        Arguments are those of `melodyrnn.encoding.reading.Reading`; row 0 is the start.
        """
        read = self._read(features, harmony)
        outputs, _ = self._run(read, self._core.start())
        if self._recall is None:
            return self._trunk_weights.trunk_of_all(outputs)
        entries = self._recall.entries(outputs[:-1], read[1:], onset[:-1])
        found = self._recall.look_back_all(entries, outputs, onset, spans)
        return self._trunk_weights.trunk_of_all(np.concatenate([outputs, found], axis=1))

    def _read(self, features: NDArray[np.int16], harmony: NDArray[np.bool_]) -> Floats:
        rows = self._table.take(features + _FEATURE_OFFSETS, axis=0)
        read: Floats = np.add.reduce(rows, axis=1)
        read += rows_times(harmony.astype(np.float32), self._harmony)
        return read

    def _stepped(self, x: Floats, state: CoreState) -> tuple[Floats, CoreState]:
        output, after = self._core.step(x, state)
        return self._norm(output), after

    def _run(self, x: Floats, state: CoreState) -> tuple[Floats, CoreState]:
        outputs, after = self._core.run(x, state)
        return self._norm(outputs), after

    def _trunk(
        self, output: Floats, recall: Recall | None, onset: IntArray, setting: Setting
    ) -> Floats:
        if self._recall is None or recall is None:
            return self._trunk_weights.trunk(output)
        found = self._recall.look_back(recall, output, onset, setting.lags)
        return self._trunk_weights.trunk(np.concatenate([output, found], axis=1))


def _onset_after(state: State, shift: IntArray) -> IntArray:
    """Onsets of the notes that classes of shift lead to; after END far away, where nothing is."""
    onset: IntArray = state.onset + class_low(np.minimum(shift, CLASS_COUNT - 1))
    return onset


def _beside(*columns: IntArray) -> IntArray:
    """Columns (B,), the last one the two of a landing (B, 2), as one array."""
    *single, landing = columns
    table = np.empty((len(landing), len(single) + 2), dtype=np.int64)
    for i, column in enumerate(single):
        table[:, i] = column
    table[:, -2:] = landing
    return table
