"""A stopwatch: seconds spent learning, in as many sittings as it took."""

from __future__ import annotations

from collections.abc import Callable


class Stopwatch:
    """Runs from the start; `spent` seconds are on it already."""

    def __init__(self, clock: Callable[[], float], spent: float = 0.0) -> None:
        self._clock, self._spent = clock, spent
        self._since: float | None = clock()

    @property
    def seconds(self) -> float:
        """Seconds it has run, all together."""
        return self._spent + (self._clock() - self._since if self._since is not None else 0.0)

    def rest(self) -> None:
        """Holds it."""
        self._spent, self._since = self.seconds, None

    def go(self) -> None:
        """Lets it run on."""
        self._spent, self._since = self.seconds, self._clock()
