"""Tempo from taps in time."""

from __future__ import annotations

FORGET_S = 2.5
"""After a pause this long, taps count anew."""
REMEMBERED = 8
"""Taps that are averaged."""


class TapTempo:
    """Listens to taps and says how fast they are."""

    def __init__(self) -> None:
        self._taps: list[float] = []

    def tap(self, now: float) -> float | None:
        """A tap at `now` seconds; beats a minute, from the second tap on."""
        if self._taps and now - self._taps[-1] > FORGET_S:
            self._taps.clear()
        self._taps = [*self._taps, now][-REMEMBERED:]
        span = self._taps[-1] - self._taps[0]
        return 60.0 * (len(self._taps) - 1) / span if span > 0 else None
