"""How the curves of a training are painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen

from gui.learning.curve_frame import Frame
from gui.learning.curves import Curves, FloatArray, calmed
from gui.panels.card_facts import small
from gui.theme import Colours
from melodyrnn.course.history import Check
from melodyrnn.course.words import chance

HELD_OUT_WIDTH, LEARNING_WIDTH = 2.4, 1.4
DOT, FEW_DOTS = 3.4, 60
"""Radius of a check's dot; with more checks than that, dots are small."""

BEST_RING, HEARD_RING = 7.0, 9.0
EMPTY = "The curves begin when learning begins"
LABEL_GAP, JOINT_WIDTH = 3.0, 96.0
BAND_CORNERS, LINE_CORNERS = 80, 240
"""Of the learning curve at most: it is soft, and corners cost time."""

WAVERS = 1.6
"""Half the height of the band around the learning curve, in mean deviations."""

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Brush:
    """What all painting needs."""

    painter: QPainter
    curves: Curves
    frame: Frame
    colours: Colours


def paint_curves(brush: Brush) -> None:
    """Axes, yardsticks and curves, with all their words."""
    brush.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not brush.curves.points and not brush.curves.checks:
        brush.painter.setPen(QColor(brush.colours.faint_text))
        brush.painter.drawText(brush.frame.area, CENTRE, EMPTY)
        return
    brush.painter.setFont(small(brush.painter.font()))
    _paint_axes(brush)
    painter, area = brush.painter, brush.frame.area
    painter.save()
    painter.setClipRect(area.adjusted(0, -1, brush.frame.area.right(), 1))
    _paint_turn(brush)
    _paint_joints(brush)
    _paint_learning(brush)
    _paint_held_out(brush)
    painter.restore()
    _paint_yardsticks(brush)
    _paint_best(brush)
    _paint_heard(brush)


def tint(colour: str, opacity: float) -> QColor:
    """A colour that lets through what is below."""
    result = QColor(colour)
    result.setAlphaF(opacity)
    return result


def _paint_axes(brush: Brush) -> None:
    painter, frame, c = brush.painter, brush.frame, brush.colours
    area = frame.area
    for tick in frame.chances:
        y = round(frame.y(tick.value)) + 0.5
        painter.setPen(QPen(QColor(c.step_line), 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(QColor(c.faint_text))
        painter.drawText(QRectF(0, y - 9, area.left() - 8, 18), RIGHT, tick.text)
    painter.setPen(QColor(c.faint_text))
    for tick in frame.nats:
        y = frame.y(tick.value)
        painter.drawText(QRectF(area.right() + 8, y - 9, 40, 18), LEFT, tick.text)
    for tick in frame.along:
        x = frame.x(tick.value)
        painter.drawText(QRectF(x - 40, area.bottom() + 6, 80, 18), CENTRE, tick.text)
    painter.setPen(QPen(QColor(c.beat_line), 1))
    floor = round(area.bottom()) + 0.5
    painter.drawLine(QPointF(area.left(), floor), QPointF(area.right(), floor))
    painter.setPen(QColor(c.faint_text))
    top = QRectF(8, 0, area.right() + 28, 16)
    painter.drawText(top, LEFT, "Chance of the right next note")
    painter.drawText(top, RIGHT, "nats a note, lower is better")


def _paint_turn(brush: Brush) -> None:
    """A veil over the time in which it only memorised."""
    curves, frame, c = brush.curves, brush.frame, brush.colours
    if curves.turned_s is None:
        return
    left = frame.x(curves.along_seconds(curves.turned_s))
    right = frame.x(curves.along(curves.history.points[-1])) if curves.points else left
    top, bottom = round(frame.area.top()), round(frame.area.bottom())
    veil = QRectF(QPointF(round(left), top), QPointF(round(right), bottom))
    brush.painter.fillRect(veil, tint(c.warning, 0.09))
    if veil.width() > 80:
        brush.painter.setPen(QColor(c.warning))
        brush.painter.drawText(veil.adjusted(8, 4, -8, 0), Qt.AlignmentFlag.AlignTop, "memorising")


def _paint_joints(brush: Brush) -> None:
    frame, c = brush.frame, brush.colours
    for seconds in brush.curves.joints:
        x = round(frame.x(brush.curves.along_seconds(seconds))) + 0.5
        brush.painter.setPen(QPen(QColor(c.bar_line), 1, Qt.PenStyle.DotLine))
        brush.painter.drawLine(QPointF(x, frame.area.top()), QPointF(x, frame.area.bottom()))
        brush.painter.setPen(QColor(c.faint_text))
        room = QRectF(x + 5, frame.area.bottom() - 18, JOINT_WIDTH, 16)
        is_at_end = room.right() > frame.area.right()
        if is_at_end:
            room.moveRight(x - 5)
        brush.painter.drawText(room, RIGHT if is_at_end else LEFT, "taken up again")


def _paint_learning(brush: Brush) -> None:
    """A thin line through the middle of what wavers, which is a band around it."""
    curves, frame, c, painter = brush.curves, brush.frame, brush.colours, brush.painter
    points = curves.points
    if not points:
        return
    calm = calmed([point.nats_per_note for point in points])
    along = np.array([curves.along(point) for point in points])
    some, more = (
        np.unique(np.linspace(0, len(points) - 1, most).astype(int))
        for most in (BAND_CORNERS, LINE_CORNERS)
    )
    upper = (calm.middle + WAVERS * calm.spread)[some]
    lower = (calm.middle - WAVERS * calm.spread)[some]
    band = [*_line(frame, along[some], upper), *_line(frame, along[some], lower)[::-1]]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint(c.accent, 0.16))
    painter.drawPolygon(band)
    painter.setPen(_round(QColor(c.accent), LEARNING_WIDTH))
    painter.drawPolyline(_line(frame, along[more], calm.middle[more]))
    if not curves.is_over:
        here = frame.point(along[-1], calm.middle[-1])
        painter.setPen(Qt.PenStyle.NoPen)
        for radius, opacity in ((8.0, 0.18), (3.0, 1.0)):
            painter.setBrush(tint(c.accent, opacity))
            painter.drawEllipse(here, radius, radius)


def _paint_held_out(brush: Brush) -> None:
    curves, frame, c, painter = brush.curves, brush.frame, brush.colours, brush.painter
    checks = curves.checks
    if not checks:
        return
    line = [frame.point(curves.along(check), check.score) for check in checks]
    ground = QPainterPath(line[0])
    for corner in (*line[1:], *_floor(line, frame)):
        ground.lineTo(corner)
    fade = QLinearGradient(0, frame.area.top(), 0, frame.area.bottom())
    fade.setColorAt(0, tint(c.idea, 0.20))
    fade.setColorAt(1, tint(c.idea, 0.0))
    painter.fillPath(ground, fade)
    painter.setPen(_round(QColor(c.idea), HELD_OUT_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(line)
    radius = DOT if len(checks) <= FEW_DOTS else DOT / 2
    painter.setPen(QPen(QColor(c.panel), 1.4))
    painter.setBrush(QColor(c.idea))
    for dot in line:
        painter.drawEllipse(dot, radius, radius)


def _paint_yardsticks(brush: Brush) -> None:
    """Dashed lines; the words of one that is off the plot stand at its upper edge."""
    curves, frame, c, painter = brush.curves, brush.frame, brush.colours, brush.painter
    found = [(curves.base, "the model it began from"), (curves.markov, "Markov chain")]
    taken: list[float] = []
    for nats, name in sorted((n for n in found if n[0] > 0), reverse=True):
        is_off = nats > frame.tall.high
        y = frame.area.top() if is_off else round(frame.y(nats)) + 0.5
        if not is_off:
            painter.setPen(QPen(tint(c.faint_text, 0.8), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(frame.area.left(), y), QPointF(frame.area.right(), y))
        text = f"{'above: ' if is_off else ''}{name} \N{MIDDLE DOT} {nats:.2f}"
        metrics = painter.fontMetrics()
        height = float(metrics.height())
        top = y - height - LABEL_GAP
        if top < frame.area.top() or any(abs(top - other) < height for other in taken):
            top = y + LABEL_GAP
        taken.append(top)
        width = metrics.horizontalAdvance(text) + 10
        room = QRectF(frame.area.right() - width, top, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint(c.panel, 0.8))
        painter.drawRoundedRect(room, 4, 4)
        painter.setPen(QColor(c.faint_text))
        painter.drawText(room, CENTRE, text)


def _paint_best(brush: Brush) -> None:
    best = brush.curves.history.best
    if best is None or best not in brush.curves.checks:
        return
    frame, c, painter = brush.frame, brush.colours, brush.painter
    here = frame.point(brush.curves.along(best), best.score)
    painter.setPen(QPen(tint(c.good, 0.55), 1, Qt.PenStyle.DotLine))
    painter.drawLine(QLineF(here + QPointF(0, BEST_RING), QPointF(here.x(), frame.area.bottom())))
    painter.setPen(QPen(QColor(c.good), 2))
    painter.setBrush(QColor(c.panel))
    painter.drawEllipse(here, BEST_RING, BEST_RING)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(c.good))
    painter.drawEllipse(here, BEST_RING - 3.5, BEST_RING - 3.5)
    text = f"best \N{MIDDLE DOT} {chance(best.score)}"
    font = painter.font()
    font.setBold(True)
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(text) + 10.0
    left = min(max(here.x() - width / 2, frame.area.left() + 2), frame.area.right() - width)
    room = QRectF(left, here.y() + BEST_RING + 3, width, 17)
    if room.bottom() > frame.area.bottom():
        room.moveBottom(here.y() - BEST_RING - 3)
    painter.setBrush(tint(c.panel, 0.85))
    painter.drawRoundedRect(room, 4, 4)
    painter.setPen(QColor(c.good))
    painter.drawText(room, CENTRE, text)
    font.setBold(False)
    painter.setFont(font)


def _paint_heard(brush: Brush) -> None:
    check = _numbered(brush.curves.checks, brush.curves.heard)
    if check is None:
        return
    here = brush.frame.point(brush.curves.along(check), check.score)
    brush.painter.setPen(QPen(QColor(brush.colours.text), 1.6))
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    brush.painter.drawEllipse(here, HEARD_RING, HEARD_RING)


def _numbered(checks: Sequence[Check], number: int) -> Check | None:
    return next((check for check in checks if check.number == number), None)


def _floor(line: Sequence[QPointF], frame: Frame) -> tuple[QPointF, QPointF]:
    """The corners on the horizontal axis below a line, its end first."""
    bottom = frame.area.bottom()
    return QPointF(line[-1].x(), bottom), QPointF(line[0].x(), bottom)


def _line(frame: Frame, along: FloatArray, nats: FloatArray) -> list[QPointF]:
    return [frame.point(x, y) for x, y in zip(along.tolist(), nats.tolist(), strict=True)]


def _round(colour: QColor, width: float) -> QPen:
    return QPen(
        colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )
