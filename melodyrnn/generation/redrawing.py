"""Redrawing: a note from all those that may come, given that no copied run becomes too long.

A forbidden note loses its chance, and a pitch, or a shift, as much of its own as its
forbidden notes had: what is left keeps its proportions. So a note comes from the very
distribution that takes are drawn from, temperatures and top-p included, given that it is
allowed. Where that leaves nothing, other rules give way, and the take ends early at last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.spec import END_CLASS, PITCHES
from melodyrnn.encoding.timing import class_low
from melodyrnn.engine.shaping import shaped, shaped_shift
from melodyrnn.engine.state import State
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.row import Row
from melodyrnn.generation.ruled import Ruled, at_heads, steps_of
from melodyrnn.generation.sampling import drawn

COOL = 0.1
"""Below this temperature other choices than the likeliest may have no chance at all left.

Where that one is forbidden the likeliest of the others is taken, by the model's own chances.
"""

_Chances = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to draw: as asked, or with rules that have given way.

    thaws: cool temperatures are the model's own, and the likeliest is taken. unstuck: the
    guard against loops is minded.
    """

    ruled: Ruled
    top_p: float
    thaws: bool
    unstuck: bool = True


class Redrawing:
    """Draws anew for the takes of one request."""

    def __init__(self, ruled: Ruled, freer: Ruled, request: TakeRequest) -> None:
        """freer: the same under rules that leave the key."""
        self._heats = request.pitch_temperature, request.rhythm_temperature
        self._ways = (
            _Way(ruled, request.top_p, thaws=False),
            _Way(ruled, 1.0, thaws=True),
            _Way(freer, 1.0, thaws=True, unstuck=False),
        )

    def redrawn(self, state: State, row: Row, stop: int) -> tuple[int, int, int] | None:
        """Classes of shift, pitch and duration of a row's next note; state: B = 1.

        None: it finishes, or reaches `stop` first, or no note is allowed.
        """
        assert row.line is not None, "only rows under a limit are redrawn"
        for way in self._ways:
            prospect = _Prospect(way, self._heats, state, row, stop)
            while prospect.is_open:
                place = prospect.drawn_place()
                if place is None:
                    return None
                if prospect.is_narrowed(*place):
                    continue
                shift, pitch, duration = note = prospect.drawn_note(*place)
                onset = int(state.onset[0] + class_low(shift))
                if row.line.accepts(onset, pitch, int(class_low(duration))):
                    return note
                prospect.forbid(*place, duration)  # the rest keeps its proportions: draw again
        return None


class _Prospect:
    """All notes that may come next in one take, with their chances.

    S shifts have a chance; pitches (S, 128) have theirs after each, and of those `left` is the
    share that their allowed durations make up, as far as is known: durations are looked at
    when their pitch is drawn. stops: the chance that no note comes.
    """

    def __init__(
        self, way: _Way, heats: tuple[float, float], state: State, row: Row, stop: int
    ) -> None:
        self._way, self._state, self._row = way, state, row
        self._pitch_heat, self._rhythm_heat = heats
        ruled = way.ruled.shift(state, [row])[1]
        chances = shaped_shift(ruled, self._heat(self._rhythm_heat), way.top_p)[0]
        classes = np.arange(len(chances))
        goes_on = (classes != END_CLASS) & (state.onset[0] + steps_of(classes) < stop)
        self._stops = float(chances[~goes_on].sum())
        self._shifts = classes[goes_on & (chances > 0)]
        self._chances = chances[self._shifts]
        self._pitches = self._pitch_chances()
        self._left = np.ones_like(self._pitches)
        self._lengths: dict[tuple[int, int], _Chances] = {}
        self._forbidden = _by_pitch(row)

    @property
    def is_open(self) -> bool:
        """Whether anything is left to draw."""
        return float(self._outcomes().sum()) > 0

    def drawn_place(self) -> tuple[int, int] | None:
        """Number of the shift, and pitch; None: the take stops."""
        number = self._picked(self._outcomes(), self._rhythm_heat) - 1
        if number < 0:
            return None
        return number, self._picked(self._pitches[number] * self._left[number], self._pitch_heat)

    def is_narrowed(self, number: int, pitch: int) -> bool:
        """Takes out what is forbidden before a duration is drawn; says whether that was needed.

        Only where the likeliest is taken: it is known only once the forbidden are gone. Where
        one temperature is cool and the other is not, places without forbidden notes gain by it.
        """
        is_known = (number, pitch) in self._lengths
        if is_known or pitch not in self._forbidden or not self._takes_likeliest:
            return False
        self.forbid(number, pitch)
        return True

    def drawn_note(self, number: int, pitch: int) -> tuple[int, int, int]:
        """Classes of shift, pitch and duration."""
        lengths = self._lengths_at(number, pitch)
        return int(self._shifts[number]), pitch, self._picked(lengths, self._rhythm_heat)

    def forbid(self, number: int, pitch: int, *durations: int) -> None:
        """Takes out durations, and what else is forbidden of a pitch there."""
        lengths = self._lengths_at(number, pitch)
        lengths[[*durations, *self._forbidden_at(number, pitch)]] = 0.0
        self._left[number, pitch] = lengths.sum()

    def _forbidden_at(self, number: int, pitch: int) -> Sequence[int]:
        """Durations that are forbidden of a pitch there.

        Where it would change notes before it, others are; those are known only once it is tried.
        """
        onset = int(self._state.onset[0] + class_low(int(self._shifts[number])))
        line = self._row.line
        follows = line is not None and line.follows(onset, pitch)
        return self._forbidden.get(pitch, ()) if follows else ()

    @property
    def _takes_likeliest(self) -> bool:
        return self._is_thawed(min(self._pitch_heat, self._rhythm_heat))

    def _outcomes(self) -> _Chances:
        """Chances (not adding up to 1) of stopping, and of each shift."""
        return np.append(self._stops, self._chances * (self._pitches * self._left).sum(axis=1))

    def _pitch_chances(self) -> _Chances:
        count = len(self._shifts)
        chances = np.zeros((count, PITCHES))
        if count:
            heads = at_heads(self._state, np.zeros(count, dtype=np.int64))
            ruled = self._way.ruled.pitch(
                heads, [self._row] * count, self._shifts, unstuck=self._way.unstuck
            )[1]
            some = np.isfinite(ruled).any(axis=1)
            chances[some] = self._shaped(ruled[some], self._pitch_heat)
        return chances

    def _lengths_at(self, number: int, pitch: int) -> _Chances:
        """Chances of durations after a shift and a pitch; kept, for forbidding."""
        key = number, pitch
        if key not in self._lengths:
            shift = self._shifts[number : number + 1]
            ruled = self._way.ruled.duration(self._state, shift, np.array([pitch]))[1]
            self._lengths[key] = self._shaped(ruled, self._rhythm_heat)[0]
        return self._lengths[key]

    def _shaped(self, logits: NDArray[np.floating], heat: float) -> _Chances:
        return shaped(logits, self._heat(heat), self._way.top_p)

    def _heat(self, asked: float) -> float:
        return 1.0 if self._is_thawed(asked) else asked

    def _picked(self, chances: _Chances, heat: float) -> int:
        if self._is_thawed(heat):
            return int(chances.argmax())
        return int(drawn(chances[None], [self._row.stream])[0])

    def _is_thawed(self, heat: float) -> bool:
        return self._way.thaws and heat < COOL


def _by_pitch(row: Row) -> dict[int, list[int]]:
    """Classes of duration that the limit forbids of each pitch."""
    found: dict[int, list[int]] = {}
    line = row.line
    if line is not None and line.last_pitch is not None:
        for interval, duration in line.forbidden():
            found.setdefault(line.last_pitch + interval, []).append(duration)
    return found
