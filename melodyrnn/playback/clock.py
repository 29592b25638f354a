"""Which frame is being heard right now."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from melodyrnn.playback.memory import Memory, Slot

WINDOW_S = 1.0
"""The device's pace is judged by its requests within this time."""

LATE_SHARE = 1.1
"""A device has a little more in hand than it says."""

SETTLING_S = 0.5
"""While a device starts it may halt; that is no fault of ours."""


class RequestClock:
    """Notes when the device asks for frames; lives where the device's callback does.

    A device asks at an even pace, but its question may reach us late, when the computer was
    busy. So of the last second the request that was earliest for its frame tells the truth.

    now: seconds, the same in all processes, never running backwards.
    """

    def __init__(self, memory: Memory, rate: int, now: Callable[[], float]) -> None:
        self._numbers = memory.numbers
        self._rate = rate
        self._now = now
        self._requests: deque[tuple[float, int]] = deque()

    def note(self, taken: int, frames: int) -> None:
        """The device takes `frames` after the first `taken`."""
        time, rate, numbers = self._now(), self._rate, self._numbers
        requests = self._requests
        if requests:
            due = numbers[Slot.BEST_FRAME] + (time - numbers[Slot.BEST_TIME]) * rate
            if due - taken > numbers[Slot.LATENCY] * LATE_SHARE:
                # It fell silent for a while: its pace counts anew from here.
                numbers[Slot.LATE] += taken - numbers[Slot.FIRST] > rate * SETTLING_S
                requests.clear()
        requests.append((time, taken))
        while requests[0][0] < time - WINDOW_S:
            requests.popleft()
        best = max(requests, key=lambda request: request[1] - request[0] * rate)
        numbers[Slot.VERSION] += 1  # odd while the pair is being written
        numbers[Slot.BEST_TIME], numbers[Slot.BEST_FRAME] = best
        numbers[Slot.VERSION] += 1
        numbers[Slot.GIVEN] = taken + frames
        numbers[Slot.LAST_TIME] = time


class HeardClock:
    """Tells the frame that is heard, from what a `RequestClock` noted in the same memory."""

    def __init__(self, memory: Memory, rate: int, now: Callable[[], float]) -> None:
        self._numbers = memory.numbers
        self._rate = rate
        self._now = now
        self._latest = 0.0
        self.restart(0)

    def restart(self, latency: int) -> None:
        """Another device is about to ask. latency: frames from its asking to its sounding."""
        numbers = self._numbers
        numbers[Slot.LATENCY] = latency
        numbers[Slot.FIRST] = numbers[Slot.GIVEN] = numbers[Slot.TAKEN]
        numbers[Slot.LAST_TIME] = numbers[Slot.VERSION] = 0

    @property
    def late(self) -> int:
        """How often a request came so late that the device must have run dry."""
        return int(self._numbers[Slot.LATE])

    @property
    def last_request(self) -> float:
        """When the device last asked; 0 before it ever did."""
        return float(self._numbers[Slot.LAST_TIME])

    def heard(self) -> float:
        """The frame of the stream being heard; it never goes back."""
        numbers = self._numbers
        if numbers[Slot.LAST_TIME]:
            version = -1.0
            while version != numbers[Slot.VERSION] or version % 2:
                version = float(numbers[Slot.VERSION])
                time, frame = float(numbers[Slot.BEST_TIME]), float(numbers[Slot.BEST_FRAME])
            frame += (self._now() - time) * self._rate - float(numbers[Slot.LATENCY])
            # A device that has stopped asking plays nothing beyond what it was given.
            self._latest = max(self._latest, min(frame, float(numbers[Slot.GIVEN])))
        return self._latest
