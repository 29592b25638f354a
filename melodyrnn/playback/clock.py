"""Which frame is being heard right now."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

WINDOW_S = 1.0
"""The device's pace is judged by its requests within this time."""

LATE_SHARE = 1.25
"""A device has a little more in hand than it says."""


class HeardClock:
    """Tells the frame that is heard, from when the device asked for frames.

    A device asks at an even pace, but its question may reach us late, when Python was busy.
    So of the last second the request that was earliest for its frame tells the truth.

    latency: frames between a request and the moment its first frame is heard.
    now: seconds, never running backwards.
    """

    def __init__(self, rate: int, latency: int, first: int, now: Callable[[], float]) -> None:
        self.latency = latency
        self._rate = rate
        self._now = now
        self._first = first
        self._requests: deque[tuple[float, int]] = deque()
        self._best: tuple[float, int] | None = None
        self._end = first
        self._latest = float(first)
        self.late = 0
        """How often a request came so late that the device must have run dry."""

    @property
    def last_request(self) -> float | None:
        """When the device last asked; None before it ever did."""
        return self._requests[-1][0] if self._requests else None

    def note_request(self, taken: int, frames: int) -> None:
        """To be called by the device's callback: it takes `frames` after the first `taken`."""
        time = self._now()
        best = self._best
        in_hand = self.latency * LATE_SHARE
        if best is not None and self._line(best, time) - taken > in_hand:
            self.late += 1
            self._requests.clear()  # it fell silent for a while: its pace counts anew from here
        self._requests.append((time, taken))
        self._end = taken + frames
        while self._requests[0][0] < time - WINDOW_S:
            self._requests.popleft()
        # One that asked for later frames at the same time knows more: the device was filling up.
        self._best = max(self._requests, key=lambda request: request[1] - request[0] * self._rate)

    def heard(self) -> float:
        """The frame of the stream being heard; it never goes back."""
        best = self._best
        if best is not None:
            frame = self._line(best, self._now()) - self.latency
            # A device that has stopped asking plays nothing beyond what it was given.
            self._latest = max(self._latest, min(frame, float(self._end)))
        return self._latest

    def _line(self, request: tuple[float, int], time: float) -> float:
        return request[1] + (time - request[0]) * self._rate
