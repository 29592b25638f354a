"""The ground that notes stand on: rows, grid lines, the loop, the end of the music.

Whatever crosses the rows, lines and tinted stretches, looks the same at every height. So each
colour of row is painted once, as a strip a pixel high, and laid out as tiles: upright lines
cost many times as much when they are drawn one by one through all rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from gui.document.project import Span
from gui.piano_roll.geometry import Geometry
from gui.piano_roll.grid_lines import GridLines
from gui.piano_roll.tones import faded
from gui.theme import Colours, blend
from melodyrnn.music.key import Key
from melodyrnn.music.notes import MAX_PITCH

_BLACK_KEYS = frozenset({1, 3, 6, 8, 10})

_ROW_LINES_FROM_PX = 7.0
"""Lower rows have no lines between them."""

_LINE_ALPHAS = (0.34, 0.5, 0.95)
"""Of steps, beats and bars: sheer, so that a line is as strong on a light row as on a dark."""


_STRONG_PX = 36.0
"""Lines this far apart, in pixels, have their full strength; many close ones are no wall."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What is painted under the notes.

    lines: of the grid, in view. key: tints the rows; None: white and black keys do. loop: the
    stretch that repeats, or would. idea: where the take being auditioned lies. end: tick
    after which there is no music; 0: there is none.
    """

    lines: GridLines
    key: Key | None
    loop: Span | None
    is_looping: bool
    idea: Span | None
    end: int


def is_black_key(pitch: int) -> bool:
    """Whether it is a black key of the piano."""
    return pitch % 12 in _BLACK_KEYS


def line_strength(xs: NDArray[np.float64]) -> float:
    """Opacity of lines at these pixels, 0.4-1: the closer, the fainter."""
    apart = float(xs[-1] - xs[0]) / (len(xs) - 1) if len(xs) > 1 else _STRONG_PX
    return min(max(apart / _STRONG_PX, 0.4), 1.0)


def row_colour(pitch: int, key: Key | None, colours: Colours) -> str:
    """Colour of a pitch's row."""
    if key is None:
        return colours.black_row if is_black_key(pitch) else colours.white_row
    if pitch % 12 == key.tonic:
        return colours.root_row
    return colours.scale_row if pitch % 12 in key.pitch_classes else colours.black_row


def paint_ground(painter: QPainter, geometry: Geometry, ground: Ground, colours: Colours) -> None:
    """Paints all of the canvas."""
    ratio = painter.device().devicePixelRatio()
    strips = _Strips(geometry, ground, colours, ratio)
    painter.save()
    painter.scale(1 / ratio, 1 / ratio)  # tiles are fast where pixels are the device's
    width, height = ceil(geometry.width * ratio), ceil(geometry.height * ratio)
    painter.drawTiledPixmap(QRect(0, 0, width, height), strips.of(colours.window))
    by_class = [row_colour(pitch, ground.key, colours) for pitch in range(12)]
    for pitch in range(max(int(geometry.bottom), 0), min(int(geometry.top), MAX_PITCH) + 1):
        upper, lower = round(geometry.y(pitch) * ratio), round(geometry.y(pitch - 1) * ratio)
        row = by_class[pitch % 12]
        painter.drawTiledPixmap(QRect(0, upper, width, lower - upper), strips.of(row))
        if pitch % 12 == 0:
            line = blend(row, colours.bar_line, 0.5)
        elif geometry.row_px >= _ROW_LINES_FROM_PX:
            line = blend(row, colours.step_line, 0.6)
        else:
            continue
        painter.drawTiledPixmap(QRect(0, lower - 1, width, 1), strips.of(line))
    painter.restore()


class _Strips:
    """Strips of ground, one for each colour of row."""

    def __init__(self, geometry: Geometry, ground: Ground, colours: Colours, ratio: float) -> None:
        self._geometry, self._ground, self._colours = geometry, ground, colours
        self._ratio = ratio
        self._made: dict[str, QPixmap] = {}

    def of(self, row: str) -> QPixmap:
        """The strip for rows of that colour, one pixel of the device high."""
        if row not in self._made:
            strip = QPixmap(max(1, ceil(self._geometry.width * self._ratio)), 1)
            strip.fill(QColor(row))
            painter = QPainter(strip)
            painter.scale(self._ratio, 1.0)
            self._paint_across(painter)
            painter.end()
            self._made[row] = strip
        return self._made[row]

    def _paint_across(self, painter: QPainter) -> None:
        ground, colours = self._ground, self._colours
        if ground.loop is not None:
            alpha = 0.05 if ground.is_looping else 0.025
            self._tint(painter, ground.loop, faded(colours.loop, alpha))
        if ground.idea is not None:
            self._tint(painter, ground.idea, faded(colours.idea, 0.07))
        for ticks, alpha in zip(
            (ground.lines.steps, ground.lines.beats, ground.lines.bars), _LINE_ALPHAS, strict=True
        ):
            xs = np.rint(self._geometry.xs(ticks) * self._ratio) / self._ratio
            colour = faded(colours.bar_line, alpha * line_strength(xs))
            for x in xs.tolist():
                painter.fillRect(QRectF(x, 0, 1 / self._ratio, 1), colour)
        if ground.end > 0:
            self._dim_after(painter, ground.end)
        if ground.loop is not None and ground.is_looping:
            for tick in ground.loop:
                self._line(painter, tick, 1.0, faded(colours.loop, 0.75))
        if ground.idea is not None:
            self._line(painter, ground.idea.start, 2.0, faded(colours.idea, 0.85))

    def _tint(self, painter: QPainter, span: Span, colour: QColor) -> None:
        left = max(self._geometry.x(span.start), 0.0)
        right = min(self._geometry.x(span.end), self._geometry.width)
        if right > left:
            painter.fillRect(QRectF(left, 0, right - left, 1), colour)

    def _line(self, painter: QPainter, tick: int, width: float, colour: QColor) -> None:
        x = round(self._geometry.x(tick) * self._ratio) / self._ratio
        if -width < x < self._geometry.width:
            painter.fillRect(QRectF(x, 0, width, 1), colour)

    def _dim_after(self, painter: QPainter, end: int) -> None:
        """Dims what lies after the music, behind a line as at the end of a score."""
        rest = self._geometry.x(end)
        if rest < self._geometry.width:
            left = max(rest, 0.0)
            dim = faded(self._colours.window, 0.42)
            painter.fillRect(QRectF(left, 0, self._geometry.width - left, 1), dim)
            self._line(painter, end, 2.0, QColor(self._colours.bar_line))
