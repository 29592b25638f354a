"""Estimate: how fast a training goes, and how long it still takes, from its last minute."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from itertools import pairwise

WINDOW_S = 60.0
"""What lies further back says little about what comes."""

RATE_WINDOW_S = 10.0
"""The pace that is shown is that of so many seconds."""

SILENT_S = 30.0
"""Learning that goes by before anything is foretold: the first steps are slow ones."""

_PARTS = 4
"""Stretches of the window whose paces are compared: the slowest and the fastest are the range."""

_DOUBT = 3
"""Checks in a row without a better score from which an early end is reckoned with."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a training stood at one moment; notes and pieces: seen since it began."""

    seconds: float
    share: float
    notes: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Patience:
    """When a training would end early.

    since_best: checks in a row without a better score. patience: as many end it.
    between_s: seconds from check to check, 0 while unknown. since_check_s: since the last.
    """

    since_best: int
    patience: int
    between_s: float
    since_check_s: float

    @property
    def earliest_end_s(self) -> float | None:
        """Seconds until it would end if no score were better any more; None: it is too soon."""
        if self.since_best < _DOUBT or not self.between_s:
            return None
        left = (self.patience - self.since_best) * self.between_s
        return max(left - self.since_check_s, 0.0)


class Pace:
    """The last minute of a training, mark by mark; in a pause the marks' clock rests."""

    def __init__(self) -> None:
        self._marks: deque[Mark] = deque()

    def add(self, mark: Mark) -> None:
        """Takes the next mark; forgets those of more than a minute ago."""
        self._marks.append(mark)
        while len(self._marks) > 2 and self._marks[1].seconds <= mark.seconds - WINDOW_S:
            self._marks.popleft()

    @property
    def notes_per_second(self) -> float:
        """Over the last seconds; 0 while unknown."""
        first, last = self._recent()
        return (last.notes - first.notes) / max(last.seconds - first.seconds, 1e-9)

    @property
    def pieces_per_second(self) -> float:
        """Over the last seconds; 0 while unknown."""
        first, last = self._recent()
        return (last.pieces - first.pieces) / max(last.seconds - first.seconds, 1e-9)

    def remaining_s(
        self, *, minutes: float | None, epochs: float | None, patience: Patience
    ) -> tuple[float, ...]:
        """Seconds still to learn, low and high; () while that cannot be said.

        minutes, epochs: the budget, one of the two or both.
        """
        last = self._marks[-1] if self._marks else None
        if last is None or last.seconds < SILENT_S:
            return ()
        left = 60 * minutes - last.seconds if minutes else math.inf
        low = high = max(left, 0.0)
        if epochs:
            speeds = self._shares_per_second()
            if not speeds:
                return ()
            low, high = (min((1 - last.share) / s, low) for s in (max(speeds), min(speeds)))
        early = patience.earliest_end_s
        return (min(low, early) if early is not None else low), high

    def _recent(self) -> tuple[Mark, Mark]:
        last = self._marks[-1] if self._marks else Mark(0.0, 0.0, 0, 0)
        first = last
        for mark in reversed(self._marks):
            first = mark
            if mark.seconds <= last.seconds - RATE_WINDOW_S:
                break
        return first, last

    def _shares_per_second(self) -> list[float]:
        """How fast the budget was used up in each part of the window."""
        marks = list(self._marks)
        size = max(len(marks) // _PARTS, 1)
        ends = [*marks[:-1:size], marks[-1]]
        return [
            (b.share - a.share) / (b.seconds - a.seconds)
            for a, b in pairwise(ends)
            if b.seconds > a.seconds and b.share > a.share
        ]
