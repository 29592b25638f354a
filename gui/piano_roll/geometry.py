"""Between music and pixels: the one place where the roll converts coordinates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from melodyrnn.music.notes import MAX_PITCH, TICKS_PER_QUARTER

MIN_PX_PER_QUARTER, MAX_PX_PER_QUARTER = 0.25, 2000.0
MIN_ROW_PX, MAX_ROW_PX = 3.0, 48.0


@dataclass(frozen=True, slots=True)
class Geometry:
    """What part of the music the canvas shows, and how large.

    left: tick at its left edge (a fraction while scrolling smoothly), at least 0. top: pitch
    whose row's upper edge is the canvas's, as a fraction: 128 shows the row of pitch 127
    whole. px_per_quarter, row_px: size of a quarter and of a row, in logical pixels.
    width, height: of the canvas, in logical pixels.
    """

    left: float = 0.0
    top: float = 85.0
    px_per_quarter: float = 80.0
    row_px: float = 14.0
    width: float = 800.0
    height: float = 400.0

    @property
    def px_per_tick(self) -> float:
        """Pixels a tick."""
        return self.px_per_quarter / TICKS_PER_QUARTER

    @property
    def right(self) -> float:
        """Tick at the right edge."""
        return self.left + self.width / self.px_per_tick

    @property
    def bottom(self) -> float:
        """As `top`, for the lower edge."""
        return self.top - self.height / self.row_px

    def x(self, tick: float) -> float:
        """Pixels from the left edge."""
        return (tick - self.left) * self.px_per_tick

    def y(self, pitch: float) -> float:
        """Upper edge of a pitch's row, in pixels from the top."""
        return (self.top - 1 - pitch) * self.row_px

    def xs(self, ticks: NDArray[Any]) -> NDArray[np.float64]:
        """As `x`, for many ticks."""
        result: NDArray[np.float64] = (ticks - self.left) * self.px_per_tick
        return result

    def ys(self, pitches: NDArray[Any]) -> NDArray[np.float64]:
        """As `y`, for many pitches."""
        result: NDArray[np.float64] = (self.top - 1 - pitches) * self.row_px
        return result

    def tick(self, x: float) -> float:
        """Tick under a pixel, not below 0."""
        return max(0.0, self.left + x / self.px_per_tick)

    def pitch(self, y: float) -> int:
        """Pitch of the row under a pixel, 0-127."""
        return min(max(int(-(-(self.top - y / self.row_px) // 1)) - 1, 0), MAX_PITCH)

    def sized(self, width: float, height: float) -> Geometry:
        """The same view on a canvas of another size."""
        return _clamped(replace(self, width=max(width, 1.0), height=max(height, 1.0)))

    def moved_to(self, left: float | None = None, top: float | None = None) -> Geometry:
        """Scrolled; nothing before tick 0 nor beyond the 128 pitches comes into view."""
        return _clamped(
            replace(
                self,
                left=self.left if left is None else left,
                top=self.top if top is None else top,
            )
        )

    def zoomed_time(self, factor: float, x: float) -> Geometry:
        """Time stretched by `factor`; what is under pixel `x` stays there."""
        tick = self.left + x / self.px_per_tick
        scale = min(max(self.px_per_quarter * factor, MIN_PX_PER_QUARTER), MAX_PX_PER_QUARTER)
        wider = replace(self, px_per_quarter=scale)
        return _clamped(replace(wider, left=tick - x / wider.px_per_tick))

    def zoomed_pitch(self, factor: float, y: float) -> Geometry:
        """Rows made higher by `factor`; what is under pixel `y` stays there."""
        at = self.top - y / self.row_px
        row = min(max(self.row_px * factor, MIN_ROW_PX), MAX_ROW_PX)
        return _clamped(replace(self, row_px=row, top=at + y / row))


def _clamped(geometry: Geometry) -> Geometry:
    rows = geometry.height / geometry.row_px
    lowest_top = min(rows, MAX_PITCH + 1.0)
    return replace(
        geometry,
        left=max(0.0, geometry.left),
        top=min(max(geometry.top, lowest_top), max(MAX_PITCH + 1.0, lowest_top)),
    )
