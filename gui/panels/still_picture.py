"""A picture painted once for its size; what moves is painted over it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.theme import Colours


class StillPicture(QWidget):
    """Subclasses say in `_paint_still` what stands still, and draw it first in paintEvent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture is painted anew."""
        self._repaint()
        super().resizeEvent(event)

    def _paint_still(self, painter: QPainter) -> None:
        raise NotImplementedError

    def _repaint(self) -> None:
        """What stands still is another picture now."""
        self._picture = None
        self.update()

    def _draw_still(self, painter: QPainter) -> None:
        """Draws the picture, painted anew where size or screen are others."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            still = QPainter(self._picture)
            still.setFont(self.font())
            self._paint_still(still)
            still.end()
        painter.drawPixmap(0, 0, self._picture)

    def _draw_playhead(self, painter: QPainter, x: float | None, colours: Colours) -> None:
        """A line from top to bottom; None: nowhere."""
        if x is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.playhead), 1.5))
            painter.drawLine(QPointF(x, 2), QPointF(x, self.height() - 2))

    def _update_around(self, x: float | None) -> None:
        """What lies below a playhead at x is to be shown again."""
        if x is not None:
            self.update(int(x) - 2, 0, 5, self.height())
