"""Scales of a plot: from values to a place along an axis, and where to put its ticks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Unit = Literal["count", "number", "seconds", "milliseconds", "bytes", "share"]
"""What a value is; decides how ticks are written."""

_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
_TIMES = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 18000)
"""Round spans of time, seconds."""

_POWERS = ((1e9, " G"), (1e6, " M"), (1e3, " k"))


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from low to high, even or logarithmic; `place` maps them onto 0-1."""

    low: float
    high: float
    is_log: bool = False

    def place(self, value: float) -> float:
        """Where a value lies: 0 at low, 1 at high; beyond the ends it is held there."""
        held = min(max(value, self.low), self.high)
        if self.is_log:
            return math.log(held / self.low) / math.log(self.high / self.low)
        return (held - self.low) / (self.high - self.low)

    def ticks(self, most: int = 6, unit: Unit = "number") -> list[float]:
        """Round values within the scale, at most about so many."""
        if self.is_log:
            return _log_ticks(self, most)
        return _even_ticks(self, most, _TIMES if unit == "seconds" and self.high > 5 else ())


def scale_for(values: Iterable[float], *, is_log: bool, from_zero: bool = False) -> Scale:
    """A scale that holds all values, with a little room; a log one those above 0 alone.

    from_zero: an even scale begins at 0.
    """
    known = [v for v in values if math.isfinite(v) and (v > 0 or not is_log)]
    low, high = (min(known), max(known)) if known else (1.0, 10.0)
    if is_log:
        room = max((high / low) ** 0.03, 1.05)
        return Scale(low / room, high * room, True)
    if from_zero:
        return Scale(0.0, high * 1.02 if high > 0 else 1.0)
    room = 0.06 * (high - low) or 0.1 * abs(high) or 1.0
    return Scale(low - room, high + room)


def tick_text(value: float, unit: Unit) -> str:
    """A value as it is written at a tick."""
    if unit == "seconds":
        minutes, seconds = divmod(value, 60)
        return f"{minutes:.0f}:{seconds:02.0f}" if value >= 5 or not value else f"{value:g}"
    if unit == "milliseconds":
        return f"{value:g} ms"
    if unit == "bytes":
        return _bytes_text(value)
    if unit == "share":
        return f"{100 * value:.10g} %"
    return _count_text(value) if unit == "count" else f"{value:.10g}"


def _count_text(value: float) -> str:
    for size, suffix in _POWERS:
        if value >= 10 * size or (value >= size and size > 1e3):
            return f"{value / size:g}{suffix}"
    return f"{value:,.10g}"


def _bytes_text(value: float) -> str:
    for size, name in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if value >= size:
            return f"{value / size:.3g} {name}"
    return f"{value:g} B"


def _even_ticks(scale: Scale, most: int, steps: Sequence[float] = ()) -> list[float]:
    """Multiples of the least of `steps` that is far enough; of a round number, if there is none."""
    rough = (scale.high - scale.low) / max(most, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    round_steps = [*steps, *(n * power for n in _NICE)] if not steps or rough > steps[-1] else steps
    step = next(s for s in round_steps if s >= rough * 0.999)
    first = math.ceil(scale.low / step - 1e-9)
    last = math.floor(scale.high / step + 1e-9)
    return [round(i * step, 12) for i in range(first, last + 1)]


def _log_ticks(scale: Scale, most: int) -> list[float]:
    """Powers of ten, every so manieth; with 2 and 5 between, or an even scale's, where few."""
    first, last = math.floor(math.log10(scale.low)), math.ceil(math.log10(scale.high))
    powers = [10.0**e for e in range(first, last + 1)]
    for candidates in ([m * p for p in powers for m in (1, 2, 5)], powers):
        inside = [v for v in candidates if scale.low * 0.999 <= v <= scale.high * 1.001]
        if 2 <= len(inside) <= most:
            return inside
    if len(inside) < 2:
        return _even_ticks(Scale(scale.low, scale.high), 4)
    return inside[:: math.ceil(len(inside) / most)]
