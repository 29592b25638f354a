"""The piano keys beside the roll: they show pitches, play them and select them."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from gui.piano_roll.geometry import Geometry
from gui.piano_roll.grid_painting import is_black_key
from gui.piano_roll.music_view import MusicView
from gui.piano_roll.scene import Scene
from gui.piano_roll.tones import faded
from gui.theme import Colours, blend
from melodyrnn.music.naming import pitch_name
from melodyrnn.music.notes import MAX_PITCH

KEYBOARD_PX = 68
"""Width of the keyboard."""

_BLACK_SHARE = 0.6
"""How long a black key is against a white one."""

_SOFTEST, _LOUDEST = 28, 124
"""Velocities of a key pressed at its far end and at its edge."""


class Keyboard(QWidget):
    """Keys in line with the rows. Pressed further towards its edge a key sounds louder.

    note_started: pitch and velocity. note_ended: pitch. pitch_selected: Ctrl was held.
    """

    note_started = Signal(int, int)
    note_ended = Signal(int)
    pitch_selected = Signal(int)

    def __init__(self, scene: Scene, music: MusicView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene, self._music = scene, music
        self._colours: Colours | None = None
        self._sounding: frozenset[int] = frozenset()
        self._pressed: int | None = None
        self._hovered: int | None = None
        self.setFixedWidth(KEYBOARD_PX)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Piano keys")
        self.setToolTip("Press to hear a note, Ctrl+click to select every note of its pitch")
        scene.view_changed.connect(self.update)
        scene.tools_changed.connect(self.update)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.update()

    def set_sounding(self, pitches: Collection[int]) -> None:
        """The keys of these pitches light up, no others."""
        pitches = frozenset(pitches)
        if pitches != self._sounding:
            self._sounding = pitches
            self.update()

    def set_hovered(self, pitch: int | None) -> None:
        """The pointer is over that pitch's row."""
        if pitch != self._hovered:
            self._hovered = pitch
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as it is."""
        return QSize(KEYBOARD_PX, 200)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Whites first, blacks over them, lit keys and names."""
        if self._colours is None:
            return
        view, colours = self._scene.geometry, self._colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.white_key))
        pitches = range(max(int(view.bottom), 0), min(int(view.top), MAX_PITCH) + 1)
        for pitch in pitches:
            if not is_black_key(pitch):
                self._paint_white(painter, view, pitch, colours)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for pitch in pitches:
            if is_black_key(pitch):
                self._paint_black(painter, view, pitch, colours)
        self._paint_names(painter, view, colours)
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), QColor(colours.border))
        painter.end()

    def _paint_white(self, painter: QPainter, view: Geometry, pitch: int, colours: Colours) -> None:
        """A white key reaches to the middle of the black rows beside it."""
        above = 0.5 if is_black_key(pitch + 1) else 0.0
        below = 0.5 if is_black_key(pitch - 1) else 0.0
        y = view.y(pitch) - above * view.row_px
        height = (1 + above + below) * view.row_px
        key = QRectF(0, y, self.width(), height)
        if tint := self._tint(pitch, colours.white_key, colours):
            painter.fillRect(key, tint)
        line = blend(colours.white_key, colours.black_key, 0.42 if pitch % 12 == 0 else 0.2)
        painter.fillRect(QRectF(0, round(y + height) - 1, self.width(), 1), QColor(line))

    def _paint_black(self, painter: QPainter, view: Geometry, pitch: int, colours: Colours) -> None:
        width = self.width() * _BLACK_SHARE
        key = QRectF(-4, view.y(pitch) + 0.5, width + 4, view.row_px - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tint(pitch, colours.black_key, colours) or QColor(colours.black_key))
        painter.drawRoundedRect(key, 2.5, 2.5)
        if view.row_px >= 8 and pitch not in self._sounding:
            shine = QRectF(0, key.top() + 1.5, width - 3.5, max(1.0, view.row_px * 0.14))
            painter.setBrush(faded("#ffffff", 0.09))
            painter.drawRoundedRect(shine, 1, 1)

    def _tint(self, pitch: int, plain: str, colours: Colours) -> QColor | None:
        """The colour of a key that is lit or pointed at."""
        if pitch in self._sounding or pitch == self._pressed:
            return QColor(colours.accent)
        if pitch == self._hovered:
            return QColor(blend(plain, colours.accent, 0.34))
        return None

    def _paint_names(self, painter: QPainter, view: Geometry, colours: Colours) -> None:
        """Every C, and where rows are high the pointed and lit keys as well."""
        font = QFont(self.font())
        font.setPixelSize(max(8, min(11, int(view.row_px * 0.9))))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        down = (metrics.ascent() - metrics.descent()) / 2
        named = set(range(0, MAX_PITCH + 1, 12))
        if view.row_px >= 10:
            named |= {p for p in (*self._sounding, self._hovered, self._pressed) if p is not None}
        for pitch in named:
            if not view.bottom - 1 < pitch < view.top:
                continue
            is_lit = pitch in self._sounding or pitch == self._pressed
            # Names stand on the white keys' ends; of a black key's row that end is white.
            is_on_accent = is_lit and not is_black_key(pitch)
            painter.setPen(QColor(colours.on_accent if is_on_accent else colours.key_text))
            name = pitch_name(pitch, self._music.key)
            x = self.width() - metrics.horizontalAdvance(name) - 5
            painter.drawText(QPointF(x, view.y(pitch) + view.row_px / 2 + down), name)

    # Playing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Plays the key, or with Ctrl selects its pitch."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        pitch = self._pitch_at(event.position())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pitch_selected.emit(pitch)
        else:
            self._play(pitch, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragged over the keys, each one sounds."""
        pitch = self._pitch_at(event.position())
        if self._pressed is None:
            self.set_hovered(pitch)
        elif pitch != self._pressed:
            self._release()
            self._play(pitch, event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """The key is let go."""
        self._release()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer left."""
        self.set_hovered(None)
        super().leaveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """No key stays down unseen."""
        self._release()
        super().hideEvent(event)

    def _play(self, pitch: int, at: QPointF) -> None:
        self._pressed = pitch
        self.note_started.emit(pitch, self._velocity_at(at, pitch))
        self.update()

    def _release(self) -> None:
        if self._pressed is not None:
            pitch, self._pressed = self._pressed, None
            self.note_ended.emit(pitch)
            self.update()

    def _pitch_at(self, at: QPointF) -> int:
        """The key under a point: right of the black keys their rows belong to the whites."""
        view = self._scene.geometry
        pitch = view.pitch(at.y())
        if not is_black_key(pitch) or at.x() <= self.width() * _BLACK_SHARE:
            return pitch
        is_upper_half = at.y() < view.y(pitch) + view.row_px / 2
        return pitch + 1 if is_upper_half else pitch - 1

    def _velocity_at(self, at: QPointF, pitch: int) -> int:
        length = self.width() * (_BLACK_SHARE if is_black_key(pitch) else 1.0)
        share = min(max(at.x() / length, 0.0), 1.0)
        return round(_SOFTEST + share * (_LOUDEST - _SOFTEST))
