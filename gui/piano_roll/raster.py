"""Notes too small or too many to be drawn one by one: how much of each pixel they cover."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from gui.piano_roll.geometry import Geometry
from melodyrnn.music.notes import IntArray

Floats = NDArray[np.float64]
Inks = NDArray[np.uint32]

_GAP_FROM_PX = 4.0
"""Rows at least this high, in device pixels, keep a pixel free between them."""


class Spans(NamedTuple):
    """Where notes lie: device pixels from the left edge and rows from the top one, (n,)."""

    start: Floats
    end: Floats
    row: IntArray


class Cover(NamedTuple):
    """share: how much of each pixel is covered, 0-1, (rows, width). tone: the mean there."""

    share: Floats
    tone: Floats


def spans_of(geometry: Geometry, onset: IntArray, release: IntArray, pitch: IntArray) -> Spans:
    """Where notes lie on a canvas whose pixels are the device's; see `scaled`."""
    return Spans(geometry.xs(onset), geometry.xs(release), top_pitch(geometry) - pitch)


def scaled(geometry: Geometry, ratio: float) -> Geometry:
    """The same view counted in device pixels, `ratio` of them to a logical one."""
    return Geometry(
        left=geometry.left,
        top=geometry.top,
        px_per_quarter=geometry.px_per_quarter * ratio,
        row_px=geometry.row_px * ratio,
        width=geometry.width * ratio,
        height=geometry.height * ratio,
    )


def top_pitch(geometry: Geometry) -> int:
    """The highest pitch in view."""
    return int(np.ceil(geometry.top)) - 1


def row_count(geometry: Geometry) -> int:
    """How many rows are in view, in whole or in part."""
    return max(1, top_pitch(geometry) - int(np.floor(geometry.bottom)) + 1)


def cover(spans: Spans, tone: IntArray, shape: tuple[int, int]) -> Cover:
    """Adds up how much notes cover of each pixel; shape: rows and width.

    A note narrower than a pixel counts as a whole one, so that none vanishes. Notes that
    reach beyond the shape are cut off; rows outside it are an error.
    """
    width = shape[1]
    start = np.clip(spans.start, 0.0, width)
    end = np.clip(np.maximum(spans.end, spans.start + 1.0), 0.0, width)
    share = _summed(start, end, spans.row, None, shape)
    weighted = _summed(start, end, spans.row, tone.astype(np.float64), shape)
    mean = np.divide(weighted, share, out=np.zeros(shape), where=share > 1e-6)
    return Cover(np.clip(share, 0.0, 1.0), mean)


def _summed(
    start: Floats, end: Floats, row: IntArray, weight: Floats | None, shape: tuple[int, int]
) -> Floats:
    """Sum over notes of weight times the share of each pixel they cover, (rows, width)."""
    rows, width = shape
    stride = width + 2
    total = np.zeros(rows * stride)
    for edge, sign in ((start, 1.0), (end, -1.0)):
        # A step at x changes the pixel it falls into by the rest of it, and all after it
        # by a whole: the running sum over a row gives the cover.
        pixel = np.floor(edge).astype(np.int64)
        part = edge - pixel
        at = row * stride + pixel
        first, rest = (1.0 - part), part
        if weight is not None:
            first, rest = first * weight, rest * weight
        total += sign * np.bincount(at, first, minlength=total.size)
        total += sign * np.bincount(at + 1, rest, minlength=total.size)
    result: Floats = np.cumsum(total.reshape(rows, stride), axis=1)[:, :width]
    return result


def inked(covered: Cover, inks: Inks, opacity: float = 1.0) -> Inks:
    """The colour of each pixel, (rows, width). inks: see `Palette.inks`."""
    alpha = np.rint(covered.share * (opacity * 255)).astype(np.int64)
    tone = np.clip(np.rint(covered.tone), 0, len(inks) - 1).astype(np.int64)
    result: Inks = inks.reshape(-1).take(tone * 256 + alpha)
    return result


def paint_rows(painter: QPainter, geometry: Geometry, rows: Inks) -> None:
    """Paints a line of pixels for each row in view, as high as the row, a gap between rows.

    geometry: in device pixels, and so is the painter.
    """
    count, width = rows.shape
    lines = np.ascontiguousarray(rows)
    image = QImage(lines.data, width, count, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
    gap = 1 if geometry.row_px >= _GAP_FROM_PX else 0
    for row in np.flatnonzero(lines.any(axis=1)).tolist():
        pitch = top_pitch(geometry) - row
        upper, lower = round(geometry.y(pitch)), round(geometry.y(pitch - 1))
        target = QRect(0, upper, width, max(1, lower - gap - upper))
        painter.drawImage(target, image, QRect(0, row, width, 1))
