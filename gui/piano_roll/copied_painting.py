"""Copied notes: a bracket below each run says from where, a legend what the tints mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPen

from gui.document.copied import COUNTS_AS_COPIED
from gui.piano_roll.copied_pieces import Piece
from gui.piano_roll.copied_tones import STRONGEST_FROM
from gui.piano_roll.geometry import Geometry
from gui.piano_roll.palettes import Palettes
from gui.piano_roll.scene import Copying
from gui.piano_roll.tones import faded
from gui.piano_roll.visible import NoteIndex

LEGEND_HEIGHT = 30
_LEGEND_GAP = 10.0
"""To the edges of what it lies over."""

_NARROWEST_PX = 24.0
"""Brackets narrower than this are left out."""
_NARROWEST_LABEL_PX = 44.0


def paint_brackets(
    painter: QPainter,
    view: Geometry,
    index: NoteIndex,
    pieces: Sequence[Piece],
    palettes: Palettes,
) -> None:
    """Below the notes of each run in view a line, with its length and title where there is room.

    index: the notes in which they were found; pieces: which of them brackets are to mark.
    """
    colours = palettes.colours
    painter.save()
    font = QFont(painter.font())
    font.setPixelSize(10)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    begin, end = index.within(view.left, view.right)
    for piece in pieces:
        if piece.last < begin or piece.first >= end:
            continue
        notes = slice(piece.first, piece.last + 1)
        left = view.x(int(index.onset[piece.first]))
        right = view.x(int(index.release[notes].max())) - 1.0
        if right < 0 or right - left < _NARROWEST_PX:
            continue
        y = round(view.y(int(index.pitch[notes].min())) + view.row_px + 4.0) + 0.5
        painter.setPen(QPen(QColor(colours.copied), 1.4))
        painter.drawPolyline(
            [QPointF(left, y - 3), QPointF(left, y), QPointF(right, y), QPointF(right, y - 3)]
        )
        shown_from = max(left, 0.0)
        room = min(right, view.width) - shown_from
        if room >= _NARROWEST_LABEL_PX:
            text = metrics.elidedText(piece.label, Qt.TextElideMode.ElideRight, room)
            box = QRectF(shown_from, y + 2, metrics.horizontalAdvance(text) + 6, metrics.height())
            painter.fillRect(box, faded(colours.white_row, 0.8))
            painter.setPen(QColor(colours.text))
            painter.drawText(QPointF(box.left() + 3, box.top() + metrics.ascent()), text)
    painter.restore()


def paint_copied_legend(
    painter: QPainter, view: Geometry, copying: Copying, palettes: Palettes, top: float
) -> None:
    """What the tints mean and how much is copied; or why that is not known."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    font.setPixelSize(11)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    colours, found = palettes.colours, copying.found
    words = copying.legend
    ramp = 196.0 if found and found.stretches else 0.0
    room = max(view.width - 2 * _LEGEND_GAP - 20 - ramp, 0.0)
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    width = metrics.horizontalAdvance(words) + ramp + 20
    box = QRectF(view.width - width - _LEGEND_GAP, top, width, LEGEND_HEIGHT)
    painter.setPen(QPen(QColor(colours.border), 1))
    painter.setBrush(faded(colours.panel, 0.95))
    painter.drawRoundedRect(box, 6, 6)
    middle = int(Qt.AlignmentFlag.AlignVCenter)
    painter.setPen(QColor(colours.text))
    painter.drawText(box.adjusted(10, 0, 0, 0), middle, words)
    if ramp:
        _paint_ramp(painter, QRectF(box.right() - ramp, top, ramp, LEGEND_HEIGHT), palettes)
    painter.restore()


def _paint_ramp(painter: QPainter, room: QRectF, palettes: Palettes) -> None:
    """The shortest run, the tints, the longest."""
    least, most = str(COUNTS_AS_COPIED), f"{STRONGEST_FROM}+ in a row"
    middle = int(Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(room.adjusted(16, 0, 0, 0), middle, least)
    bar = QRectF(room.left() + 30, room.top() + 8, 76, room.height() - 16)
    painter.drawText(room.adjusted(114, 0, 0, 0), middle, most)
    ramp = QLinearGradient(bar.topLeft(), bar.topRight())
    fill = palettes.copied.fill
    ramp.setColorAt(0.0, fill[0])
    ramp.setColorAt(1.0, fill[-1])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ramp)
    painter.drawRoundedRect(bar, 4, 4)
