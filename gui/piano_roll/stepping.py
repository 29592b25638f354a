"""The rules of step entry: which keys are one chord, how long it is, where the next begins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from melodyrnn.music.grid import Division
from melodyrnn.music.notes import TICKS_PER_QUARTER, Note, NoteSequence

DEBOUNCE_S = 0.07
"""Fingers that leave the keys within so long of each other leave together."""


@dataclass(frozen=True, slots=True)
class Finger:
    """A key of the chord in hand. lifted_s: when it came up; None: it is down."""

    pitch: int
    velocity: int
    lifted_s: float | None = None


@dataclass(frozen=True, slots=True)
class Stepping:
    """Where step entry stands.

    Keys that are down together are a chord. It is complete when the last comes up; a key
    that was let go well before that was a slip and does not belong to it.

    cursor: tick where the chord begins. step: ticks of the plain note value. division: what
    a dot or a triplet makes of it. steps: how many such values the chord in hand lasts.
    """

    cursor: int = 0
    step: int = TICKS_PER_QUARTER // 4
    division: Division = "straight"
    steps: int = 1
    keys: tuple[Finger, ...] = ()

    @property
    def length(self) -> int:
        """Ticks of one note value."""
        parts = {"straight": (1, 1), "dotted": (3, 2), "triplet": (2, 3)}
        numerator, denominator = parts[self.division]
        return max(1, self.step * numerator // denominator)

    @property
    def chord(self) -> NoteSequence:
        """The chord in hand as it would be written now."""
        duration = self.length * self.steps
        return NoteSequence(Note(self.cursor, k.pitch, duration, k.velocity) for k in self.keys)

    @property
    def is_complete(self) -> bool:
        """Whether every key of the chord has come up."""
        return bool(self.keys) and all(key.lifted_s is not None for key in self.keys)

    def struck(self, pitch: int, velocity: int) -> Stepping:
        """One more key is down."""
        others = tuple(key for key in self.keys if key.pitch != pitch)
        return replace(self, keys=(*others, Finger(pitch, velocity)))

    def lifted(self, pitch: int, now_s: float) -> Stepping:
        """A key came up."""
        keys = tuple(
            replace(key, lifted_s=now_s) if key.pitch == pitch and key.lifted_s is None else key
            for key in self.keys
        )
        return replace(self, keys=keys).settled(now_s)

    def settled(self, now_s: float) -> Stepping:
        """Without the slips: keys let go a while before the others."""
        kept = tuple(k for k in self.keys if k.lifted_s is None or now_s - k.lifted_s <= DEBOUNCE_S)
        return replace(self, keys=kept)

    def without_keys(self) -> Stepping:
        """Nothing in hand any more."""
        return replace(self, keys=(), steps=1)

    def lengthened(self, steps: int) -> Stepping:
        """The chord in hand lasts more or fewer note values, at least one."""
        return replace(self, steps=max(1, self.steps + steps))

    def divided(self, division: Division) -> Stepping:
        """Dotted or triplet values; plain ones again where they are so already."""
        return replace(self, division="straight" if self.division == division else division)

    def advanced(self) -> Stepping:
        """On to where the chord in hand ends, or one note value on; nothing is in hand then."""
        return self.moved_to(self.cursor + self.length * self.steps)

    def moved_to(self, tick: int) -> Stepping:
        """At another place, not below 0, with nothing in hand."""
        return replace(self, cursor=max(0, tick), steps=1, keys=())
