"""The last step of the mix: the volume of all, and a soft ceiling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from melodyrnn.export.audio import MASTER_GAIN
from melodyrnn.export.voice import Samples

KNEE: Final = 0.75
"""Above this the sound is bent softly, so that nothing exceeds full scale."""

MOVE: Final = 1024
"""Frames over which the volume moves to where it is set: 23 ms."""


@dataclass(frozen=True, slots=True)
class Fader:
    """The volume of all sound, 0-1: moves from `before` to `after` from the frame `at` on."""

    before: float = 1.0
    after: float = 1.0
    at: int = 0

    def level(self, frame: int) -> float:
        """The volume at a frame of the stream."""
        passed = min(1.0, max(0.0, (frame - self.at) / MOVE))
        return self.before + (self.after - self.before) * passed

    def moved(self, volume: float, frame: int) -> Fader:
        """Set anew, from a frame on."""
        return Fader(self.level(frame), volume, frame)

    def applied(self, mix: Samples, first: int) -> Samples:
        """The mix that begins at the frame `first`, as the device gets it: within -1 to 1."""
        if first >= self.at + MOVE or self.before == self.after:
            sound: Samples = mix * np.float32(self.after * MASTER_GAIN)
        else:
            passed = np.clip((np.arange(first, first + len(mix)) - self.at) / MOVE, 0, 1)
            level = (self.before + (self.after - self.before) * passed) * MASTER_GAIN
            sound = mix * level.astype(np.float32)[:, None]
        if sound.size and max(float(sound.max()), -float(sound.min())) > KNEE:
            _bend(sound)
        return sound


def _bend(sound: Samples) -> None:
    """Softens peaks, in place: nothing below the knee changes."""
    over = np.abs(sound) > KNEE
    peaks = sound[over]
    room = 1 - KNEE
    sound[over] = np.sign(peaks) * (KNEE + room * np.tanh((np.abs(peaks) - KNEE) / room))
