"""Icons, painted from shapes in the colours of the theme, sharp at any scale."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPainterPathStroker, QPixmap

from gui.actions import Actions
from gui.glyphs import GLYPHS
from gui.theme import DARK, ICON_SIZE, Colours, blend

GRID = 24.0
"""Shapes are drawn on a square this large."""
STROKE = 1.7
"""Width of their lines on that square."""
RATIOS = (1.0, 2.0)
"""Pixels a logical pixel for which icons are painted; others are scaled from these."""

ACTION_ICONS: dict[str, str] = {
    "play": "play",
    "stop": "stop",
    "to_start": "to_start",
    "loop": "loop",
    "record": "record",
    "metronome": "metronome",
    "count_in": "count_in",
    "tool_pencil": "pencil",
    "tool_select": "select",
    "tool_erase": "erase",
    "tool_split": "split",
    "snap": "snap",
    "undo": "undo",
    "redo": "redo",
    "fit": "fit",
    "generate": "generate",
    "more_like_this": "more_like",
    "roll_dice": "dice",
    "keep": "keep",
    "insert": "insert",
    "discard": "bin",
    "star": "star",
    "show_hints": "ghost",
    "show_surprise": "surprise",
    "show_ideas": "shelf",
    "learn": "learn",
    "preferences": "gear",
    "about": "info",
    "panic": "mute",
}
"""Which action wears which icon."""


def icon(name: str, colours: Colours, *, ink: str = "") -> QIcon:
    """An icon; `ink`: a colour other than the text's. Checked it takes the accent's."""
    shapes = _shapes(name)
    faded = blend(colours.panel, colours.text, 0.38)
    checked = colours.playhead if name == "record" else colours.accent
    result = QIcon()
    for ratio in RATIOS:
        result.addPixmap(_painted(shapes, ink or colours.text, ICON_SIZE, ratio))
        result.addPixmap(_painted(shapes, faded, ICON_SIZE, ratio), QIcon.Mode.Disabled)
        on = _painted(shapes, checked, ICON_SIZE, ratio)
        result.addPixmap(on, QIcon.Mode.Normal, QIcon.State.On)
    return result


def pixmap(name: str, ink: str, *, size: int = ICON_SIZE, ratio: float = 1.0) -> QPixmap:
    """One icon in one colour, `size` logical pixels wide; raises KeyError if there is none."""
    return _painted(_shapes(name), ink, size, ratio)


def set_action_icons(actions: Actions, colours: Colours) -> None:
    """Gives actions their icons for buttons; menus stay without."""
    for action, name in ACTION_ICONS.items():
        ink = colours.playhead if name == "record" else ""
        actions[action].setIcon(icon(name, colours, ink=ink))
        actions[action].setIconVisibleInMenu(False)


def path(shape: str) -> QPainterPath:
    """The path of a shape as `gui.glyphs` writes it."""
    result = QPainterPath()
    result.setFillRule(Qt.FillRule.WindingFill)
    for command, n in _commands(shape):
        if command == "M":
            result.moveTo(n[0], n[1])
        elif command == "L":
            result.lineTo(n[0], n[1])
        elif command == "C":
            result.cubicTo(n[0], n[1], n[2], n[3], n[4], n[5])
        elif command == "O":
            result.addEllipse(QRectF(n[0] - n[2], n[1] - n[2], 2 * n[2], 2 * n[2]))
        elif command == "R":
            result.addRoundedRect(QRectF(n[0], n[1], n[2], n[3]), n[4], n[4])
        else:
            result.closeSubpath()
    return result


_APP_NOTES = ((3.2, 15.6, 6.0), (7.2, 11.4, 4.6), (10.4, 15.6, 4.0))
_APP_IDEAS = ((12.8, 7.2, 4.6), (16.2, 3.4, 4.6))
"""x, y and length of notes on the same square."""


def application_icon(colours: Colours = DARK) -> QIcon:
    """The program's own: a melody in the user's colour, going on in the network's.

    It is the same in every look: it also stands on the desktop.
    """
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        image = QPixmap(size, size)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(size / GRID, size / GRID)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(QRectF(0.5, 0.5, 23, 23), 5, 5)
        for notes, ink in ((_APP_NOTES, colours.accent), (_APP_IDEAS, colours.idea)):
            painter.setBrush(QColor(ink))
            for x, y, width in notes:
                painter.drawRoundedRect(QRectF(x, y, width, 3.6), 1.3, 1.3)
        painter.end()
        result.addPixmap(image)
    return result


def _commands(shape: str) -> Iterator[tuple[str, list[float]]]:
    for command, numbers in re.findall(r"([MLCZOR])([^MLCZOR]*)", shape):
        yield command, [float(n) for n in numbers.split()]


def _shapes(name: str) -> tuple[QPainterPath, QPainterPath]:
    """What of an icon is filled, and what is drawn with a line, as one outline."""
    glyph = GLYPHS[name]
    pen = QPainterPathStroker()
    pen.setWidth(STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return path(glyph.fill), pen.createStroke(path(glyph.line))


def _painted(shapes: tuple[QPainterPath, ...], ink: str, size: int, ratio: float) -> QPixmap:
    result = QPixmap(round(size * ratio), round(size * ratio))
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / GRID, size / GRID)
    for shape in shapes:
        painter.fillPath(shape, QColor(ink))
    painter.end()
    return result
