"""What the mixer asks of whatever makes the sound of a key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.float32]

FLOOR_DB = 100.0
"""A release time is what a fall by this much would take."""


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """How one key sounds, struck as hard as can be and never released.

    body: (frames, 2), left and right. release_s: seconds in which a released note
    falls by `FLOOR_DB`. velocities: lowest and highest that sound like this.
    """

    body: Samples
    release_s: float
    velocities: tuple[int, int] = (1, 127)

    def release_frames(self, sample_rate: int) -> int:
        """How long a released note is still heard."""
        return max(1, round(self.release_s * sample_rate))


def loudness(velocity: int) -> float:
    """40 dB from the hardest to the softest tenth, as the General MIDI level 2 curve."""
    return (velocity / 127) ** 2


def release_ramp(voice: Voice, sample_rate: int) -> Samples:
    """An even fall in decibels to what sixteen bits cannot tell from silence: (frames, 1)."""
    frames = voice.release_frames(sample_rate)
    ramp = 10 ** np.linspace(0, -FLOOR_DB / 20, frames)
    return ramp.astype(np.float32)[:, None]


class Instrument(Protocol):
    """Makes the sound of keys."""

    def voices(self, key: int, held: int, *, rings_out: bool = True) -> Iterator[Voice]:
        """The voices of a key whose longest note is held for `held` frames.

        Without ringing out they may stop there: the beginning of the same sound, made sooner.
        """


class SoundBank(Protocol):
    """Has an instrument for every General MIDI program."""

    def instrument(self, program: int, *, is_drum: bool, sample_rate: int) -> Instrument:
        """The instrument of a program (0-127); drums go by the drum map."""
