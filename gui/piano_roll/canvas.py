"""The canvas: paints the notes and hands its events to the tools and the navigation."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gui.document.document import Change
from gui.document.project import Span
from gui.piano_roll.copied_painting import LEGEND_HEIGHT, paint_copied_legend
from gui.piano_roll.geometry import Geometry
from gui.piano_roll.grid_lines import visible_lines
from gui.piano_roll.grid_painting import Ground, paint_ground
from gui.piano_roll.layers import Layer
from gui.piano_roll.mouse import Gestures, NoGestures
from gui.piano_roll.note_layers import paint_all_notes
from gui.piano_roll.overlay_painting import (
    paint_band,
    paint_cursor,
    paint_cut,
    paint_empty,
    paint_focus,
    paint_hints,
    paint_label,
    paint_legend,
    paint_playhead,
    paint_step_cursor,
)
from gui.piano_roll.palettes import Palettes
from gui.piano_roll.shared import Shared
from gui.theme import Colours

_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Canvas(QWidget):
    """Shows the notes. Two opaque layers are kept: the ground, and the ground with all notes.

    A moving playhead repaints only two strips of the upper one. Whatever is edited, the tools
    decide (`set_gestures`). hovered: tick and pitch under the pointer. unhovered: it left.
    told: what a press under the pointer would do.
    """

    hovered = Signal(float, int)
    unhovered = Signal()
    told = Signal(str)

    def __init__(self, shared: Shared, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document, selection, scene = shared.document, shared.selection, shared.scene
        self._document, self._selection, self._scene = document, selection, scene
        self._music, self._navigation = shared.music, shared.navigation
        self._gestures: Gestures = NoGestures()
        self._palettes: Palettes | None = None
        self._ground = Layer(self, self._paint_ground)
        self._notes = Layer(self, self._paint_notes)
        self._playhead: float | None = None
        self._grounded_on: tuple[Span | None, int] = (None, 0)
        self._value = ""
        self._is_ring_loud = False
        self._pointer = QPointF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 96)
        self.setAccessibleName("Piano roll")
        self.setAccessibleDescription("The notes of the melody; arrows move the selected ones")
        document.changed.connect(self._on_document_changed)
        selection.changed.connect(self._on_notes_changed)
        selection.cursor_changed.connect(self._on_overlay_moved)
        scene.view_changed.connect(self.refresh)
        scene.tools_changed.connect(self.refresh)
        scene.overlay_changed.connect(self._on_overlay_changed)
        scene.playhead_moved.connect(self._on_playhead_moved)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._palettes = Palettes.of(colours)
        self.refresh()

    def set_gestures(self, gestures: Gestures) -> None:
        """Who gets the mouse and the keys."""
        self._gestures = gestures

    def show_value(self, text: str) -> None:
        """A label beside the pointer says what a gesture is at; empty: none does."""
        if text != self._value:
            self._value = text
            self.update()

    def refresh(self) -> None:
        """Paints all of it anew."""
        self._ground.expire()
        self._on_notes_changed()

    # What changes

    def _on_document_changed(self, change: Change) -> None:
        if change.fields & {"piece", "melody", "key", "loop", "is_looping"}:
            self.refresh()

    def _on_notes_changed(self) -> None:
        self._notes.expire()
        self.update()

    def _on_overlay_changed(self) -> None:
        if self._grounds_on() != self._grounded_on:
            self._ground.expire()
        self._on_notes_changed()

    def _on_overlay_moved(self) -> None:
        self.update()

    def _on_playhead_moved(self) -> None:
        for tick in (self._playhead, self._scene.playhead):
            if tick is not None:
                self.update(self._strip(tick))
        self._playhead = self._scene.playhead

    def _strip(self, tick: float) -> QRect:
        return QRect(int(self._scene.geometry.x(tick)) - 4, 0, 9, self.height())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The kept layer, and over it what moves."""
        if self._palettes is None:
            return
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.drawPixmap(0, 0, self._notes.pixmap())
        self._paint_overlays(painter, self._palettes)
        painter.end()

    def _grounds_on(self) -> tuple[Span | None, int]:
        """What of an overlay the ground shows: the take's stretch and the end of the music."""
        span, end = None, self._music.end
        if self._scene.ghost is not None:
            span = self._scene.ghost.span
            end = max(end, span.end)
        return span, self._music.meters.bar_line_at_or_after(end) if end else 0

    def _paint_ground(self, painter: QPainter) -> None:
        if self._palettes is None:
            return
        project, scene, music = self._document.project, self._scene, self._music
        span, end = self._grounded_on = self._grounds_on()
        ground = Ground(
            lines=visible_lines(music.meters, scene.geometry, scene.step),
            key=music.key if scene.shows_scale else None,
            loop=project.loop,
            is_looping=project.is_looping,
            idea=span,
            end=end,
        )
        paint_ground(painter, scene.geometry, ground, self._palettes.colours)

    def _paint_notes(self, painter: QPainter) -> None:
        if self._palettes is None:
            return
        painter.drawPixmap(0, 0, self._ground.pixmap())
        painter.setFont(self.font())
        paint_all_notes(painter, self._scene, self._music, self._palettes)

    def _paint_overlays(self, painter: QPainter, palettes: Palettes) -> None:
        scene, colours = self._scene, palettes.colours
        view: Geometry = scene.geometry
        if scene.hints:
            paint_hints(painter, view, scene.hints, colours)
        if not len(self._music.index) and scene.ghost is None and not scene.hints:
            paint_empty(painter, view, colours)
        paint_cursor(painter, view, self._selection.cursor, colours)
        if scene.step_cursor is not None:
            paint_step_cursor(painter, view, scene.step_cursor, scene.step, colours)
        if scene.band is not None:
            paint = paint_cut if scene.band.is_cut else paint_band
            paint(painter, view, scene.band, colours)
        if scene.playhead is not None:
            paint_playhead(painter, view, scene.playhead, colours)
        if self._value:
            paint_label(painter, self._pointer, self._value, self.width(), colours)
        if scene.surprise is not None:
            paint_legend(painter, view, palettes)
        if scene.copying is not None:
            top = 10.0 if scene.surprise is None else LEGEND_HEIGHT + 16.0
            paint_copied_legend(painter, view, scene.copying, palettes, top)
        if self.hasFocus():
            paint_focus(painter, self.rect(), colours, is_loud=self._is_ring_loud)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The view grows or shrinks with the canvas."""
        super().resizeEvent(event)
        self._navigation.resize(self.width(), self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """To the tools; the middle button pans."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._navigation.begin_pan(event.position())
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            self._pointer = event.position()
            self._gestures.pressed(event)
            self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """To the tools, or to the pan under way."""
        if self._navigation.is_panning:
            self._navigation.pan(event.position())
            return
        self._pointer = event.position()
        self._gestures.moved(event)
        self._show_cursor(event.position())
        view = self._scene.geometry
        self.hovered.emit(view.tick(event.position().x()), view.pitch(event.position().y()))
        self.told.emit(self._gestures.told_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """To the tools, or the end of the pan."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._navigation.end_pan()
        else:
            self._gestures.released(event)
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """To the tools; of the middle button a second press is a press."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self.mousePressEvent(event)
        else:
            self._gestures.double_clicked(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """To the tools, else the view moves."""
        if not self._gestures.wheeled(event):
            self._navigation.wheel(event)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Pinching zooms."""
        if isinstance(event, QNativeGestureEvent) and self._navigation.pinch(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """To the tools, else to the window."""
        if not self._gestures.key_pressed(event):
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer left."""
        self._gestures.left()
        self.unhovered.emit()
        self.told.emit("")
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring appears."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEYS or event.reason() == Qt.FocusReason.MouseFocusReason:
            self._is_ring_loud = event.reason() in _BY_KEYS
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes; whatever sounds or hovers ends."""
        self._gestures.left()
        super().focusOutEvent(event)
        self.update()

    def _show_cursor(self, pos: QPointF) -> None:
        shape = self._gestures.cursor_at(pos)
        if shape != self.cursor().shape():
            self.setCursor(shape)
