"""One note that sounds, in frames of the stream, and how it is added to the mix."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np

from melodyrnn.export.voice import Samples, Voice, loudness
from melodyrnn.playback.schedule import SoundKey

NEVER: Final = 1 << 60
"""A frame that does not come."""

LIVE: Final = -1
"""The part of notes that are played by hand."""

CLICK: Final = -2
"""The part of the metronome."""

FADE: Final = 512
"""Frames in which a note that is cut falls silent, or one joined halfway rises: 12 ms."""

_RISE = np.linspace(0, 1, FADE, endpoint=False, dtype=np.float32)[:, None]
_FALL = 1 - _RISE


class Sound(Protocol):
    """How one key sounds, as far as it has been made."""

    @property
    def voices(self) -> tuple[tuple[Voice, Samples], ...]:
        """Each voice and its release ramp (frames, 1); none while nothing is made."""

    def reaches(self, frames: int) -> bool:
        """Whether enough is made to be heard from so many frames on."""


@dataclass(frozen=True, slots=True)
class Sounding:
    """A note in the stream.

    struck: the frame where it joined the stream. origin: where its sound begins, earlier if it
    was joined halfway. begin: from where it is heard, later than struck while its sound is not
    made yet. release: when the key is let go. cut: from where it fades away at once.
    tick: its onset in the score. part: its number, or `LIVE` or `CLICK`.
    """

    sound: Sound
    key: SoundKey
    velocity: int
    gain: float
    struck: int
    origin: int
    begin: int
    release: int = NEVER
    cut: int = NEVER
    part: int = LIVE
    tick: int = 0

    @property
    def identity(self) -> tuple[int, SoundKey, int, float, int]:
        """Equal for the same note of the score, however long it is."""
        return self.part, self.key, self.velocity, self.gain, self.tick

    @property
    def off(self) -> int:
        """The frame at which it ends for someone who watches the key."""
        return min(self.release, self.cut)

    def end(self) -> int:
        """The frame from which nothing of it is heard."""
        audible = self.origin
        for voice, ramp in self.sound.voices:
            audible = max(audible, min(self.origin + len(voice.body), self.release + len(ramp)))
        return min(max(audible, self.release), self.cut + FADE)

    def silenced(self, frame: int) -> Sounding:
        """The same, fading away from a frame on."""
        return replace(self, cut=min(self.cut, max(frame, self.begin)))

    def add_to(self, mix: Samples, at: int) -> None:
        """Adds it to the frames of the stream from `at` on."""
        first = max(at, self.begin)
        last = min(at + len(mix), self.cut + FADE)
        if first >= last:
            return
        gain = np.float32(loudness(self.velocity) * self.gain)
        for voice, ramp in self.sound.voices:
            low, high = voice.velocities
            if not low <= self.velocity <= high:
                continue
            stop = min(last, self.origin + len(voice.body), self.release + len(ramp))
            if first < stop:
                body = voice.body[first - self.origin : stop - self.origin]
                self._add(mix[first - at : stop - at], body, ramp, gain, first)

    def _add(
        self, target: Samples, body: Samples, ramp: Samples, gain: np.float32, at: int
    ) -> None:
        """Adds a stretch that begins at the frame `at`, shaped where something changes."""
        end = at + len(target)
        if at >= self.begin + FADE * (self.begin > self.origin) and end <= self.off:
            target += body * gain
            return
        shaped = body * gain
        if end > self.release:
            held = max(0, self.release - at)
            passed = max(0, at - self.release)
            shaped[held:] *= ramp[passed : passed + len(shaped) - held]
        if self.begin > self.origin:
            _shape(shaped, _RISE, at - self.begin)
        if end > self.cut:
            _shape(shaped, _FALL, at - self.cut)
        target += shaped


def _shape(sound: Samples, curve: Samples, passed: int) -> None:
    """Multiplies by a curve that began `passed` frames before the sound (or begins later)."""
    start = max(0, -passed)
    part = curve[max(0, passed) : max(0, len(sound) + passed)]
    sound[start : start + len(part)] *= part
