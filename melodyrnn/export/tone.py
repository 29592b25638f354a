"""The built-in tone: what sounds when no SoundFont is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from melodyrnn.export.contour import Curve
from melodyrnn.export.voice import Instrument, Samples, Voice

HELD_PROGRAMS = frozenset((*range(16, 24), *range(40, 45), *range(48, 104), *range(109, 112)))
"""General MIDI sounds that last while the key is held: organs, bows, voices, winds, synths."""

HIGHEST_SHARE = 0.45
"""Overtones stay below this share of the sample rate, so none folds back."""


@dataclass(frozen=True, slots=True)
class Timbre:
    """A sum of overtones.

    overtones: how many at most. softness: overtone k has the amplitude k ** -softness.
    attack_s: seconds of the rise. ring_s: seconds in which a middle C falls to 1/e,
    higher tones and overtones sooner. sustained: share that never falls. level: of the
    whole.
    """

    overtones: int
    softness: float
    attack_s: float
    ring_s: float
    sustained: float
    level: float
    release_s: float


STRUCK = Timbre(10, 1.5, 0.004, 0.9, 0.0, 0.32, 0.5)
HELD = Timbre(8, 1.7, 0.03, 0.5, 0.7, 0.28, 0.6)


@dataclass(frozen=True, slots=True)
class Hit:
    """A drum. ring_s: seconds to 1/e; brightness: share of hiss; hertz: its tone, 0 for none."""

    ring_s: float
    brightness: float
    hertz: float = 0.0


DRUMS = {
    **dict.fromkeys((35, 36), Hit(0.09, 0.05, 55.0)),
    **dict.fromkeys((37, 38, 39, 40), Hit(0.07, 0.7, 180.0)),
    **dict.fromkeys((41, 43, 45, 47, 48, 50), Hit(0.14, 0.15, 110.0)),
    **dict.fromkeys((42, 44), Hit(0.025, 1.0)),
    46: Hit(0.15, 1.0),
    **dict.fromkeys((49, 52, 55, 57), Hit(0.5, 1.0)),
    **dict.fromkeys((51, 53, 59), Hit(0.3, 1.0)),
}
"""By General MIDI drum key."""

OTHER_DRUM = Hit(0.05, 0.8, 400.0)


class ToneBank:
    """Two plain timbres and some drums for all programs."""

    def instrument(self, program: int, *, is_drum: bool, sample_rate: int) -> Instrument:
        """The instrument of a program (0-127)."""
        if is_drum:
            return ToneDrums(sample_rate)
        return Tone(HELD if program in HELD_PROGRAMS else STRUCK, sample_rate)


class Tone:
    """Keys that sound as a sum of decaying overtones."""

    def __init__(self, timbre: Timbre, sample_rate: int) -> None:
        self._timbre = timbre
        self._rate = sample_rate

    def voices(self, key: int, held: int, *, rings_out: bool = True) -> Iterator[Voice]:
        """The one voice of a key whose longest note is held for `held` frames."""
        timbre = self._timbre
        hertz = 440 * 2 ** ((key - 69) / 12)
        ring_s = timbre.ring_s * (261.6 / hertz) ** 0.5
        frames = held + round(timbre.release_s * self._rate) * rings_out
        if not timbre.sustained:
            frames = min(frames, round(12 * ring_s * self._rate))  # -104 dB
        seconds = np.arange(frames) / self._rate
        sound = np.zeros(frames)
        for k in range(1, timbre.overtones + 1):
            if k * hertz < HIGHEST_SHARE * self._rate:
                fall = np.exp(seconds * -(k**0.6) / ring_s)
                fall = timbre.sustained + (1 - timbre.sustained) * fall
                sound += np.sin(2 * np.pi * k * hertz * seconds) * fall * k**-timbre.softness
        sound *= timbre.level * _rise(seconds, timbre.attack_s)
        yield Voice(_both_sides(sound), timbre.release_s)


class ToneDrums:
    """Drums of noise and a falling tone; the same noise each time."""

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate

    def voices(self, key: int, held: int, *, rings_out: bool = True) -> Iterator[Voice]:
        """The one voice of a drum key, whole: how long it is held makes no difference."""
        del held, rings_out
        hit = DRUMS.get(key, OTHER_DRUM)
        seconds = np.arange(round(8 * hit.ring_s * self._rate)) / self._rate
        noise = np.random.default_rng(key).standard_normal(len(seconds) + 1)
        sound = hit.brightness * 0.12 * np.diff(noise)  # differences hold no constant part
        if hit.hertz:
            phase = hit.hertz * (seconds + 0.03 * (1 - np.exp(-seconds / 0.03)))
            sound += (1 - hit.brightness / 2) * 0.5 * np.sin(2 * np.pi * phase)
        ending = np.minimum(1, (seconds[-1] - seconds) / 0.01)
        sound *= np.exp(-seconds / hit.ring_s) * _rise(seconds, 0.001) * ending
        yield Voice(_both_sides(sound), release_s=8.0)


def _rise(seconds: Curve, attack_s: float) -> Curve:
    """From 0 to 1 without a corner."""
    rise: Curve = 0.5 - 0.5 * np.cos(np.pi * np.minimum(seconds / attack_s, 1))
    return rise


def _both_sides(sound: Curve) -> Samples:
    return np.repeat(sound.astype(np.float32)[:, None], 2, axis=1)
