"""How notes look: rounded and shaded one by one, or as a raster where they are too many."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from gui.piano_roll.geometry import Geometry
from gui.piano_roll.raster import cover, inked, paint_rows, row_count, scaled, spans_of
from gui.piano_roll.tones import Palette
from gui.piano_roll.visible import NoteIndex
from melodyrnn.music.key import Key
from melodyrnn.music.naming import pitch_name
from melodyrnn.music.notes import IntArray

MAX_SINGLE = 3000
"""More notes in view than this are painted as a raster."""

MIN_SINGLE_PX = 2.0
"""Notes whose usual length is less than this are, too."""

_NAME_ROW_PX = 13.0
"""Rows at least this high have room for note names."""


@dataclass(frozen=True, slots=True, eq=False)
class NoteLook:
    """How a sequence of notes is to be shown.

    tones: into the palette, (n,). marked: which notes wear `marked_palette`, (n,). named:
    whether notes bear their names, spelled for `key`. faded_from: tick from which notes are
    only hinted at. pips: dots on each note, (n,).
    """

    palette: Palette
    marked_palette: Palette
    tones: IntArray
    marked: NDArray[np.bool_] | None = None
    named: bool = False
    key: Key | None = None
    opacity: float = 1.0
    faded_from: int | None = None
    pips: IntArray | None = None


class Boxes:
    """Rectangles of the notes in view, on whole device pixels so that their edges are crisp."""

    def __init__(self, index: NoteIndex, geometry: Geometry, ratio: float) -> None:
        self.seen = index.in_view(geometry)
        left, right = -4.0, geometry.width + 4.0
        x = np.clip(geometry.xs(index.onset[self.seen]), left, right)
        end = np.clip(geometry.xs(index.release[self.seen]), left, right)
        y = geometry.ys(index.pitch[self.seen])
        gap = 1.0 if geometry.row_px >= 4.0 else 0.0
        self.x = np.rint(x * ratio) / ratio
        self.y = np.rint(y * ratio) / ratio
        self.width = np.maximum(np.rint(end * ratio) / ratio - self.x - gap, 1.5)
        self.height = np.rint((y + geometry.row_px) * ratio) / ratio - self.y - gap


def paint_notes(painter: QPainter, geometry: Geometry, index: NoteIndex, look: NoteLook) -> None:
    """Paints all notes of which something is in view."""
    ratio = painter.device().devicePixelRatio()
    seen = index.in_view(geometry)
    if not len(seen):
        return
    usual = _middle((index.release - index.onset)[seen]) if len(seen) > 64 else np.inf
    if len(seen) > MAX_SINGLE or usual * geometry.px_per_tick < MIN_SINGLE_PX:
        _paint_raster(painter, scaled(geometry, ratio), index, look)
    else:
        _paint_singly(painter, geometry, index, look)


def _middle(lengths: NDArray[np.int64]) -> float:
    """The upper median; that of numpy would load masked arrays, which stops the window."""
    return float(np.partition(lengths, len(lengths) // 2)[len(lengths) // 2])


def _paint_singly(painter: QPainter, geometry: Geometry, index: NoteIndex, look: NoteLook) -> None:
    boxes = Boxes(index, geometry, painter.device().devicePixelRatio())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    marked = np.zeros(len(boxes.seen), dtype=bool)
    if look.marked is not None:
        marked = look.marked[boxes.seen]
    faint = np.zeros(len(boxes.seen), dtype=bool)
    if look.faded_from is not None:
        faint = index.onset[boxes.seen] >= look.faded_from
    for palette, chosen, opacity in (
        (look.palette, ~marked & faint, 0.28 * look.opacity),
        (look.palette, ~marked & ~faint, look.opacity),
        (look.marked_palette, marked, 1.0),
    ):
        which = np.flatnonzero(chosen)
        if not len(which):
            continue
        painter.setOpacity(opacity)
        tones = look.tones[boxes.seen[which]]
        # By tone, so that the brush seldom changes.
        which = which[np.argsort(tones, kind="stable")]
        _paint_boxes(painter, geometry, boxes, which, look.tones[boxes.seen[which]], palette)
        if look.pips is not None:
            _paint_pips(painter, boxes, which, look, palette)
        if look.named and geometry.row_px >= _NAME_ROW_PX:
            _paint_names(painter, boxes, which, index, look, palette)
    painter.restore()


def _paint_boxes(
    painter: QPainter,
    geometry: Geometry,
    boxes: Boxes,
    which: IntArray,
    tones: IntArray,
    palette: Palette,
) -> None:
    """Each note a dark rounded box with a lighter one in it; two fills cost less than a pen."""
    radius = min(3.5, geometry.row_px / 4)
    last = -1
    rows = zip(
        boxes.x[which].tolist(),
        boxes.y[which].tolist(),
        boxes.width[which].tolist(),
        boxes.height[which].tolist(),
        tones.tolist(),
        strict=True,
    )
    fill, edge = palette.fill[0], palette.edge[0]
    for x, y, width, height, tone in rows:
        if tone != last:
            last, fill, edge = tone, palette.fill[tone], palette.edge[tone]
        if width < 4.0 or height < 5.0:
            painter.fillRect(QRectF(x, y, width, height), fill)
            continue
        round_by = min(radius, width / 3)
        painter.setBrush(edge)
        painter.drawRoundedRect(QRectF(x, y, width, height), round_by, round_by)
        painter.setBrush(fill)
        inner = max(round_by - 1.0, 0.5)
        painter.drawRoundedRect(QRectF(x + 1, y + 1, width - 2, height - 2), inner, inner)


def _paint_names(
    painter: QPainter,
    boxes: Boxes,
    which: IntArray,
    index: NoteIndex,
    look: NoteLook,
    palette: Palette,
) -> None:
    font = name_font(painter.font(), float(boxes.height[which[0]]))
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    down = (metrics.ascent() - metrics.descent()) / 2
    names = [pitch_name(pitch, look.key) for pitch in range(128)]
    room = [metrics.horizontalAdvance(name) + 9.0 for name in names]
    for i in which[boxes.width[which] >= min(room)].tolist():
        note = boxes.seen[i]
        pitch = int(index.pitch[note])
        # A note that began before the view bears its name where it comes into view.
        x = max(float(boxes.x[i]), 0.0)
        spare = 0 if look.pips is None else 4 * int(look.pips[note]) + 2
        if boxes.x[i] + boxes.width[i] - x < room[pitch] + spare:
            continue
        painter.setPen(palette.text[int(look.tones[note])])
        middle = float(boxes.y[i] + boxes.height[i] / 2)
        painter.drawText(QPointF(x + 5.0, middle + down), names[pitch])
    painter.setPen(Qt.PenStyle.NoPen)


def name_font(font: QFont, height: float) -> QFont:
    """The font of names inside boxes of that height."""
    result = QFont(font)
    result.setPixelSize(max(9, min(11, int(height) - 3)))
    result.setWeight(QFont.Weight.DemiBold)
    return result


def _paint_pips(
    painter: QPainter, boxes: Boxes, which: IntArray, look: NoteLook, palette: Palette
) -> None:
    """Dots at a note's end: they say how surprising it is to those who do not see colours."""
    if look.pips is None or float(boxes.height[which[0]]) < 6.0:
        return
    counts = look.pips[boxes.seen[which]]
    for i, count in zip(which.tolist(), counts.tolist(), strict=True):
        if boxes.width[i] < 4.0 * count + 4.0:
            continue
        painter.setBrush(palette.text[int(look.tones[boxes.seen[i]])])
        right = float(boxes.x[i] + boxes.width[i]) - 4.5
        middle = float(boxes.y[i] + boxes.height[i] / 2)
        for dot in range(count):
            painter.drawEllipse(QPointF(right - 4.0 * dot, middle), 1.4, 1.4)


def _paint_raster(painter: QPainter, geometry: Geometry, index: NoteIndex, look: NoteLook) -> None:
    """geometry: in device pixels."""
    seen = index.in_view(geometry)
    marked = np.zeros(len(seen), dtype=bool) if look.marked is None else look.marked[seen]
    faint = np.zeros(len(seen), dtype=bool)
    if look.faded_from is not None:
        faint = index.onset[seen] >= look.faded_from
    shape = (row_count(geometry), int(geometry.width))
    painter.save()
    ratio = painter.device().devicePixelRatio()
    painter.scale(1 / ratio, 1 / ratio)
    for palette, chosen, opacity in (
        (look.palette, ~marked & faint, 0.28 * look.opacity),
        (look.palette, ~marked & ~faint, look.opacity),
        (look.marked_palette, marked, 1.0),
    ):
        which = seen[chosen]
        if len(which):
            spans = spans_of(geometry, index.onset[which], index.release[which], index.pitch[which])
            covered = cover(spans, look.tones[which], shape)
            paint_rows(painter, geometry, inked(covered, palette.inks, opacity))
    painter.restore()
