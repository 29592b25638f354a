"""Playing SoundFont samples.

Follows the synthesis model of the SoundFont 2.04 specification, chapter 9, without
modulators (but with velocity as loudness), reverb and chorus.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from melodyrnn.export.contour import Curve, Stages, low_pass, triangle
from melodyrnn.export.soundfont import Settings, SoundFont, Zone
from melodyrnn.export.soundfont_format import Setting
from melodyrnn.export.tone import ToneBank
from melodyrnn.export.voice import FLOOR_DB, Instrument, Samples, Voice

LOWEST_CUTOFF_HZ, HIGHEST_CUTOFF_CENTS = 20.0, 13500
MIN_RELEASE_S, MAX_RELEASE_S = 0.03, 8.0
"""A shorter release clicks, a longer one is a fault of the file."""

MAX_OCTAVES = 6.0
"""A sample is played at most this much higher or lower than recorded."""

ATTENUATION_SCALE = 0.4
"""The sound cards that SoundFonts were made for applied this share of the stated
attenuation; players keep to that, since files are balanced for it."""


class SamplerBank:
    """The instruments of a SoundFont; the built-in tone for what it lacks."""

    def __init__(self, soundfont: SoundFont) -> None:
        self._soundfont = soundfont

    def instrument(self, program: int, *, is_drum: bool, sample_rate: int) -> Instrument:
        """The instrument of a program (0-127)."""
        zones = self._soundfont.zones(program, is_drum=is_drum)
        if not zones:
            return ToneBank().instrument(program, is_drum=is_drum, sample_rate=sample_rate)
        return Sampler(zones, sample_rate)


class Sampler:
    """An instrument made of sampled zones."""

    def __init__(self, zones: tuple[Zone, ...], sample_rate: int) -> None:
        self._zones = zones
        self._rate = sample_rate

    def voices(self, key: int, held: int, *, rings_out: bool = True) -> Iterator[Voice]:
        """The voices of a key whose longest note is held for `held` frames."""
        for zone in self._zones:
            if zone.keys[0] <= key <= zone.keys[1]:
                yield self._voice(zone, key, held, rings_out)

    def _voice(self, zone: Zone, key: int, held: int, rings_out: bool) -> Voice:
        settings = zone.settings
        release_s = float(
            np.clip(_seconds(settings, Setting.RELEASE), MIN_RELEASE_S, MAX_RELEASE_S)
        )
        loudness = _loudness(settings, key)
        frames = held + round(release_s * self._rate) * rings_out
        frames = int(min(frames, loudness.audible_s * self._rate + 1))
        seconds = np.arange(frames) / self._rate
        sound = _played(zone, _steps(zone, key, seconds, self._rate))
        sound = _filtered(sound, settings, seconds[: len(sound)], self._rate)
        gain = 10 ** (-ATTENUATION_SCALE * max(0, settings[Setting.ATTENUATION]) / 200)
        sound *= (gain * loudness.loudness(seconds[: len(sound)])).astype(np.float32)
        return Voice(_panned(sound, settings), release_s, zone.velocities)


def _seconds(settings: Settings, setting: Setting) -> float:
    """A time in seconds; what lies beyond the 12 octaves of the format is cut."""
    return float(2 ** (np.clip(settings[setting], -12000, 8000) / 1200))


def _loudness(settings: Settings, key: int) -> Stages:
    """The envelope of the volume; high keys may ring shorter than low ones."""

    def scaled(setting: Setting, by_key: Setting) -> float:
        cents = int(settings[setting]) + (60 - key) * int(settings[by_key])
        return float(2 ** (np.clip(cents, -12000, 8000) / 1200))

    return Stages(
        delay=_seconds(settings, Setting.DELAY),
        attack=_seconds(settings, Setting.ATTACK),
        hold=scaled(Setting.HOLD, Setting.KEY_TO_HOLD),
        decay=scaled(Setting.DECAY, Setting.KEY_TO_DECAY),
        fall=float(np.clip(settings[Setting.SUSTAIN] / (10 * FLOOR_DB), 0, 1)),
    )


def _contour(settings: Settings, seconds: Curve) -> Curve:
    """The second envelope, which moves pitch and filter."""
    return Stages(
        delay=_seconds(settings, Setting.CONTOUR_DELAY),
        attack=_seconds(settings, Setting.CONTOUR_ATTACK),
        hold=_seconds(settings, Setting.CONTOUR_HOLD),
        decay=_seconds(settings, Setting.CONTOUR_DECAY),
        fall=float(np.clip(settings[Setting.CONTOUR_SUSTAIN] / 1000, 0, 1)),
    ).level(seconds)


def _wave(settings: Settings, seconds: Curve, delay: Setting, rate: Setting) -> Curve:
    hertz = 8.176 * 2 ** (np.clip(settings[rate], -16000, 4500) / 1200)
    return triangle(seconds, delay=_seconds(settings, delay), rate=float(hertz))


def _steps(zone: Zone, key: int, seconds: Curve, sample_rate: int) -> Curve:
    """How far to move in the sample at each frame: (frames,), in points."""
    settings = zone.settings
    fixed = int(settings[Setting.FIXED_KEY])
    played = fixed if 0 <= fixed <= 127 else key
    cents = (played - zone.pitch) * settings[Setting.SCALE_TUNING]
    cents = cents + 100 * settings[Setting.COARSE_TUNE] + settings[Setting.FINE_TUNE]
    bend = np.zeros(len(seconds))
    if depth := settings[Setting.VIBRATO_TO_PITCH]:
        bend += depth * _wave(settings, seconds, Setting.VIBRATO_DELAY, Setting.VIBRATO_RATE)
    if depth := settings[Setting.SWAY_TO_PITCH]:
        bend += depth * _wave(settings, seconds, Setting.SWAY_DELAY, Setting.SWAY_RATE)
    if depth := settings[Setting.CONTOUR_TO_PITCH]:
        bend += depth * _contour(settings, seconds)
    octaves = np.clip((cents + bend) / 1200, -MAX_OCTAVES, MAX_OCTAVES)
    steps: Curve = 2**octaves * (zone.rate / sample_rate)
    return steps


def _played(zone: Zone, steps: Curve) -> Samples:
    """The sample read at the given pace, looped where it loops: (frames or fewer,)."""
    position = np.cumsum(steps) - steps  # starts on point 0
    if zone.loop is not None:
        first, end = zone.loop
        position = np.where(position < end, position, first + (position - first) % (end - first))
    else:
        position = position[: np.searchsorted(position, len(zone.points))]
    index = position.astype(np.int64)
    part = (position - index).astype(np.float32)
    points = np.zeros(len(zone.points) + 3, dtype=np.float32)  # silence around the sample
    points[1:-2] = zone.points
    points /= 32768
    before, here, after, later = (points[index + i] for i in range(4))
    # Cubic through four points (Catmull & Rom 1974).
    bow = 2 * before - 5 * here + 4 * after - later + part * (3 * (here - after) + later - before)
    sound: Samples = here + 0.5 * part * (after - before + part * bow)
    return sound


def _filtered(sound: Samples, settings: Settings, seconds: Curve, sample_rate: int) -> Samples:
    """The sample through the zone's low-pass, where that lets less than all through."""
    cents = np.full(len(seconds), float(settings[Setting.CUTOFF]))
    if depth := settings[Setting.CONTOUR_TO_CUTOFF]:
        cents += depth * _contour(settings, seconds)
    if depth := settings[Setting.SWAY_TO_CUTOFF]:
        cents += depth * _wave(settings, seconds, Setting.SWAY_DELAY, Setting.SWAY_RATE)
    if not len(sound) or cents.min() >= HIGHEST_CUTOFF_CENTS:
        return sound
    cutoff = 8.176 * 2 ** (np.minimum(cents, HIGHEST_CUTOFF_CENTS) / 1200)
    cutoff = np.maximum(cutoff, LOWEST_CUTOFF_HZ)
    peak_db = np.clip(settings[Setting.RESONANCE], 0, 960) / 10
    resonance = float(10 ** ((peak_db - 3.01) / 20))  # 0 dB is the flattest curve
    filtered = low_pass(sound, cutoff, resonance, sample_rate)
    filtered /= np.float32(10 ** (peak_db / 40))  # half the peak, so that the whole stays as loud
    return filtered


def _panned(sound: Samples, settings: Settings) -> Samples:
    """Left and right at equal power."""
    angle = (np.clip(settings[Setting.PAN], -500, 500) / 1000 + 0.5) * np.pi / 2
    sides = np.array([np.cos(angle), np.sin(angle)], dtype=np.float32)
    both: Samples = sound[:, None] * sides
    return both
