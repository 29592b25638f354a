"""How the ruler looks: the loop above, flags and bar numbers below."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gui.document.project import Span
from gui.piano_roll.geometry import Geometry
from gui.piano_roll.grid_lines import BAR_NUMBER_PX, MIN_BEAT_PX, Bars, bar_lines, visible_lines
from gui.piano_roll.overlay_painting import caret
from gui.piano_roll.tones import faded
from gui.theme import Colours, blend
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.naming import key_name
from melodyrnn.music.piece import Piece

LOOP_PX = 20
"""Height of the upper half, where the loop is made."""

FLAG_PX = 15
"""Height of the line of flags, the first of the lower half."""

RULER_PX = LOOP_PX + FLAG_PX + 19
"""Height of the ruler."""

_BEAT_NUMBER_PX = 44.0
_TICK_MARK_PX = 5.0


class Flag(NamedTuple):
    """What changes at a tick, in words. is_marker: a name the composer gave the place."""

    tick: int
    text: str
    is_marker: bool = False


def flags_of(piece: Piece) -> list[Flag]:
    """All changes of meter, tempo and key, and the markers, by tick."""
    texts: dict[int, list[str]] = {}
    for meter in piece.meters.changes:
        texts.setdefault(meter.tick, []).append(str(meter.meter))
    for tempo in piece.tempos.changes:
        texts.setdefault(tempo.tick, []).append(f"♩ = {60e6 / tempo.tempo:.4g}")
    for key in piece.keys.changes:
        texts.setdefault(key.tick, []).append(key_name(key.key))
    flags = [Flag(tick, "   ".join(parts)) for tick, parts in texts.items()]
    flags += [Flag(marker.tick, marker.text, True) for marker in piece.markers if marker.text]
    return sorted(flags, key=lambda flag: (flag.tick, flag.is_marker))


def paint_scale(painter: QPainter, geometry: Geometry, meters: MeterMap, colours: Colours) -> None:
    """The ground, with bar numbers, and beats where there is room."""
    width = painter.device().width()  # more than the canvas: it reaches over the scroll bar
    painter.fillRect(QRectF(0, 0, width, RULER_PX), QColor(colours.panel))
    upper = QRectF(0, 0, width, LOOP_PX)
    painter.fillRect(upper, QColor(blend(colours.panel, colours.window, 0.55)))
    numbered = bar_lines(
        meters, geometry.left, geometry.right, BAR_NUMBER_PX / geometry.px_per_tick
    )
    lines = visible_lines(meters, geometry, 1 << 40)
    for tick in lines.beats.tolist():
        mark = QRectF(round(geometry.x(tick)), RULER_PX - _TICK_MARK_PX, 1, _TICK_MARK_PX)
        painter.fillRect(mark, QColor(colours.beat_line))
    for tick in lines.bars.tolist():
        mark = QRectF(round(geometry.x(tick)), RULER_PX - 9, 1, 9)
        painter.fillRect(mark, QColor(colours.bar_line))
    for tick in numbered.ticks.tolist():
        mark = QRectF(round(geometry.x(tick)), LOOP_PX + FLAG_PX, 1, RULER_PX - LOOP_PX - FLAG_PX)
        painter.fillRect(mark, QColor(colours.bar_line))
    _paint_numbers(painter, geometry, meters, numbered, colours)
    painter.fillRect(QRectF(0, RULER_PX - 1, width, 1), QColor(colours.border))


def _paint_numbers(
    painter: QPainter, geometry: Geometry, meters: MeterMap, bars: Bars, colours: Colours
) -> None:
    font = QFont(painter.font())
    font.setPixelSize(11)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(colours.text))
    base = RULER_PX - 6.0
    for tick, number in zip(bars.ticks.tolist(), bars.numbers.tolist(), strict=True):
        painter.drawText(QPointF(geometry.x(tick) + 5, base), str(number + 1))
    _paint_beat_numbers(painter, geometry, meters, colours)


def _paint_beat_numbers(
    painter: QPainter, geometry: Geometry, meters: MeterMap, colours: Colours
) -> None:
    """As in "3.2" for the second beat of bar 3, where beats stand far apart."""
    if geometry.px_per_quarter < max(_BEAT_NUMBER_PX, MIN_BEAT_PX):
        return
    font = QFont(painter.font())
    font.setPixelSize(10)
    font.setWeight(QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(colours.faint_text))
    beats = visible_lines(meters, geometry, 1 << 40).beats
    place = meters.locate(beats)
    beat = (beats - place.bar_start) // place.beat_ticks + 1
    rows = zip(beats.tolist(), place.bar.tolist(), beat.tolist(), strict=True)
    for tick, bar, number in rows:
        at = QPointF(geometry.x(tick) + 4, RULER_PX - 6.0)
        painter.drawText(at, f"{bar + 1}.{number}")


def paint_flags(painter: QPainter, geometry: Geometry, flags: list[Flag], colours: Colours) -> None:
    """Words at what changes; where they would overlap the later one is only a mark."""
    font = QFont(painter.font())
    font.setPixelSize(10)
    font.setWeight(QFont.Weight.Normal)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    free = -1e9
    for flag in flags:
        x = geometry.x(flag.tick)
        width = metrics.horizontalAdvance(flag.text) + 12
        if x > geometry.width or x + width < 0:
            continue
        colour = colours.accent if flag.is_marker else colours.bar_line
        painter.fillRect(QRectF(round(x), LOOP_PX + 1, 2, FLAG_PX - 2), QColor(colour))
        if x < free:
            continue
        free = x + width
        painter.setPen(QColor(colours.text if flag.is_marker else colours.faint_text))
        painter.drawText(QPointF(x + 6, LOOP_PX + FLAG_PX - 4.0), flag.text)
    painter.setPen(Qt.PenStyle.NoPen)


def paint_loop(
    painter: QPainter, geometry: Geometry, loop: Span, is_looping: bool, colours: Colours
) -> None:
    """The loop as a brace with a handle at each end; hollow while it is off."""
    left, right = geometry.x(loop.start), geometry.x(loop.end)
    box = QRectF(left, 4, max(right - left, 3.0), LOOP_PX - 8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.loop), 1.2))
    painter.setBrush(faded(colours.loop, 0.55 if is_looping else 0.08))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.loop))
    for x in (box.left(), box.right() - 4):
        painter.drawRoundedRect(QRectF(x, 2.5, 4, LOOP_PX - 5), 2, 2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_places(
    painter: QPainter, geometry: Geometry, cursor: int, playhead: float | None, colours: Colours
) -> None:
    """Carets at the cursor and at the playhead."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faded(colours.text, 0.8))
    painter.drawPolygon(caret(geometry.x(cursor) + 0.5, RULER_PX - 1.0, 5.0))
    if playhead is not None:
        painter.setBrush(QColor(colours.playhead))
        painter.drawPolygon(caret(geometry.x(playhead), RULER_PX - 1.0, 6.0))
