"""Where the music is: bar, beat and tick in large digits, and the time under them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.document.document import Document
from gui.panels.position import bar_beat_tick, clock
from gui.theme import RADIUS, Colours

WIDTH, HEIGHT = 128, 40
_PLACE_PX, _TIME_PX = 17, 11


class PositionDisplay(QWidget):
    """Painted rather than labelled: it changes with every frame, and must not lay out anew."""

    def __init__(self, document: Document, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._colours = colours
        self._tick = 0
        self._texts = ("", "")
        self.setAccessibleName("Position")
        self.setToolTip("Position: bar, beat and tick (480 to a quarter), and the time")
        self.setFixedSize(WIDTH, HEIGHT)
        document.changed.connect(lambda _change: self.set_tick(self._tick))
        self.set_tick(0)

    @property
    def texts(self) -> tuple[str, str]:
        """What it shows: place and time."""
        return self._texts

    def set_tick(self, tick: int) -> None:
        """The music is there."""
        self._tick = tick
        piece = self._document.project.piece
        texts = (bar_beat_tick(piece.meters, tick), clock(float(piece.tempos.seconds_at(tick))))
        if texts != self._texts:
            self._texts = texts
            self.update()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        """One size."""
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A sunken field with two lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._colours.border), 1))
        painter.setBrush(QColor(self._colours.window))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        font = QFont(self.font())
        font.setPixelSize(_PLACE_PX)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self._colours.text))
        centre = Qt.AlignmentFlag.AlignCenter
        painter.drawText(frame.adjusted(0, 2, 0, -15), centre, self._texts[0])
        font.setPixelSize(_TIME_PX)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(self._colours.faint_text))
        painter.drawText(frame.adjusted(0, 22, 0, -3), centre, self._texts[1])
        painter.end()
