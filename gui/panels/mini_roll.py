"""A small picture of a melody through which the playhead runs while it is heard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.panels.miniature import Miniature, paint_miniature, x_of
from gui.panels.still_picture import StillPicture
from gui.theme import Colours
from melodyrnn.music.notes import NoteSequence


class MiniRoll(StillPicture):
    """Shows a miniature; the mouse passes through to what lies below."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._miniature: Miniature | None = None
        self._playhead: float | None = None
        self._opacity = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_miniature(self, miniature: Miniature | None) -> None:
        """Shows another picture; None: an empty frame."""
        self._miniature = miniature
        self._repaint()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self._repaint()

    def set_opacity(self, opacity: float) -> None:
        """How strong the picture is, 0-1: that of a discarded take is pale."""
        self._opacity = opacity
        self.update()

    def set_playhead(self, tick: float | None) -> None:
        """Moves the playhead to a tick of the piece; None or outside the picture hides it."""
        before = self.playhead_x
        self._playhead = tick
        for x in (before, self.playhead_x):
            self._update_around(x)

    @property
    def playhead_x(self) -> float | None:
        """Where the playhead is painted, in pixels; None: nowhere."""
        shown, tick = self._miniature, self._playhead
        if shown is None or tick is None or not shown.start <= tick <= shown.end:
            return None
        return x_of(QRectF(self.rect()), shown, tick)

    def sizeHint(self) -> QSize:
        """Small."""
        return QSize(120, 56)

    def minimumSizeHint(self) -> QSize:
        """As small as notes can still be told apart."""
        return QSize(40, 30)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, painted once for its size, and the playhead on it."""
        painter = QPainter(self)
        painter.setOpacity(self._opacity)
        self._draw_still(painter)
        self._draw_playhead(painter, self.playhead_x, self._colours)
        painter.end()

    def _paint_still(self, painter: QPainter) -> None:
        shown = self._miniature or Miniature(NoteSequence(), NoteSequence(), 0, 0, 1)
        paint_miniature(painter, QRectF(self.rect()), shown, self._colours)
