"""Where the model would go: the likeliest next notes after a point of a melody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from melodyrnn.encoding.spec import END_CLASS
from melodyrnn.encoding.timing import TICKS_PER_STEP, class_low
from melodyrnn.engine.setting import Setting
from melodyrnn.engine.shaping import shaped
from melodyrnn.engine.state import State
from melodyrnn.generation.continuing import style_class
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.rules import Rules
from melodyrnn.generation.seed import Seed, prepare_seed
from melodyrnn.generation.takes import within_reach
from melodyrnn.music.key import Key
from melodyrnn.music.notes import IntArray
from melodyrnn.music.piece import Piece

COUNT = 6
"""Hints given at most: more are in the way of the pencil."""

LIKELY = 0.01
"""Probability below which a note is no hint, unless it is among the `AT_LEAST` likeliest."""

AT_LEAST = 2

ONSETS = 6
"""Onsets looked at, the likeliest first."""


class LikelyNote(NamedTuple):
    """A note that may come next. Times in ticks; probability: of its onset and pitch, 0-1."""

    onset: int
    duration: int
    pitch: int
    probability: float


def likely_notes(
    ready: ReadyModel,
    piece: Piece,
    part: int,
    request: TakeRequest,
    *,
    tick: int | None = None,
    key: Key | None = None,
) -> tuple[LikelyNote, ...]:
    """The likeliest notes to come next, the likeliest first, each with its likeliest length.

    tick: the notes before it are read, and nothing begins before it; None: after the last
    note. Range, key rule and style are those of the request; temperatures do not matter.

    Raises:
        RequestError: range and key leave no pitch, or the model has no such style.
    """
    model = ready.model
    style = style_class(model, request.style)
    notes = piece.parts[part].notes
    if tick is not None:
        notes = notes.between(0, tick)
    seed = prepare_seed(
        notes, piece.meters, piece.keys, bars=request.bars, card=model.card, key=key
    )
    if tick is not None and tick > max(seed.start, notes.end):
        line = seed.meters.bar_line_at_or_after(tick)
        seed = replace(seed, start=tick, end=seed.meters.bars_after(line, request.bars))
    with threadpool_limits(limits=1):
        return _Outlook(ready, seed, request, style).notes()


def worth_hinting(notes: Iterable[LikelyNote]) -> tuple[LikelyNote, ...]:
    """Of notes, the likeliest first, those that are likely, and at any rate the first few."""
    return tuple(n for i, n in enumerate(notes) if i < AT_LEAST or n.probability >= LIKELY)


class _Outlook:
    """What may come after a seed."""

    def __init__(self, ready: ReadyModel, seed: Seed, request: TakeRequest, style: int) -> None:
        self._engine, self._seed = ready.engine, seed
        self._rules = Rules.build(seed, request)
        self._setting = Setting(seed.meters, seed.keys, seed.frame, style)
        read = self._engine.feed(self._setting, seed.events)
        self._state = within_reach(read, seed.first)

    def notes(self) -> tuple[LikelyNote, ...]:
        """The likeliest notes."""
        chances = self._shift_chances()
        shift = np.argsort(-chances, kind="stable")[:ONSETS]
        shift = shift[chances[shift] > 0]
        state = self._state.select(np.zeros(len(shift), dtype=np.int64))
        landing = self._landing(state, shift)
        logits = self._engine.pitch_logits(state, shift, landing)
        free = np.full(len(shift), -1)
        ruled = self._rules.pitch(logits, free, [set()] * len(shift))
        joint = chances[shift, None] * shaped(ruled, 1.0, 1.0)
        best = np.argsort(-joint, axis=None, kind="stable")[:COUNT]
        row, pitch = np.unravel_index(best, joint.shape)
        found = self._with_lengths(state.select(row), shift[row], pitch.astype(np.int64))
        return worth_hinting(
            LikelyNote(*note, probability=float(p))
            for note, p in zip(found, joint[row, pitch].tolist(), strict=True)
            if p > 0
        )

    def _shift_chances(self) -> NDArray[np.float64]:
        """Of each class of shift, given that there is a next note: (classes,)."""
        state = self._state
        release = np.array([min(-(-self._seed.notes.end // TICKS_PER_STEP), self._seed.first)])
        logits = self._engine.shift_logits(state)
        ruled = self._rules.shift(logits, state.onset, release, True)
        chances: NDArray[np.float64] = shaped(ruled, 1.0, 1.0)[0, :END_CLASS]
        return chances

    def _landing(self, state: State, shift: IntArray) -> IntArray:
        return self._setting.clock.landing(state.onset + class_low(shift))

    def _with_lengths(
        self, state: State, shift: IntArray, pitch: IntArray
    ) -> list[tuple[int, int, int]]:
        """Onset, duration and pitch as they are written."""
        landing = self._landing(state, shift)
        logits = self._engine.duration_logits(state, shift, pitch, landing)
        onset = state.onset + class_low(shift)
        steps = class_low(self._rules.duration(logits, onset).argmax(axis=1))
        columns = (
            onset * TICKS_PER_STEP,
            steps * TICKS_PER_STEP,
            pitch - self._seed.frame.semitones,
        )
        return list(zip(*(column.tolist() for column in columns), strict=True))
