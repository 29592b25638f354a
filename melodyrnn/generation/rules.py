"""What may be drawn next: each rule turns logits of forbidden choices into -inf.

Onsets stay on the grid between the seed's end and the asked bar line, rests stay short,
nothing sounds past the end, pitches stay in the range, the chord and, if asked, the key.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.spec import END_CLASS, PITCHES
from melodyrnn.encoding.timing import CLASS_COUNT, TICKS_PER_STEP, class_low, class_size
from melodyrnn.errors import RequestError
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.seed import Seed
from melodyrnn.music.notes import IntArray

PREFERENCE_NATS = 2.0
"""How much less likely "prefer" makes tones outside the key."""

_VALUES = class_low(np.arange(CLASS_COUNT))
_EXACT = class_size(np.arange(CLASS_COUNT)) == 1

Logits = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one request, in steps and in the frame.

    first: earliest onset. end: where all is silent. may_finish: a take that sounds until
    here may finish. longest_rest: how long it may be silent. pitch_bonus: (128,), added to
    the logits of pitch, -inf for pitches that may not be written.
    """

    first: int
    end: int
    may_finish: int
    longest_rest: int
    is_monophonic: bool
    pitch_bonus: NDArray[np.float64]

    @classmethod
    def build(cls, seed: Seed, request: TakeRequest) -> Rules:
        """Raises RequestError where range and key leave no pitch to write."""
        last_bar = seed.end - int(seed.meters.locate(seed.end - 1).bar_start)
        return cls(
            first=seed.first,
            end=seed.end // TICKS_PER_STEP,
            may_finish=(seed.end - last_bar // 2) // TICKS_PER_STEP,
            longest_rest=_longest_rest(seed),
            is_monophonic=seed.is_monophonic,
            pitch_bonus=_pitch_bonus(seed, request),
        )

    def shift(self, logits: Logits, onset: IntArray, release: IntArray, is_first: bool) -> Logits:
        """Logits of shift (B, classes); END stands for all ways to finish.

        onset, release: (B,), of the note read last (release: the latest so far). Where a
        take may finish, END takes over what the model gives to onsets past the end.
        """
        lands = onset[:, None] + _VALUES
        earliest = np.full_like(onset, self.first) if is_first else onset
        if self.is_monophonic:
            earliest = np.maximum(earliest, release)
        since = np.maximum(release, self.first)
        allowed = _EXACT & (lands >= earliest[:, None]) & (lands < self.end)
        allowed &= lands <= (since + self.longest_rest)[:, None]
        if is_first:
            allowed[:, 0] &= self.first == 0
        result = np.full(logits.shape, -np.inf)
        result[:, :CLASS_COUNT] = np.where(allowed, logits[:, :CLASS_COUNT], -np.inf)
        finishing = _log_sum(
            np.concatenate(
                [
                    np.where(lands >= self.end, logits[:, :CLASS_COUNT], -np.inf),
                    logits[:, END_CLASS:],
                ],
                axis=1,
            )
        )
        may_finish = (release >= self.may_finish) & (not is_first)
        result[:, END_CLASS] = np.where(may_finish, finishing, -np.inf)
        stuck = ~np.isfinite(result).any(axis=1)
        result[stuck, END_CLASS] = 0.0
        return result

    def pitch(self, logits: Logits, last: IntArray, stale: list[set[int]]) -> Logits:
        """Logits of pitch (B, 128).

        last: (B,), the pitch that a chord note must lie above, -1 for none. stale: for
        each row pitches to avoid while there is another one.
        """
        above = np.arange(PITCHES) > last[:, None]
        result = np.where(above, logits + self.pitch_bonus, -np.inf)
        for row, pitches in enumerate(stale):
            freed = result[row].copy()
            freed[[p for p in pitches if 0 <= p < PITCHES]] = -np.inf
            if np.isfinite(freed).any():
                result[row] = freed
        return result

    def has_room_above(self, pitch: IntArray) -> NDArray[np.bool_]:
        """Whether any pitch above these may be written: (B,)."""
        highest = int(np.flatnonzero(np.isfinite(self.pitch_bonus))[-1])
        return pitch < highest

    def duration(self, logits: Logits, onset: IntArray) -> Logits:
        """Logits of duration (B, classes): at least a step, and over by the end."""
        allowed = _EXACT & (_VALUES >= 1) & (onset[:, None] + _VALUES <= self.end)
        return np.where(allowed, logits, -np.inf)


def _longest_rest(seed: Seed) -> int:
    """As long as the seed's own longest rest, yet at least a beat and at most a bar.

    Without a rhythm to go by, a bar: so long is the silence before a pickup.
    """
    where = seed.meters.locate(seed.start)
    beat, bar = int(where.beat_ticks), int(where.bar_ticks)
    rests = seed.notes.onset[1:] - np.maximum.accumulate(seed.notes.release)[:-1]
    longest = min(max(int(rests.max()), beat), bar) if len(rests) else bar
    return max(longest // TICKS_PER_STEP, 1)


def _pitch_bonus(seed: Seed, request: TakeRequest) -> NDArray[np.float64]:
    written = np.arange(PITCHES) - seed.frame.semitones
    lowest, highest = request.lowest, request.highest
    bonus = np.zeros(PITCHES)
    bonus[(written < lowest) | (written > highest)] = -np.inf
    if request.key_rule != "off" and seed.key is not None:
        outside = ~np.isin(written % 12, list(seed.key.pitch_classes))
        bonus[outside] -= np.inf if request.key_rule == "only" else PREFERENCE_NATS
    if not np.isfinite(bonus).any():
        if request.key_rule == "only" and ((written >= lowest) & (written <= highest)).any():
            raise RequestError(
                f"No pitch from {lowest} to {highest} is left to write in {seed.key}:"
                " widen the range, or let takes leave the key."
            )
        raise RequestError(
            f"Pitches from {lowest} to {highest} are out of reach from this seed: choose a"
            " range nearer to it."
        )
    return bonus


def _log_sum(logits: Logits) -> NDArray[np.float64]:
    top = np.max(logits, axis=1, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):  # nothing there: the sum is 0, its logarithm -inf
        total: NDArray[np.float64] = np.log(np.exp(logits - top).sum(axis=1)) + top[:, 0]
    return total
