"""Moving through the music: wheel, pinch, pan, zoom, fit, and following the playhead."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent

from gui.document.document import Change, Document
from gui.document.selection import Selection
from gui.piano_roll.geometry import Geometry
from gui.piano_roll.music_view import MusicView
from gui.piano_roll.scene import Follow, Scene
from melodyrnn.music.notes import TICKS_PER_QUARTER, NoteSequence

NOTCH = 120.0
"""What Qt counts for one notch of a wheel."""

NOTCH_PX = 54.0
"""How far one notch scrolls."""

NOTCH_ZOOM = 1.18
"""How much one notch zooms."""

STEP_ZOOM = 1.4
"""How much the commands zoom."""

_FOLLOWS: tuple[Follow, ...] = ("off", "page", "smooth")
_MIDDLE_C = 60
_HOME_PX_PER_QUARTER, _HOME_ROW_PX = 64.0, 14.0
_HOME_ROWS_AROUND = 5
"""Rows above and below the melody in the first view: somewhere to draw to."""
_LONGEST_FIRST_VIEW = 16 * 4 * TICKS_PER_QUARTER
_SMOOTH_AT = 0.4
"""Where the playhead stays while the music moves under it, as a share of the width."""


class Navigation(QObject):
    """Decides what part of the music is in view.

    Scrolling by hand while it plays suspends following until playing stops.
    """

    def __init__(
        self,
        document: Document,
        selection: Selection,
        scene: Scene,
        music: MusicView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._selection, self._scene, self._music = selection, scene, music
        self._pan_from: tuple[QPointF, Geometry] | None = None
        self._home: Geometry | None = None
        self._is_suspended = False
        self._step_cursor: int | None = None
        document.changed.connect(self._on_document_changed)
        selection.cursor_changed.connect(self._on_cursor_changed)
        selection.changed.connect(self._on_selection_changed)
        scene.overlay_changed.connect(self._on_overlay_changed)
        scene.playhead_moved.connect(self._on_playhead_moved)

    # Size and first view

    def resize(self, width: float, height: float) -> None:
        """The canvas has another size; a first view that was not moved is fitted to it."""
        view = self._scene.geometry
        is_untouched = self._home is None or view == self._home
        self._scene.set_geometry(view.sized(width, height))
        if is_untouched and width > 1 and height > 1:
            self.go_home()

    def go_home(self) -> None:
        """The first view of a project: its beginning, the melody in the middle."""
        view = self._scene.geometry
        notes = self._music.notes
        shown = min(max(notes.end, 8 * 4 * TICKS_PER_QUARTER), _LONGEST_FIRST_VIEW)
        px = min(view.width / (shown * 1.06) * TICKS_PER_QUARTER, _HOME_PX_PER_QUARTER)
        view = view.zoomed_time(max(px, 16.0) / view.px_per_quarter, 0)
        opening = notes.between(0, notes.start + _LONGEST_FIRST_VIEW)
        low, high = _pitch_range(opening)
        room = view.height / (high - low + 1 + 2 * _HOME_ROWS_AROUND)
        view = view.zoomed_pitch(min(max(room, 9.0), _HOME_ROW_PX + 4) / view.row_px, 0)
        self._scene.set_geometry(_centred(view, low, high).moved_to(left=0.0))
        self._home = self._scene.geometry

    def _on_document_changed(self, change: Change) -> None:
        if change.is_new:
            self.go_home()

    # Scrolling

    def scroll(self, right_px: float, down_px: float) -> None:
        """Moves the view by hand."""
        self._move(self._scene.geometry, right_px, down_px)

    def move_to(self, left: float | None = None, top: float | None = None) -> None:
        """A scroll bar was moved."""
        self._is_suspended = self._is_suspended or left is not None
        self._scene.set_geometry(self._scene.geometry.moved_to(left, top))

    def wheel(self, event: QWheelEvent) -> None:
        """Plain: pitch; Shift: time; Ctrl: zooms time at the pointer; both: zooms pitch.

        A second axis, as touchpads and tilting wheels have it, scrolls time.
        """
        modifiers, at = event.modifiers(), event.position()
        delta = _delta_px(event)
        has_shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        # With modifiers some desktops turn the wheel's axis: what is meant is their sum.
        both = delta.x() + delta.y()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            factor = NOTCH_ZOOM ** (both / NOTCH_PX)
            self.zoom_pitch(factor, at.y()) if has_shift else self.zoom_time(factor, at.x())
        elif has_shift:
            self.scroll(-both, 0)
        else:
            self.scroll(-delta.x(), -delta.y())

    def wheel_time(self, event: QWheelEvent) -> None:
        """Over the ruler: scrolls time, with Ctrl zooms it at the pointer."""
        delta = _delta_px(event)
        both = delta.x() + delta.y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_time(NOTCH_ZOOM ** (both / NOTCH_PX), event.position().x())
        else:
            self.scroll(-both, 0)

    def begin_pan(self, at: QPointF) -> None:
        """The middle button went down."""
        self._pan_from = (at, self._scene.geometry)

    @property
    def is_panning(self) -> bool:
        """Whether the middle button drags the view."""
        return self._pan_from is not None

    def pan(self, at: QPointF) -> None:
        """The view goes with the pointer."""
        if self._pan_from is not None:
            start, view = self._pan_from
            zoomed = self._scene.geometry
            if (zoomed.px_per_quarter, zoomed.row_px) != (view.px_per_quarter, view.row_px):
                self.begin_pan(at)  # the wheel was turned meanwhile
                return
            self._move(view, start.x() - at.x(), start.y() - at.y())

    def end_pan(self) -> None:
        """The middle button came up."""
        self._pan_from = None

    def _move(self, view: Geometry, right_px: float, down_px: float) -> None:
        if right_px:
            self._is_suspended = True
        moved = view.moved_to(
            view.left + right_px / view.px_per_tick, view.top - down_px / view.row_px
        )
        self._scene.set_geometry(moved)

    # Zooming

    def zoom_time(self, factor: float, x: float) -> None:
        """Stretches time; what is under pixel `x` stays."""
        self._scene.set_geometry(self._scene.geometry.zoomed_time(factor, x))

    def zoom_pitch(self, factor: float, y: float) -> None:
        """Makes rows higher; what is under pixel `y` stays."""
        self._scene.set_geometry(self._scene.geometry.zoomed_pitch(factor, y))

    def zoom_in(self) -> None:
        """Stretches time around the cursor, or the middle where the cursor is out of view."""
        self.zoom_time(STEP_ZOOM, self._anchor())

    def zoom_out(self) -> None:
        """Squeezes time, likewise."""
        self.zoom_time(1 / STEP_ZOOM, self._anchor())

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """Whether the gesture was one that zooms; with Shift it zooms pitch."""
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        factor, at = math.exp(event.value()), event.position()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.zoom_pitch(factor, at.y())
        else:
            self.zoom_time(factor, at.x())
        return True

    def fit(self) -> None:
        """Brings the selected notes into view, or all where none is selected."""
        marked = self._music.marked
        notes = self._music.notes if marked is None else self._music.notes.where(marked)
        if not len(notes):
            self.go_home()
            return
        view = self._scene.geometry
        start = notes.start if marked is not None else 0
        ghost = self._scene.ghost
        end = notes.end if ghost is None or marked is not None else max(notes.end, ghost.span.end)
        ticks = max(end - start, TICKS_PER_QUARTER)
        margin = ticks * 0.04
        px_per_quarter = view.width / (ticks + 2 * margin) * TICKS_PER_QUARTER
        view = view.zoomed_time(min(px_per_quarter, 400.0) / view.px_per_quarter, 0)
        low, high = _pitch_range(notes)
        row = min(max(view.height / (high - low + 5), 6.0), 24.0)
        view = view.zoomed_pitch(row / view.row_px, 0)
        spare = (view.width / view.px_per_tick - ticks) / 2 if marked is not None else 0.0
        self._scene.set_geometry(_centred(view, low, high).moved_to(left=start - spare))

    def reveal(self, tick: float, pitch: int | None = None) -> None:
        """Scrolls no more than is needed to bring a place into view."""
        view = self._scene.geometry
        margin = min(48.0, view.width / 8) / view.px_per_tick
        left = view.left
        if not view.left <= tick <= view.right - margin:
            left = tick - margin if tick < view.left else tick - (view.right - view.left) * 0.3
        top = view.top
        if pitch is not None and pitch + 2 > view.top:
            top = pitch + 2.0
        elif pitch is not None and pitch - 1 < view.bottom:
            top = pitch - 1 + view.height / view.row_px
        self._scene.set_geometry(view.moved_to(left, top))

    def _on_cursor_changed(self, tick: int) -> None:
        if not self._scene.geometry.left <= tick <= self._scene.geometry.right:
            self.reveal(tick)

    def _on_selection_changed(self) -> None:
        """A note picked with the keyboard may lie out of view."""
        if self._selection.count == 1:
            (note,) = self._selection.ids
            view = self._scene.geometry
            is_in_time = view.left <= note.onset < view.right
            if not is_in_time or not view.bottom <= note.pitch < view.top:
                self.reveal(view.left if is_in_time else note.onset, note.pitch)

    def _on_overlay_changed(self) -> None:
        step = self._scene.step_cursor
        if step != self._step_cursor:
            self._step_cursor = step
            if step is not None:
                self.reveal(step)

    def _anchor(self) -> float:
        view = self._scene.geometry
        x = view.x(self._selection.cursor)
        return x if 0 <= x <= view.width else view.width / 2

    # Following

    def next_follow(self) -> None:
        """Off, page by page, smoothly, and off again."""
        now = _FOLLOWS.index(self._scene.follow)
        self._is_suspended = False
        self._scene.set_tools(follow=_FOLLOWS[(now + 1) % len(_FOLLOWS)])

    def _on_playhead_moved(self) -> None:
        tick, view = self._scene.playhead, self._scene.geometry
        if tick is None:
            self._is_suspended = False
        elif self._is_suspended or self.is_panning or self._scene.draft is not None:
            return
        elif self._scene.follow == "smooth":
            self._scene.set_geometry(view.moved_to(tick - _SMOOTH_AT * (view.right - view.left)))
        elif self._scene.follow == "page" and not view.left <= tick < view.right:
            self._scene.set_geometry(view.moved_to(tick - (view.right - view.left) * 0.03))


def _delta_px(event: QWheelEvent) -> QPointF:
    """How far the wheel scrolls, in pixels; down and right are negative, as Qt counts."""
    pixels: QPoint = event.pixelDelta()
    if not pixels.isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase:
        return QPointF(pixels)
    return QPointF(event.angleDelta()) * (NOTCH_PX / NOTCH)


def _pitch_range(notes: NoteSequence) -> tuple[int, int]:
    """Lowest and highest pitch, two octaves around middle C where there are none."""
    if not len(notes):
        return _MIDDLE_C - 8, _MIDDLE_C + 16
    return int(notes.pitch.min()), int(notes.pitch.max())


def _centred(view: Geometry, low: int, high: int) -> Geometry:
    """The view with the middle of these pitches in its middle."""
    return view.moved_to(top=(low + high + 1) / 2 + view.height / view.row_px / 2)
