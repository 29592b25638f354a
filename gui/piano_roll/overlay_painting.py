"""What lies over the notes: playhead, cursors, rubber band, hints, legend, the empty state."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPen, QPolygonF

from gui.piano_roll.geometry import Geometry
from gui.piano_roll.palettes import Palettes
from gui.piano_roll.scene import Band, Hint
from gui.piano_roll.tones import LEVELS, MAX_SURPRISE, PIPS_FROM, faded
from gui.theme import Colours

EMPTY_TEXT = "Draw a melody with the pencil, play it, or drop a MIDI file here"

PLAYHEAD_PX = 1.5
"""Width of the playhead."""

_PERCENT_PX, _PERCENT_ROW_PX = 32.0, 10.0
"""Hints at least this long have room to say how likely they are; shorter ones say it beside
them, where rows are this high.
"""


def paint_playhead(painter: QPainter, geometry: Geometry, tick: float, colours: Colours) -> None:
    """The line at what is heard now."""
    x = geometry.x(tick)
    painter.fillRect(QRectF(x - 2.5, 0, 5, geometry.height), faded(colours.playhead, 0.16))
    line = QRectF(x - PLAYHEAD_PX / 2, 0, PLAYHEAD_PX, geometry.height)
    painter.fillRect(line, QColor(colours.playhead))


def paint_cursor(painter: QPainter, geometry: Geometry, tick: int, colours: Colours) -> None:
    """The line where playing starts and pasting writes."""
    x = round(geometry.x(tick))
    pen = QPen(faded(colours.text, 0.55), 1, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.drawLine(QLineF(x + 0.5, 0, x + 0.5, geometry.height))
    painter.setPen(Qt.PenStyle.NoPen)


def paint_step_cursor(
    painter: QPainter, geometry: Geometry, tick: int, step: int, colours: Colours
) -> None:
    """The column that step entry fills next."""
    width = max(3.0, step * geometry.px_per_tick)
    column = QRectF(geometry.x(tick), 0, width, geometry.height)
    painter.fillRect(column, faded(colours.accent, 0.13))
    painter.fillRect(QRectF(column.left(), 0, 2, geometry.height), QColor(colours.accent))


def paint_band(painter: QPainter, geometry: Geometry, band: Band, colours: Colours) -> None:
    """The rubber band; its pitches are heights: row p reaches from p up to p + 1."""
    first = QPointF(geometry.x(band.start), geometry.y(band.first_pitch - 1))
    last = QPointF(geometry.x(band.end), geometry.y(band.last_pitch - 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.text), 1, Qt.PenStyle.DashLine))
    painter.setBrush(faded(colours.selected, 0.14))
    painter.drawRoundedRect(QRectF(first, last).normalized(), 2, 2)


def paint_cut(painter: QPainter, geometry: Geometry, band: Band, colours: Colours) -> None:
    """The line along which notes will be split."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.text), 1.5, Qt.PenStyle.DashLine))
    painter.drawLine(
        QPointF(geometry.x(band.start), geometry.y(band.first_pitch - 1)),
        QPointF(geometry.x(band.end), geometry.y(band.last_pitch - 1)),
    )


def paint_hints(
    painter: QPainter, geometry: Geometry, hints: tuple[Hint, ...], colours: Colours
) -> None:
    """Likely next notes: the likelier, the more solid; each says its chance in per cent."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    font.setPixelSize(max(8, min(11, int(geometry.row_px) - 3)))
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    down = (metrics.ascent() - metrics.descent()) / 2
    for hint in sorted(hints, key=lambda h: h.probability):
        x, y = geometry.x(hint.onset), geometry.y(hint.pitch)
        box = QRectF(x, y, max(4.0, hint.duration * geometry.px_per_tick), geometry.row_px)
        box = box.adjusted(1, 1, -2, -2)
        strength = 0.35 + 0.65 * min(1.0, hint.probability / 0.5)
        painter.setPen(QPen(faded(colours.idea, strength), 1.3, Qt.PenStyle.DashLine))
        painter.setBrush(faded(colours.idea, 0.04 + 0.3 * min(1.0, hint.probability / 0.5)))
        painter.drawRoundedRect(box, 3, 3)
        if geometry.row_px >= _PERCENT_ROW_PX:
            is_inside = box.width() >= _PERCENT_PX
            painter.setPen(QColor(colours.text if is_inside else colours.faint_text))
            left = box.left() + 4 if is_inside else box.right() + 5
            painter.drawText(QPointF(left, box.center().y() + down), percent(hint.probability))
    painter.restore()


def percent(probability: float) -> str:
    """A probability in words short enough for a row; what is offered is never called 0 %."""
    return "< 1 %" if probability < 0.005 else f"{probability * 100:.0f} %"


def paint_empty(painter: QPainter, geometry: Geometry, colours: Colours) -> None:
    """What to do where there are no notes yet."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    font.setPixelSize(15)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    width = min(metrics.horizontalAdvance(EMPTY_TEXT) + 56, geometry.width - 24)
    lines = 1 if width < geometry.width - 24 else 2
    height = metrics.height() * lines + 28
    box = QRectF(0, 0, width, height)
    box.moveCenter(QPointF(geometry.width / 2, geometry.height / 2))
    painter.setPen(QPen(QColor(colours.border), 1))
    painter.setBrush(faded(colours.panel, 0.94))
    painter.drawRoundedRect(box, 10, 10)
    painter.setPen(QColor(colours.faint_text))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(box.adjusted(16, 8, -16, -8), int(flags), EMPTY_TEXT)
    painter.restore()


def paint_legend(painter: QPainter, geometry: Geometry, palettes: Palettes) -> None:
    """What the colours and dots of surprising notes mean."""
    colours = palettes.colours
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(painter.font())
    font.setPixelSize(11)
    painter.setFont(font)
    box = QRectF(geometry.width - 262, 10, 252, 30)
    painter.setPen(QPen(QColor(colours.border), 1))
    painter.setBrush(faded(colours.panel, 0.95))
    painter.drawRoundedRect(box, 6, 6)
    bar = QRectF(box.left() + 70, box.top() + 7, 104, 16)
    ramp = QLinearGradient(bar.topLeft(), bar.topRight())
    for at, colour in ((0.0, colours.calm), (0.5, colours.lively), (1.0, colours.hot)):
        ramp.setColorAt(at, QColor(colour))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ramp)
    painter.drawRoundedRect(bar, 4, 4)
    for count, nats in enumerate(PIPS_FROM, start=1):
        painter.setBrush(palettes.surprise.text[round(nats / MAX_SURPRISE * (LEVELS - 1))])
        for dot in range(count):
            x = bar.left() + bar.width() * nats / MAX_SURPRISE + 4.0 * dot - 4.0 * (count - 1)
            painter.drawEllipse(QPointF(x, bar.center().y()), 1.4, 1.4)
    painter.setPen(QColor(colours.text))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box.adjusted(10, 0, 0, 0), int(middle), "Expected")
    painter.drawText(box.adjusted(184, 0, 0, 0), int(middle), "Surprising")
    painter.restore()


def paint_label(painter: QPainter, at: QPointF, text: str, width: float, colours: Colours) -> None:
    """A label beside a point, on whichever side of it there is room."""
    painter.save()
    font = QFont(painter.font())
    font.setPixelSize(11)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    box = QRectF(0, 0, QFontMetricsF(font).horizontalAdvance(text) + 14, 20)
    has_room = at.x() + box.width() + 14 <= width
    box.moveLeft(at.x() + 12 if has_room else at.x() - box.width() - 12)
    box.moveTop(max(2.0, at.y() - 26 if at.y() > 60 else at.y() - 10))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.border), 1))
    painter.setBrush(QColor(colours.raised))
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(QColor(colours.text))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


def paint_focus(painter: QPainter, area: QRect, colours: Colours, *, is_loud: bool) -> None:
    """The ring around what has the keyboard; loud where keys, not the mouse, brought it there."""
    pen = 2.0 if is_loud else 1.0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.accent) if is_loud else faded(colours.accent, 0.6), pen))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = QRectF(area).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
    painter.drawRoundedRect(ring, 3, 3)


def caret(x: float, bottom: float, size: float) -> QPolygonF:
    """A triangle that points down at `x`."""
    return QPolygonF(
        [
            QPointF(x - size, bottom - size * 1.4),
            QPointF(x + size, bottom - size * 1.4),
            QPointF(x, bottom),
        ]
    )
