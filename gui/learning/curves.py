"""Curves: what the plot of a training shows, and which part of the axes it needs for that."""

from __future__ import annotations

import bisect
import itertools
import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from melodyrnn.course.history import Check, History, Point
from melodyrnn.course.words import chance
from melodyrnn.music.notes import IntArray

FloatArray: TypeAlias = NDArray[np.float64]

Measure: TypeAlias = Literal["time", "epochs"]

EXTENTS_S = (
    30, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200, 10800,
    14400, 21600, 28800, 43200, 86400,
)  # fmt: skip
"""The time axis grows by these steps, up to the whole budget."""

EXTENTS_EPOCHS = (1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 80, 100, 150, 200, 300, 500, 800, 1000)

LEAST_HEIGHT = 0.16
"""Nats a note; the value axis never shows less, so that noise stays small."""

FURTHEST = 2.5
"""The value axis reaches so many times as far up as what matters; what is above is cut off."""


class Span(NamedTuple):
    """Part of an axis."""

    low: float
    high: float


class Tick(NamedTuple):
    """A place on an axis and what stands there."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Curves:
    """base, markov: nats a note, 0 for none. whole_s: of the budget, 0 where unknown.

    joints: seconds at which it was taken up again. heard: number of the check whose
    sample is chosen; 0 for none. turned_s: since when it memorises; None if it does not.
    is_over: nothing will be added.
    """

    history: History = field(default_factory=History)
    base: float = 0.0
    markov: float = 0.0
    measure: Measure = "time"
    whole_s: float = 0.0
    joints: tuple[float, ...] = ()
    heard: int = 0
    turned_s: float | None = None
    is_over: bool = False

    @property
    def checks(self) -> tuple[Check, ...]:
        """Those with a score that can be shown."""
        return tuple(c for c in self.history.checks if math.isfinite(c.score) and c.score > 0)

    @property
    def points(self) -> tuple[Point, ...]:
        """Those that can be shown."""
        return tuple(p for p in self.history.points if math.isfinite(p.nats_per_note))

    def along(self, at: Point | Check) -> float:
        """Where something lies on the horizontal axis: seconds or epochs."""
        return at.seconds if self.measure == "time" else at.epoch

    def along_seconds(self, seconds: float) -> float:
        """Where a moment lies on the horizontal axis."""
        points = self.history.points
        if self.measure == "time" or not points:
            return seconds
        place = bisect.bisect_left(points, seconds, key=lambda p: p.seconds)
        return points[min(place, len(points) - 1)].epoch


class Calm(NamedTuple):
    """A curve without its wavering, and how far it wavers: arrays of one length."""

    middle: FloatArray
    spread: FloatArray


def calmed(values: Sequence[float]) -> Calm:
    """The mean over neighbours on both sides, so that nothing lags; fewer towards the ends."""
    series = np.asarray(values, dtype=np.float64)
    places = np.arange(len(series))
    far = max(len(series) // 40, 2)
    reach = np.clip(np.minimum(places, places[::-1]), far // 2, far)
    middle = _mean(series, places, reach)
    return Calm(middle, _mean(np.abs(series - middle), places, reach))


def _mean(series: FloatArray, places: IntArray, reach: IntArray) -> FloatArray:
    sums = np.concatenate(([0.0], np.cumsum(series)))
    low = np.maximum(places - reach, 0)
    high = np.minimum(places + reach + 1, len(series))
    result: FloatArray = (sums[high] - sums[low]) / (high - low)
    return result


def wide(curves: Curves) -> Span:
    """The horizontal axis: from 0, in steps up to the whole budget."""
    points = curves.history.points
    now = curves.along(points[-1]) if points else 0.0
    if curves.is_over:
        return Span(0.0, max(now, 1e-3))
    steps = EXTENTS_S if curves.measure == "time" else EXTENTS_EPOCHS
    step = next((float(s) for s in steps if s >= now * 1.02), now * 1.1)
    whole = curves.whole_s
    if curves.measure == "epochs" and curves.history.seconds > 0:
        whole *= now / curves.history.seconds
    return Span(0.0, max(min(step, whole), now) if whole else step)


def tall(curves: Curves) -> Span:
    """The value axis: all checks and yardsticks, but not the steep first moments."""
    scores = [check.score for check in curves.checks]
    learning = [p.nats_per_note for p in curves.points]
    later = [float(nats) for nats in calmed(learning).middle[len(learning) // 4 :]]
    yardsticks = [y for y in (curves.base, curves.markov) if y > 0]
    lows = scores + yardsticks + later
    if not lows:
        return Span(2.0, 4.0)
    low = min(lows)
    latest = scores[len(scores) // 2 :]
    matters = [statistics.median(latest or later or yardsticks), *yardsticks]
    most = low + FURTHEST * max(max(matters) - low, LEAST_HEIGHT / 2)
    high = min(max(scores + yardsticks or later), most)
    missing = max(LEAST_HEIGHT - (high - low), 0.0) / 2
    low, high = low - missing, high + missing
    pad = 0.09 * (high - low)
    return Span(max(low - pad, 0.0), high + pad)


def time_ticks(span: Span, most: int) -> list[Tick]:
    """Seconds, minutes or hours; at most so many."""
    unit, word = (1, "s") if span.high < 120 else (60, "min") if span.high < 7200 else (3600, "h")
    steps = [unit * n for n in (1, 2, 5, 10, 15, 20, 30, 60)]
    step = next((s for s in steps if span.high / s <= most), 2 * steps[-1])
    values = [i * step for i in range(int(span.high / step) + 1)]
    return [Tick(v, f"{v / unit:g} {word}" if v else "0") for v in values]


def epoch_ticks(span: Span, most: int) -> list[Tick]:
    """Epochs; at most so many."""
    step = nice_step(span.high / max(most, 1), least=0.1)
    values = (i * step for i in range(int(span.high / step + 1e-9) + 1))
    return [Tick(v, f"{v:g}") for v in values]


def nats_ticks(span: Span, most: int) -> list[Tick]:
    """Nats a note; at most so many."""
    step = nice_step((span.high - span.low) / max(most, 1), least=0.01)
    digits = 2 if step < 0.1 else 1
    first = math.ceil(span.low / step - 1e-9)
    last = math.floor(span.high / step + 1e-9)
    return [Tick(i * step, f"{i * step:.{digits}f}") for i in range(first, last + 1)]


def chance_ticks(span: Span, gap: float) -> list[Tick]:
    """Chances "1 in N" with round N, at least `gap` nats apart."""
    fits = [
        numbers
        for numbers in _round_numbers(span)
        if all(math.log(b / a) >= gap for a, b in itertools.pairwise(numbers))
    ]
    return [Tick(math.log(n), f"1 in {_short(n)}") for n in max(fits, key=len, default=[])]


def nice_step(wanted: float, *, least: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is not below what is wanted."""
    if wanted <= least:
        return least
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= wanted * (1 - 1e-9))


def value_words(nats: float) -> str:
    """A score and what it means: "2.41 (1 in 11)"."""
    meaning = chance(nats)
    return f"{nats:.2f} ({meaning})" if meaning else "no number"


def _short(number: float) -> str:
    """At most four letters, for an axis."""
    for unit, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")):
        if number >= unit * 0.999:
            return f"{number / unit:g}{letter}"
    return f"{number:g}"


def _round_numbers(span: Span) -> Iterator[list[float]]:
    """Some ways to choose round numbers between exp(low) and exp(high)."""
    least, most = math.exp(span.low), math.exp(min(span.high, 30.0))
    for step in (0.1, 0.2, 0.5, 1.0, 2.0, 5.0):
        if (most - least) / step <= 40:
            first = math.ceil(least / step - 1e-9)
            yield [i * step for i in range(first, math.floor(most / step + 1e-9) + 1)]
    for ladder in (
        (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8),
        (1, 1.5, 2, 3, 5, 7),
        (1, 2, 5),
        (1, 3),
        (1,),
    ):
        powers = range(math.floor(math.log10(least)), math.ceil(math.log10(most)) + 1)
        numbers = (m * 10.0**power for power in powers for m in ladder)
        yield [n for n in numbers if least <= n <= most]
