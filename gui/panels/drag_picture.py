"""What hangs on the pointer while music is dragged out of the window."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter, QPalette, QPixmap

PADDING = 10.0
HEIGHT = 30.0
RADIUS = 8.0


def drag_picture(name: str, ratio: float = 1.0) -> QPixmap:
    """A chip with the name of the file; ratio: physical pixels a logical one."""
    palette, font = QGuiApplication.palette(), QGuiApplication.font()
    width = QFontMetricsF(font).horizontalAdvance(name) + 2 * PADDING
    picture = QPixmap(round(width * ratio), round(HEIGHT * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    painter.setPen(palette.color(QPalette.ColorRole.Highlight))
    area = QRectF(0.5, 0.5, width - 1, HEIGHT - 1)
    painter.drawRoundedRect(area, RADIUS, RADIUS)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)
    painter.end()
    return picture
