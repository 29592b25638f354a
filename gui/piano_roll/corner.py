"""The corners beside ruler and velocity lane: what the rows and the scale mean."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.document.document import Change, Document
from gui.piano_roll.music_view import MusicView
from gui.piano_roll.velocity_painting import LaneScale
from gui.theme import Colours
from melodyrnn.music.naming import key_name
from melodyrnn.music.notes import MAX_VELOCITY


class KeyCorner(QWidget):
    """Left of the ruler: the key whose tones are tinted."""

    def __init__(self, document: Document, music: MusicView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._music = document, music
        self._colours: Colours | None = None
        self._describe()
        document.changed.connect(self._on_document_changed)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.update()

    def _on_document_changed(self, change: Change) -> None:
        if change.fields & {"piece", "melody", "key"}:
            self._describe()
            self.update()

    def _describe(self) -> None:
        key = self._music.key
        if key is None:
            told = "No key yet: it is detected as soon as there are notes"
        elif self._document.project.key is not None:
            told = f"{key_name(key)}, as you chose"
        else:
            told = f"{key_name(key)}, as written in the file or detected in the notes"
        self.setToolTip(told)
        self.setAccessibleName(told)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tonic and mode, one under the other."""
        if self._colours is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._colours.panel))
        if (key := self._music.key) is not None:
            tonic, mode = key_name(key).split(" ")
            _write(painter, QRectF(0, 8, self.width(), 22), tonic, 17, self._colours.text)
            _write(painter, QRectF(0, 29, self.width(), 14), mode, 10, self._colours.faint_text)
        line = QColor(self._colours.border)
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), line)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), line)
        painter.end()


class VelocityCorner(QWidget):
    """Left of the velocity lane: its scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours: Colours | None = None
        self.setAccessibleName("Scale of the velocities, 1 to 127")

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        """As narrow as the keys."""
        return QSize(10, 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The name of the lane, and the ends and middle of its scale."""
        if self._colours is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._colours.panel))
        scale, width = LaneScale(float(self.height())), float(self.width())
        font = QFont(self.font())
        font.setPixelSize(9)
        painter.setFont(font)
        painter.setPen(QColor(self._colours.faint_text))
        for velocity in (MAX_VELOCITY, 64, 1):
            box = QRectF(0, scale.y(velocity) - 8, width - 6, 16)
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(velocity)
            )
        painter.save()
        painter.translate(QPointF(16, self.height() / 2))
        painter.rotate(-90)
        _write(painter, QRectF(-40, -8, 80, 16), "Velocity", 10, self._colours.faint_text)
        painter.restore()
        line = QColor(self._colours.border)
        painter.fillRect(QRectF(width - 1, 0, 1, self.height()), line)
        painter.fillRect(QRectF(0, 0, width, 1), line)
        painter.end()


def _write(painter: QPainter, box: QRectF, text: str, size: int, colour: str) -> None:
    font = QFont(painter.font())
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if size > 12 else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
