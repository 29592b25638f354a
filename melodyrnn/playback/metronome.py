"""The sound of the metronome."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from melodyrnn.export.voice import Samples, Voice, release_ramp
from melodyrnn.playback.schedule import SoundKey

ACCENT_HZ, BEAT_HZ = 1760.0, 1175.0
CLICK_S = 0.06
RING_S = 0.009
ATTACK_S = 0.0004


@dataclass(frozen=True, slots=True, eq=False)
class Click:
    """One of the two clicks, as a sound."""

    voices: tuple[tuple[Voice, Samples], ...]

    def reaches(self, frames: int) -> bool:
        """Always: it is made with the player."""
        del frames
        return True


@dataclass(frozen=True, slots=True, eq=False)
class Clicks:
    """The click of a bar's first beat, and of the others."""

    accent: Click
    beat: Click

    @classmethod
    def at_rate(cls, rate: int) -> Clicks:
        """Both, for a device of so many frames a second."""
        return cls(_click(ACCENT_HZ, 0.55, rate), _click(BEAT_HZ, 0.35, rate))


ACCENT_KEY = SoundKey(0, True, 76)
BEAT_KEY = SoundKey(0, True, 77)
"""The wood blocks: what a metronome is on an external instrument."""


def _click(hertz: float, level: float, rate: int) -> Click:
    seconds = np.arange(round(CLICK_S * rate)) / rate
    sound = np.sin(2 * np.pi * hertz * seconds) * np.exp(-seconds / RING_S)
    sound *= level * np.minimum(1, seconds / ATTACK_S)
    voice = Voice(np.repeat(sound.astype(np.float32)[:, None], 2, axis=1), release_s=1.0)
    return Click(((voice, release_ramp(voice, rate)),))
