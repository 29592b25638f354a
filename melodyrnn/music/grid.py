"""The grid that notes snap to: straight, triplet or dotted divisions of a whole note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from melodyrnn.music.notes import TICKS_PER_QUARTER

Division = Literal["straight", "triplet", "dotted"]

DENOMINATORS = (1, 2, 4, 8, 16, 32)

ADAPTIVE_PX = 12.0
"""An adaptive grid is as fine as it can be with lines at least this far apart."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where notes snap.

    denominator: 16 means sixteenths. is_adaptive: chosen by the zoom instead, never finer
    than a 32nd. is_on: off lets notes begin at any tick.
    """

    denominator: int = 16
    division: Division = "straight"
    is_adaptive: bool = False
    is_on: bool = True

    def step(self, px_per_quarter: float = 80.0) -> int:
        """Ticks from line to line at this zoom (pixels a quarter); 1 when off."""
        if not self.is_on:
            return 1
        if not self.is_adaptive:
            return step_of(self.denominator, self.division)
        steps = [step_of(d, self.division) for d in reversed(DENOMINATORS)]
        for ticks in steps:
            if ticks * px_per_quarter / TICKS_PER_QUARTER >= ADAPTIVE_PX:
                return ticks
        return steps[-1]


def step_of(denominator: int, division: Division) -> int:
    """Ticks of one note value: 120 for a sixteenth, 160 for an eighth triplet."""
    straight = 4 * TICKS_PER_QUARTER // denominator
    return {"straight": straight, "triplet": straight * 2 // 3, "dotted": straight * 3 // 2}[
        division
    ]


def snapped(tick: float, step: int) -> int:
    """The nearest line of a grid whose lines lie `step` ticks apart, not below 0.

    Midway between two it is the later, as in `melodyrnn.music.quantize`.
    """
    return max(0, int((tick + step / 2) // step) * step)


def snapped_down(tick: float, step: int) -> int:
    """The line at or before a tick, not below 0."""
    return max(0, int(tick // step) * step)
