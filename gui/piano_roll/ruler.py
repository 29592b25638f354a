"""The ruler over the roll: the loop is made in its upper half, the cursor placed in the lower."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gui.document.document import Change
from gui.document.project import Span
from gui.piano_roll.grid_lines import MIN_BEAT_PX, nearest_line
from gui.piano_roll.layers import Layer
from gui.piano_roll.ruler_painting import (
    LOOP_PX,
    RULER_PX,
    flags_of,
    paint_flags,
    paint_loop,
    paint_places,
    paint_scale,
)
from gui.piano_roll.shared import Shared
from gui.theme import Colours
from melodyrnn.music.grid import snapped, snapped_down

_HANDLE_PX = 7.0
_FREE = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier

_HELP = (
    "Drag up here to set the loop from beat to beat, with Alt along the grid. Below, click to "
    "place the cursor, double-click to play from there, Shift+drag to select a stretch"
)
_TOLD_ABOVE = "Drag to set the loop  ·  its ends change it, Alt snaps finely, L switches it"
_TOLD_BELOW = "Click to place the cursor  ·  double-click plays from there  ·  Shift+drag selects"


Snap: TypeAlias = Callable[[float], int]
"""From a tick to the line where it belongs."""


class _Grip(NamedTuple):
    """A drag under way. kind: what it does. start: tick where it began. loop: as it was."""

    kind: Literal["make", "move", "start", "end", "cursor", "range"]
    start: float
    loop: Span


class Ruler(QWidget):
    """Shows bars, beats, changes and markers.

    cursor_placed: a tick on the grid. play_asked: play from that tick. range_selected: from
    one tick up to another, while Shift is held. told: what a press under the pointer would do.
    """

    cursor_placed = Signal(int)
    play_asked = Signal(int)
    range_selected = Signal(int, int)
    told = Signal(str)

    def __init__(self, shared: Shared, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document, selection, scene = shared.document, shared.selection, shared.scene
        self._document, self._selection, self._scene = document, selection, scene
        self._music, self._navigation = shared.music, shared.navigation
        self._colours: Colours | None = None
        self._flags = flags_of(document.project.piece)
        self._scale = Layer(self, self._paint_scale)
        self._playhead: float | None = None
        self._grip: _Grip | None = None
        self._gestures = 0
        self.setFixedHeight(RULER_PX)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Ruler")
        self.setAccessibleDescription(_HELP)
        document.changed.connect(self._on_document_changed)
        selection.cursor_changed.connect(self._on_cursor_changed)
        scene.view_changed.connect(self.refresh)
        scene.playhead_moved.connect(self._on_playhead_moved)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.refresh()

    def sizeHint(self) -> QSize:
        """As high as it is."""
        return QSize(400, RULER_PX)

    # What changes

    def refresh(self) -> None:
        """Paints all of it anew."""
        self._scale.expire()
        self.update()

    def _on_document_changed(self, change: Change) -> None:
        if "piece" in change.fields:
            before, after = change.before.piece, change.after.piece
            if change.is_new or _maps(before) != _maps(after):
                self._flags = flags_of(after)
                self.refresh()
        if change.fields & {"loop", "is_looping"}:
            self.update()

    def _on_cursor_changed(self, _tick: int) -> None:
        self.update()

    def _on_playhead_moved(self) -> None:
        for tick in (self._playhead, self._scene.playhead):
            if tick is not None:
                x = int(self._scene.geometry.x(tick))
                self.update(QRect(x - 9, 0, 19, self.height()))
        self._playhead = self._scene.playhead

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The kept scale, and over it the loop and the carets."""
        if self._colours is None:
            return
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.drawPixmap(0, 0, self._scale.pixmap())
        project, view = self._document.project, self._scene.geometry
        if project.loop is not None:
            paint_loop(painter, view, project.loop, project.is_looping, self._colours)
        cursor = self._selection.cursor
        paint_places(painter, view, cursor, self._scene.playhead, self._colours)
        painter.end()

    def _paint_scale(self, painter: QPainter) -> None:
        if self._colours is not None:
            painter.setFont(self.font())
            paint_scale(painter, self._scene.geometry, self._music.meters, self._colours)
            paint_flags(painter, self._scene.geometry, self._flags, self._colours)

    # Gestures

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold of the loop, the cursor or the view."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._navigation.begin_pan(QPointF(event.position().x(), 0))
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._gestures += 1
        tick = self._scene.geometry.tick(event.position().x())
        loop = self._document.project.loop or Span(0, 0)
        if event.position().y() < LOOP_PX:
            self._grip = _Grip(self._loop_part(event.position()), tick, loop)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._grip = _Grip("range", tick, loop)
        else:
            self._grip = _Grip("cursor", tick, loop)
            self.cursor_placed.emit(snapped(tick, self._step(event)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Goes on with what was taken hold of."""
        if self._navigation.is_panning:
            self._navigation.pan(QPointF(event.position().x(), 0))
            return
        if self._grip is None:
            self._show_cursor(event.position())
            self.told.emit(_TOLD_ABOVE if event.position().y() < LOOP_PX else _TOLD_BELOW)
            return
        tick = self._scene.geometry.tick(event.position().x())
        if self._grip.kind == "cursor":
            self.cursor_placed.emit(snapped(tick, self._step(event)))
        elif self._grip.kind == "range":
            step = self._step(event)
            low, high = sorted((self._grip.start, tick))
            self.range_selected.emit(snapped_down(low, step), snapped_down(high, step) + step)
        elif loop := _dragged(self._grip, tick, self._loop_snap(event)):
            self._document.edit(
                "Set Loop", merge=f"loop {self._gestures}", loop=loop, is_looping=True
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets go."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._navigation.end_pan()
        self._grip = None
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Plays from there; in the upper half a second press is a press."""
        if event.button() != Qt.MouseButton.LeftButton or event.position().y() < LOOP_PX:
            self.mousePressEvent(event)
            return
        tick = self._scene.geometry.tick(event.position().x())
        self.play_asked.emit(snapped(tick, self._step(event)))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer left."""
        self.told.emit("")
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Time only: scrolls, with Ctrl zooms at the pointer."""
        self._navigation.wheel_time(event)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """A tooltip says in full what is flagged there."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._told_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _told_at(self, at: QPointF) -> str:
        view = self._scene.geometry
        near = [
            f.text for f in self._flags if at.y() >= LOOP_PX and -3 <= at.x() - view.x(f.tick) < 40
        ]
        return "\n".join(near) or _HELP

    def _step(self, event: QMouseEvent) -> int:
        """Ticks to snap to; Alt or the Super key frees."""
        return 1 if event.modifiers() & _FREE else self._scene.step

    def _loop_snap(self, event: QMouseEvent) -> Snap:
        """Where the loop's ends go: to beats, from afar to bars; with Alt onto the grid."""
        if event.modifiers() & _FREE:
            return lambda tick: snapped(tick, self._scene.step)
        view, meters = self._scene.geometry, self._music.meters
        return lambda tick: nearest_line(meters, tick, MIN_BEAT_PX / view.px_per_tick)

    def _loop_part(self, at: QPointF) -> Literal["make", "move", "start", "end"]:
        loop, view = self._document.project.loop, self._scene.geometry
        if loop is None:
            return "make"
        left, right = view.x(loop.start), view.x(loop.end)
        reach = min(_HANDLE_PX, (right - left) / 3)
        if left - _HANDLE_PX <= at.x() <= left + reach:
            return "start"
        if right - reach <= at.x() <= right + _HANDLE_PX:
            return "end"
        return "move" if left < at.x() < right else "make"

    def _show_cursor(self, at: QPointF) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if at.y() < LOOP_PX:
            shape = {
                "make": Qt.CursorShape.CrossCursor,
                "move": Qt.CursorShape.OpenHandCursor,
                "start": Qt.CursorShape.SizeHorCursor,
                "end": Qt.CursorShape.SizeHorCursor,
            }[self._loop_part(at)]
        if shape != self.cursor().shape():
            self.setCursor(shape)


def _dragged(grip: _Grip, tick: float, snap: Snap) -> Span | None:
    """The loop as the drag would have it now; None: as it was."""
    loop = grip.loop
    if grip.kind == "make":
        low, high = sorted((snap(grip.start), snap(tick)))
        return Span(low, high) if high > low else None
    if grip.kind == "move":
        by = snap(max(0.0, loop.start + tick - grip.start)) - loop.start
        return Span(loop.start + by, loop.end + by)
    at = snap(tick)
    if grip.kind == "start":
        return Span(at, loop.end) if at < loop.end else None
    return Span(loop.start, at) if at > loop.start else None


def _maps(piece: object) -> tuple[object, ...]:
    return tuple(getattr(piece, name) for name in ("tempos", "meters", "keys", "markers"))
