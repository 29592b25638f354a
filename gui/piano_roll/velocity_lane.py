"""The velocity lane under the roll: how hard each note is struck."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from gui.document.document import Change
from gui.piano_roll.grid_lines import visible_lines
from gui.piano_roll.layers import Layer
from gui.piano_roll.overlay_painting import paint_label
from gui.piano_roll.palettes import Palettes
from gui.piano_roll.scene import Draft
from gui.piano_roll.shared import Shared
from gui.piano_roll.velocity_painting import LaneScale, paint_lane, paint_velocities
from gui.piano_roll.velocity_strokes import drawn, nearest, raised
from gui.theme import Colours
from melodyrnn.music.notes import IntArray, NoteSequence

LANE_PX = 88
"""Height of the lane."""

_REACH_PX = 7.0
_HEAD_REACH_PX = 8.0


@dataclass(slots=True)
class _Stroke:
    """A drag under way.

    notes: as it has left them. before: as they were. head: index of the note held by its head;
    None: velocities are drawn across. allowed: the notes it may touch. first, last: points
    where it began and where it is. pitch of the label's note.
    """

    before: NoteSequence
    notes: NoteSequence
    head: int | None
    allowed: IntArray
    first: QPointF
    last: QPointF


class VelocityLane(QWidget):
    """A lollipop for each note.

    Drag a head: that note, or all selected ones with it. Drag across: notes take the height
    of the pointer, with Shift that of a straight line; with several notes selected only
    these. The right button takes a drag back.

    velocity_changed: a head was let go: its pitch and velocity, to be heard.
    """

    velocity_changed = Signal(int, int)

    def __init__(self, shared: Shared, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document, selection, scene = shared.document, shared.selection, shared.scene
        self._document, self._selection, self._scene = document, selection, scene
        self._music, self._navigation = shared.music, shared.navigation
        self._palettes: Palettes | None = None
        self._layer = Layer(self, self._paint_layer)
        self._stroke: _Stroke | None = None
        self._hovered: int | None = None
        self.setFixedHeight(LANE_PX)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Velocities")
        self.setToolTip(
            "Drag a head to change one note, or drag across; Shift draws a straight line"
        )
        document.changed.connect(self._on_document_changed)
        selection.changed.connect(self.refresh)
        scene.view_changed.connect(self.refresh)
        scene.overlay_changed.connect(self.refresh)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._palettes = Palettes.of(colours)
        self.refresh()

    def sizeHint(self) -> QSize:
        """As high as it is."""
        return QSize(400, LANE_PX)

    @property
    def scale(self) -> LaneScale:
        """Between velocities and heights."""
        return LaneScale(float(self.height()))

    def refresh(self) -> None:
        """Paints all of it anew."""
        self._layer.expire()
        self.update()

    def _on_document_changed(self, change: Change) -> None:
        if change.fields & {"piece", "melody"}:
            self._stroke, self._hovered = None, None
            self.refresh()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The kept layer and the label."""
        if self._palettes is None:
            return
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.drawPixmap(0, 0, self._layer.pixmap())
        at, index = self._labelled(), self._music.index
        if at is not None and at < len(index):
            velocity = int(index.velocity[at])
            head = QPointF(self._scene.geometry.x(int(index.onset[at])), self.scale.y(velocity))
            paint_label(painter, head, str(velocity), self.width(), self._palettes.colours)
        painter.end()

    def _labelled(self) -> int | None:
        if self._stroke is None:
            return self._hovered
        if self._stroke.head is not None:
            return self._stroke.head
        return nearest(
            self._music.index, self._scene.geometry, self._stroke.last.x(), _REACH_PX * 3
        )

    def _paint_layer(self, painter: QPainter) -> None:
        if self._palettes is None:
            return
        view, music = self._scene.geometry, self._music
        lines = visible_lines(music.meters, view, self._scene.step)
        paint_lane(painter, view, self.scale, lines, self._palettes.colours)
        paint_velocities(painter, view, self.scale, music.index, music.marked, self._palettes)

    # Gestures

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold of a head, or begins to draw."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._navigation.begin_pan(QPointF(event.position().x(), 0))
        elif event.button() == Qt.MouseButton.RightButton:
            self._cancel()
        elif event.button() == Qt.MouseButton.LeftButton and len(self._document.notes):
            at, notes = event.position(), self._document.notes
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            head = None if has_shift else self._head_at(at)
            marked = self._selection.mask
            allowed = np.flatnonzero(marked) if marked.sum() > 1 else np.arange(len(notes))
            if head is not None and not marked[head]:
                allowed = np.array([head])
            self._stroke = _Stroke(notes, notes, head, allowed, at, at)
            self._draw_to(at, has_shift)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Goes on with the drag, or shows the value under the pointer."""
        if self._navigation.is_panning:
            self._navigation.pan(QPointF(event.position().x(), 0))
        elif self._stroke is not None:
            has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._draw_to(event.position(), has_shift)
        else:
            self._hover(self._head_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The drag is one step to undo."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._navigation.end_pan()
        if event.button() != Qt.MouseButton.LeftButton or self._stroke is None:
            return
        notes, head, self._stroke = self._stroke.notes, self._stroke.head, None
        self._scene.set_overlay(draft=None)
        if notes != self._document.notes:
            self._document.edit_notes("Change Velocity", notes)
            if head is not None:
                self.velocity_changed.emit(notes[head].pitch, notes[head].velocity)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Moves through time, as over the ruler."""
        self._navigation.wheel_time(event)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer left."""
        self._hover(None)
        super().leaveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A drag does not go on unseen."""
        self._cancel()
        super().hideEvent(event)

    def _draw_to(self, at: QPointF, is_straight: bool) -> None:
        stroke, view, scale = self._stroke, self._scene.geometry, self.scale
        if stroke is None:
            return
        velocity = scale.velocity(at.y())
        if stroke.head is not None:
            by = velocity - int(stroke.before.velocity[stroke.head])
            if at == stroke.first:
                by = 0
            stroke.notes = raised(stroke.before, stroke.allowed, by)
        else:
            start, base = (
                (stroke.first, stroke.before) if is_straight else (stroke.last, stroke.notes)
            )
            ends = [(view.tick(p.x()), scale.velocity(p.y())) for p in (start, at)]
            reach = _REACH_PX / view.px_per_tick if start == at else 0.0
            stroke.notes = drawn(base, stroke.allowed, ends, reach)
        stroke.last = at
        self._scene.set_overlay(draft=Draft(stroke.notes, self._held(stroke)))

    def _held(self, stroke: _Stroke) -> NoteSequence:
        """What is in hand: the note held by its head, else what is selected."""
        if stroke.head is not None and len(stroke.allowed) == 1:
            return NoteSequence([stroke.notes[stroke.head]])
        return self._selection.notes

    def _cancel(self) -> None:
        if self._stroke is not None:
            self._stroke = None
            self._scene.set_overlay(draft=None)

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
            self.setCursor(
                Qt.CursorShape.ArrowCursor if index is None else Qt.CursorShape.SizeVerCursor
            )
            self.update(QRect(0, 0, self.width(), self.height()))

    def _head_at(self, at: QPointF) -> int | None:
        """The note whose head is under a point; of several selected ones come first."""
        view, index = self._scene.geometry, self._music.index
        margin = _REACH_PX / view.px_per_tick
        tick = view.left + at.x() / view.px_per_tick
        near = index.begun_between(tick - margin, tick + margin)
        near = near[np.abs(self.scale.ys(index.velocity[near]) - at.y()) <= _HEAD_REACH_PX]
        if not len(near):
            return None
        marked = self._music.marked
        order = np.abs(index.onset[near] - tick)
        if marked is not None:
            order = order - np.where(marked[near], 1e12, 0.0)
        return int(near[np.argmin(order)])
