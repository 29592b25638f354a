"""How the velocity lane looks: a lollipop for each note, or a skyline where they are too many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from gui.piano_roll.geometry import Geometry
from gui.piano_roll.grid_lines import GridLines
from gui.piano_roll.grid_painting import line_strength
from gui.piano_roll.palettes import Palettes
from gui.piano_roll.tones import faded
from gui.piano_roll.visible import NoteIndex
from gui.theme import Colours, blend
from melodyrnn.music.notes import MAX_VELOCITY, IntArray

MAX_LOLLIPOPS = 900
"""More notes in view than this are painted as a skyline."""

HEAD_PX = 3.6
"""Radius of a lollipop's head."""

_TOP_PX, _BOTTOM_PX = 11.0, 5.0
_STEM_ALPHA = 100


@dataclass(frozen=True, slots=True)
class LaneScale:
    """Between velocities and heights in a lane `height` pixels high."""

    height: float

    def y(self, velocity: float) -> float:
        """Height of a velocity, in pixels from the top."""
        room = self.height - _TOP_PX - _BOTTOM_PX
        return _TOP_PX + (MAX_VELOCITY - velocity) / MAX_VELOCITY * room

    def ys(self, velocities: NDArray[np.int64]) -> NDArray[np.float64]:
        """As `y`, for many."""
        room = self.height - _TOP_PX - _BOTTOM_PX
        result: NDArray[np.float64] = _TOP_PX + (MAX_VELOCITY - velocities) / MAX_VELOCITY * room
        return result

    def velocity(self, y: float) -> int:
        """Velocity at a height, 1-127."""
        room = max(self.height - _TOP_PX - _BOTTOM_PX, 1.0)
        return min(max(round(MAX_VELOCITY - (y - _TOP_PX) / room * MAX_VELOCITY), 1), MAX_VELOCITY)


def paint_lane(
    painter: QPainter, geometry: Geometry, scale: LaneScale, lines: GridLines, colours: Colours
) -> None:
    """The ground: bars, beats, and lines at the middle and the ends of the scale."""
    ground = QColor(blend(colours.black_row, colours.window, 0.35))
    painter.fillRect(QRectF(0, 0, geometry.width, scale.height), ground)
    for velocity in (0, 64, MAX_VELOCITY):
        y = round(scale.y(velocity))
        painter.fillRect(QRectF(0, y, geometry.width, 1), faded(colours.beat_line, 0.55))
    for ticks, colour, alpha in (
        (lines.beats, colours.bar_line, 0.3),
        (lines.bars, colours.bar_line, 0.9),
    ):
        xs = geometry.xs(ticks)
        line = faded(colour, alpha * line_strength(xs))
        for x in xs.tolist():
            painter.fillRect(QRectF(round(x), 0, 1, scale.height), line)
    painter.fillRect(QRectF(0, 0, geometry.width, 1), QColor(colours.border))


def paint_velocities(
    painter: QPainter,
    geometry: Geometry,
    scale: LaneScale,
    index: NoteIndex,
    marked: NDArray[np.bool_] | None,
    palettes: Palettes,
) -> None:
    """All notes that begin in view; selected ones on top."""
    margin = 8 / geometry.px_per_tick
    seen = index.begun_between(geometry.left - margin, geometry.right + margin)
    if not len(seen):
        return
    if len(seen) > MAX_LOLLIPOPS:
        _paint_skyline(painter, geometry, scale, index, seen, palettes)
        return
    chosen = np.zeros(len(seen), dtype=bool) if marked is None else marked[seen]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ratio = painter.device().devicePixelRatio()
    thick = max(1.0, float(round(1.5 * ratio))) / ratio
    for which, palette in ((seen[~chosen], palettes.melody), (seen[chosen], palettes.selected)):
        rows = zip(
            geometry.xs(index.onset[which]).tolist(),
            index.velocity[which].tolist(),
            strict=True,
        )
        for x, velocity in rows:
            stem, top = round(x * ratio) / ratio + thick / 2, scale.y(velocity)
            fill, edge = palette.fill[velocity], palette.edge[velocity]
            painter.fillRect(QRectF(stem - thick / 2, top, thick, scale.y(0) - top), fill)
            painter.setBrush(edge)
            painter.drawEllipse(QPointF(stem, top), HEAD_PX + 0.5, HEAD_PX + 0.5)
            painter.setBrush(fill)
            painter.drawEllipse(QPointF(stem, top), HEAD_PX - 0.5, HEAD_PX - 0.5)
    painter.restore()


def _paint_skyline(
    painter: QPainter,
    geometry: Geometry,
    scale: LaneScale,
    index: NoteIndex,
    seen: IntArray,
    palettes: Palettes,
) -> None:
    """In each column of pixels the loudest note that begins there."""
    ratio = painter.device().devicePixelRatio()
    width, height = int(geometry.width * ratio), int(scale.height * ratio)
    column = np.rint(geometry.xs(index.onset[seen]) * ratio).astype(np.int64)
    is_in = (column >= 0) & (column < width)
    loudest = np.zeros(width, dtype=np.int64)
    np.maximum.at(loudest, column[is_in], index.velocity[seen[is_in]])
    top = np.where(loudest > 0, np.rint(scale.ys(loudest) * ratio), height)
    below = np.arange(height)[:, None] - top
    below[int(scale.y(0) * ratio) :] = -1
    inks = palettes.melody.inks[loudest]
    cap, stem, none = inks[:, 255], inks[:, _STEM_ALPHA], np.uint32(0)
    pixels = np.where(below < 0, none, np.where(below < 2 * ratio, cap, stem))
    image = QImage(
        np.ascontiguousarray(pixels).data,
        width,
        height,
        width * 4,
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.setDevicePixelRatio(ratio)
    painter.drawImage(QPointF(0, 0), image)
