"""How many processor threads learn: as many as are fastest now, by measuring.

Two threads are nearly twice as fast as one on an idle machine and half as fast on a busy
one, since the threads of one product wait for each other at every note. So the first steps
are done with one, two, four ... threads in turn, the fastest number is kept, and after a
while it is tried again. Nothing is done twice for it: they are real steps.

The number of threads changes in which order sums are taken, so weights differ in their last
digits from run to run. Where a run must be repeatable to the bit, the number is given.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch

ROUNDS = 3
"""Steps that each number of threads gets in a trial; the median counts."""

PATIENCE_S = 1.0
"""A step that took so much longer than with the fastest number ends the trial of its number,
and of larger ones: where threads get into each other's way, three such steps cost minutes."""

HELD_S = (30.0, 300.0)
"""Seconds until numbers are tried again: at first, and, doubling each time, at most."""


class Threads:
    """Sets torch's number of threads around learning steps, and learns which is best.

    fixed: None to choose by measuring. most: None for as many as this process may use.
    """

    def __init__(
        self,
        fixed: int | None = None,
        *,
        most: int | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        most = most or usable_cores()
        self._numbers = [fixed] if fixed else candidates(most)
        self._clock = clock
        self._held, self._tried_at = HELD_S[0], -1.0
        self._speeds: dict[int, list[float]] = {}
        self._trial = list(self._numbers) * ROUNDS if len(self._numbers) > 1 else []
        self.best = self._numbers[-1]
        self._set(self._trial[0] if self._trial else self.best)

    @property
    def is_trying(self) -> bool:
        """Whether numbers are being compared just now."""
        return bool(self._trial)

    @contextmanager
    def step(self, notes: int) -> Iterator[None]:
        """Around one learning step of so many notes."""
        number = self._trial[0] if self._trial else self.best
        self._set(number)
        started = self._clock()
        yield
        ended = self._clock()
        if self._trial:
            del self._trial[0]
            self._note(number, notes, ended - started)
            if not self._trial:
                self._decide(ended)
        elif len(self._numbers) > 1 and ended - self._tried_at >= self._held:
            self._held = min(2 * self._held, HELD_S[1])
            self._trial = list(self._numbers) * ROUNDS

    def _note(self, number: int, notes: int, took_s: float) -> None:
        self._speeds.setdefault(number, []).append(notes / max(took_s, 1e-9))
        fastest = max(self._speeds, key=lambda n: max(self._speeds[n]))
        usual_s = notes / max(self._speeds[fastest])
        if fastest < number and took_s - usual_s > PATIENCE_S:
            self._trial = [n for n in self._trial if n < number]

    def _decide(self, now: float) -> None:
        medians = {number: statistics.median(s) for number, s in self._speeds.items()}
        self.best = max(medians, key=lambda number: medians[number])
        self._speeds, self._tried_at = {}, now
        self._set(self.best)

    def _set(self, number: int) -> None:
        if torch.get_num_threads() != number:
            torch.set_num_threads(number)


def candidates(most: int) -> list[int]:
    """1, 2, 4 ... and `most` itself."""
    return sorted({most, *(1 << i for i in range(most.bit_length()) if 1 << i <= most)})


def usable_cores() -> int:
    """Cores that this process may use; under torchrun its share of the machine's."""
    allowed = getattr(os, "sched_getaffinity", None)
    count = len(allowed(0)) if allowed else os.cpu_count() or 1
    return max(1, count // int(os.environ.get("LOCAL_WORLD_SIZE", "1")))
