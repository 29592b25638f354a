"""Where in the plot of a training what lies: the one place that turns values into pixels."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from gui.learning.curves import (
    Curves,
    Span,
    Tick,
    chance_ticks,
    epoch_ticks,
    nats_ticks,
    tall,
    time_ticks,
    wide,
)

LEFT, RIGHT, TOP, BOTTOM = 60.0, 44.0, 22.0, 26.0
"""Room for what stands around the curves."""

TICK_WIDTH, TICK_HEIGHT = 74.0, 28.0
"""Ticks stand no nearer to each other than this."""

AT_END = 6.0
"""Between the last moment and the right edge."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot's area and its axes."""

    area: QRectF
    wide: Span
    tall: Span
    along: tuple[Tick, ...]
    chances: tuple[Tick, ...]
    nats: tuple[Tick, ...]

    @classmethod
    def of(cls, curves: Curves, rect: QRectF) -> Frame:
        """For a widget of this size."""
        area = rect.adjusted(LEFT, TOP, -RIGHT, -BOTTOM)
        across, up = wide(curves), tall(curves)
        columns = max(int(area.width() / TICK_WIDTH), 1)
        rows = max(int(area.height() / TICK_HEIGHT), 1)
        ticks = time_ticks if curves.measure == "time" else epoch_ticks
        gap = (up.high - up.low) * TICK_HEIGHT / max(area.height(), 1)
        return cls(
            area,
            across,
            up,
            tuple(ticks(across, columns)),
            tuple(chance_ticks(up, gap)),
            tuple(nats_ticks(up, rows)),
        )

    def x(self, value: float) -> float:
        """Pixel of a place on the horizontal axis."""
        share = (value - self.wide.low) / (self.wide.high - self.wide.low)
        return self.area.left() + share * (self.area.width() - AT_END)

    def y(self, nats: float) -> float:
        """Pixel of a value; what lies above the axis keeps its place above the area."""
        share = (nats - self.tall.low) / (self.tall.high - self.tall.low)
        return self.area.bottom() - share * self.area.height()

    def point(self, along: float, nats: float) -> QPointF:
        """Both."""
        return QPointF(self.x(along), self.y(nats))

    def along_at(self, x: float) -> float:
        """The place on the horizontal axis under a pixel."""
        share = (x - self.area.left()) / max(self.area.width() - AT_END, 1)
        return self.wide.low + share * (self.wide.high - self.wide.low)
