"""What has been mixed and waits for the device, and what the device has taken."""

from __future__ import annotations

import numpy as np

from melodyrnn.export.voice import Samples
from melodyrnn.playback.memory import CAPACITY, Memory, Slot


class Ahead:
    """Mixed sound ahead of the device, in shared memory.

    One side publishes, the other takes; neither ever waits for the other.
    """

    def __init__(self, memory: Memory) -> None:
        self._numbers = memory.numbers
        self._sound = memory.sound

    @property
    def taken(self) -> int:
        """Frames of the stream that the device has taken; the next is the first that may change."""
        return int(self._numbers[Slot.TAKEN])

    @property
    def end(self) -> int:
        """The frame up to which sound is mixed."""
        return int(max(self._numbers[Slot.TAKEN], self._numbers[Slot.END]))

    @property
    def underruns(self) -> int:
        """How often the device found less than it asked for."""
        return int(self._numbers[Slot.UNDERRUNS])

    def publish(self, at: int, mixed: Samples) -> bool:
        """Puts sound in place from the frame `at` on; what lay behind it is dropped.

        Returns False if the device has taken that frame already: then what was changed must
        be made again for a later frame. At most half the capacity, and no further ahead.
        """
        if at < self.taken:
            return False
        gap = at - self.end
        if gap > 0:
            self._write(at - gap, np.zeros((gap, 2), dtype=np.float32))
        self._write(at, mixed)
        self._numbers[Slot.END] = at + len(mixed)
        self._numbers[Slot.IS_EXPECTED] = 1
        return at >= self.taken  # it may have asked in this very moment

    def take(self, frames: int) -> Samples:
        """The next frames, (frames, 2), between -1 and 1; called by the device."""
        numbers = self._numbers
        first = int(numbers[Slot.TAKEN])
        numbers[Slot.TAKEN] = first + frames
        there = min(frames, max(0, int(numbers[Slot.END]) - first))
        sound = np.empty((frames, 2), dtype=np.float32)
        if there < frames:
            sound[there:] = 0
            numbers[Slot.UNDERRUNS] += numbers[Slot.IS_EXPECTED]
        start = first % CAPACITY
        until_wrap = min(there, CAPACITY - start)
        sound[:until_wrap] = self._sound[start : start + until_wrap]
        sound[until_wrap:there] = self._sound[: there - until_wrap]
        return sound

    def _write(self, at: int, sound: Samples) -> None:
        start = at % CAPACITY
        until_wrap = CAPACITY - start
        self._sound[start : start + len(sound)] = sound[:until_wrap]
        rest = sound[until_wrap:]
        self._sound[: len(rest)] = rest
