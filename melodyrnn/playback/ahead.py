"""What has been mixed and waits for the device, and what the device has taken."""

from __future__ import annotations

import threading

import numpy as np

from melodyrnn.export.audio import MASTER_GAIN
from melodyrnn.export.voice import Samples

KNEE = 0.75
"""Above this the sound is bent softly, so that nothing exceeds full scale."""


class Ahead:
    """Mixed sound ahead of the device.

    The device's callback only takes: it copies what is there, or silence. What was mixed is
    an array that is never changed but replaced, so that neither side waits for the other.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._base = 0
        self._mixed: Samples = np.zeros((0, 2), dtype=np.float32)
        self._taken = 0
        self._volume = 1.0
        self._target = 1.0
        self._is_expected = False
        self.underruns = 0

    @property
    def taken(self) -> int:
        """Frames of the stream that the device has taken; the next is the first that may change."""
        return self._taken

    @property
    def end(self) -> int:
        """The frame up to which sound is mixed."""
        with self._lock:
            return max(self._taken, self._base + len(self._mixed))

    def set_volume(self, volume: float) -> None:
        """What all sound is multiplied by, from the next callback on."""
        self._target = volume

    def publish(self, at: int, mixed: Samples) -> bool:
        """Puts sound in place from the frame `at` on; what lay behind it is dropped.

        Returns False, changing nothing, if the device has taken that frame already.
        """
        with self._lock:
            if at < self._taken:
                return False
            first = self._taken - self._base
            kept = self._mixed[first : at - self._base]
            gap = np.zeros((at - self._taken - len(kept), 2), dtype=np.float32)
            self._mixed = np.concatenate([kept, gap, mixed])
            self._base = self._taken
            self._is_expected = True
            return True

    def take(self, frames: int) -> Samples:
        """The next frames, (frames, 2), between -1 and 1; called by the device."""
        with self._lock:
            first = self._taken - self._base
            mixed = self._mixed
            self._taken += frames
        part = mixed[first : first + frames]
        sound = np.zeros((frames, 2), dtype=np.float32)
        if len(part) < frames and self._is_expected:
            self.underruns += 1
        if len(part):
            np.multiply(part, self._gains(len(part)), out=sound[: len(part)])
            if float(np.abs(sound).max()) > KNEE:
                _bend(sound)
        return sound

    def _gains(self, frames: int) -> Samples:
        """The volume, moved without a jump where it has been changed: (frames or 1, 1)."""
        before, after = self._volume * MASTER_GAIN, self._target * MASTER_GAIN
        self._volume = self._target
        if before == after:
            return np.full((1, 1), after, dtype=np.float32)
        return np.linspace(before, after, frames, dtype=np.float32)[:, None]


def _bend(sound: Samples) -> None:
    """Softens peaks, in place: nothing below the knee changes."""
    over = np.abs(sound) > KNEE
    peaks = sound[over]
    room = 1 - KNEE
    sound[over] = np.sign(peaks) * (KNEE + room * np.tanh((np.abs(peaks) - KNEE) / room))
