"""What the mouse does on the canvas: hands each press to a tool, and follows it to its release."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from gui.document.document import Change, Document
from gui.document.selection import Selection
from gui.piano_roll import erase, pencil, select, split
from gui.piano_roll.band import BandSelect
from gui.piano_roll.cursors import shape_over
from gui.piano_roll.edge_scroll import EdgeScroll
from gui.piano_roll.hand import Gesture, Hand
from gui.piano_roll.held_tool import HeldTool
from gui.piano_roll.hit import Hit, hint_at, note_at
from gui.piano_roll.pencil import Draw
from gui.piano_roll.pointer import Modifier, Pointer
from gui.piano_roll.scene import Hint, Scene, Tool
from gui.piano_roll.tool_hints import OVER_HINT, hint_for
from gui.piano_roll.wheel import VelocityWheel
from melodyrnn.music.editing import Edited

Press = Callable[[Hand, Pointer, Hit | None, Qt.MouseButton], Gesture | None]

_TOOLS: Mapping[Tool, Press] = MappingProxyType(
    {"pencil": pencil.press, "select": select.press, "erase": erase.press, "split": split.press}
)

_MODIFIERS: Mapping[int, Qt.KeyboardModifier] = MappingProxyType(
    {
        Qt.Key.Key_Shift: Modifier.ShiftModifier,
        Qt.Key.Key_Control: Modifier.ControlModifier,
        Qt.Key.Key_Alt: Modifier.AltModifier,
        Qt.Key.Key_Meta: Modifier.MetaModifier,
    }
)

_OURS = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Alt, Qt.Key.Key_Meta})
"""Keys that mean something to a gesture under way."""


class Gestures(QObject):
    """The tools of a piano roll, as `gui.piano_roll.mouse` asks for them.

    While a gesture is under way the document stays as it is and the scene holds a draft; the
    release makes one undo step. Call `watch` with the canvas once. clock: seconds that only grow.
    """

    preview_started = Signal(int, int)
    """Pitch and velocity to sound until `preview_ended`."""
    preview_ended = Signal()
    context_menu_asked = Signal(QPoint)
    """Where on the screen; what it is about is selected."""
    value_shown = Signal(str)
    """What a gesture has come to, "C4 · eighth"; empty: nothing any more."""
    note_described = Signal(str)
    """The note just touched or made: "C4, quarter, bar 1 beat 2"."""
    hint_chosen = Signal(object)
    """A Hint was clicked: to be written."""

    def __init__(
        self,
        document: Document,
        selection: Selection,
        scene: Scene,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._scene = scene
        self._hand = Hand(document, selection, scene, self)
        self._wheel = VelocityWheel(self._hand)
        self._held_tool = HeldTool(scene, clock, self)
        self._edge_scroll = EdgeScroll(scene, self)
        self._gesture: Gesture | None = None
        self._button = Qt.MouseButton.NoButton
        self._pointer = Pointer.at(QPointF(), Modifier.NoModifier, scene.geometry)
        self._hand.preview_started.connect(self.preview_started)
        self._hand.preview_ended.connect(self.preview_ended)
        self._hand.value_shown.connect(self.value_shown)
        self._hand.note_described.connect(self.note_described)
        document.changed.connect(self._on_document_changed)
        scene.view_changed.connect(self._on_view_changed)

    @property
    def is_active(self) -> bool:
        """Whether a gesture is under way."""
        return self._gesture is not None

    def watch(self, canvas: QWidget) -> None:
        """Follows the keys that come to the canvas, their releases too."""
        canvas.installEventFilter(self)

    def cancel(self) -> bool:
        """Undoes the gesture under way; whether there was one."""
        if self._gesture is None:
            return False
        self._gesture = None
        self._edge_scroll.stop()
        self._hand.drop()
        return True

    # The protocol of gui.piano_roll.mouse

    def pressed(self, event: QMouseEvent) -> None:
        """Begins a gesture."""
        self._press(event, is_second=False)

    def double_clicked(self, event: QMouseEvent) -> None:
        """Begins one just so: two quick clicks of the pencil are two notes."""
        self._press(event, is_second=True)

    def moved(self, event: QMouseEvent) -> None:
        """Carries it on."""
        self._pointer = self._pointer_of(event)
        if self._gesture is None:
            return
        if event.buttons() & self._button:
            self._gesture.moved(self._pointer)
            self._edge_scroll.follow(self._pointer, in_pitch=self._gesture.scrolls_pitch)
        else:
            self._finish()  # its release went to a window that opened meanwhile, say

    def released(self, event: QMouseEvent) -> None:
        """Ends it."""
        self._pointer = self._pointer_of(event)
        if event.button() != self._button:
            return
        is_menu = self._gesture is None and event.button() == Qt.MouseButton.RightButton
        self._finish()
        if is_menu and self._scene.tool in ("select", "split"):
            self.context_menu_asked.emit(event.globalPosition().toPoint())

    def wheeled(self, event: QWheelEvent) -> bool:
        """With Alt or Super changes velocities."""
        if not self._wheel.wants(event):
            return False
        if self._gesture is None:
            pointer = Pointer.at(event.position(), event.modifiers(), self._scene.geometry)
            self._wheel.turned(event, self._hit(pointer))
        self._spend_alt(event)
        return True

    def left(self) -> None:
        """Sounds nothing and forgets what hovering began; a drag goes on."""
        self._hand.silence()
        self._wheel.rest()
        self._held_tool.forget()
        if self._gesture is None:
            self.value_shown.emit("")

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Esc cancels; Shift, Ctrl and Alt act at once."""
        if event.key() == Qt.Key.Key_Escape:
            return self.cancel()
        self._use_modifiers(event, is_down=True)
        return False

    def cursor_at(self, pos: QPointF) -> Qt.CursorShape:
        """That of the gesture, or what a press there would do."""
        if self._gesture is not None:
            return self._gesture.cursor
        pointer = Pointer.at(pos, self._pointer.modifiers, self._scene.geometry)
        if hint_at(self._scene.hints, pointer):
            return Qt.CursorShape.PointingHandCursor
        return shape_over(self._scene.tool, self._hit(pointer), pointer)

    def told_at(self, pos: QPointF) -> str:
        """What a press there would do, in words."""
        pointer = Pointer.at(pos, self._pointer.modifiers, self._scene.geometry)
        if hint_at(self._scene.hints, pointer):
            return OVER_HINT
        return hint_for(self._scene.tool, self._hit(pointer))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees what the canvas does not hand over: keys before their shortcuts, and coming up."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                self._held_tool.key_down(event)
                if self.is_active and event.key() in _OURS:
                    event.accept()  # neither the window's shortcut nor the way to its menus
            elif event.type() == QEvent.Type.KeyRelease:
                self._held_tool.key_up(event)
                self._use_modifiers(event, is_down=False)
        return super().eventFilter(watched, event)

    # The rest

    def _spend_alt(self, event: QWheelEvent) -> None:
        # A menu bar takes the focus when Alt comes up and nothing but wheels have turned since
        # it went down. It hears of every event: a move of the mouse, even if it goes nowhere,
        # tells it that Alt was not meant for it.
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            event.position(),
            event.globalPosition(),
            Qt.MouseButton.NoButton,
            event.buttons(),
            event.modifiers(),
        )
        QCoreApplication.sendEvent(self, move)

    def _press(self, event: QMouseEvent, *, is_second: bool) -> None:
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return
        if self._gesture is not None and event.buttons() & self._button & ~event.button():
            return  # another button while one drags
        self.cancel()
        self._held_tool.use()
        self._wheel.rest()
        self._button = event.button()
        self._pointer = self._pointer_of(event)
        self._gesture = self._begun(self._pointer, event.button(), is_second)
        if self._gesture is not None and self._scene.draft is None:
            # Nothing has changed yet, but a view that follows the playhead must not slip away.
            self._hand.show(Edited(self._hand.notes, self._hand.selection.notes))

    def _begun(self, pointer: Pointer, button: Qt.MouseButton, is_second: bool) -> Gesture | None:
        hand, hit, tool = self._hand, self._hit(pointer), self._scene.tool
        if button == Qt.MouseButton.LeftButton and hit is None:
            if pointer.has_control:
                return BandSelect(hand, pointer)
            if hint := hint_at(self._scene.hints, pointer):
                self._choose(hint)
                return None
            if is_second and tool == "select":
                return Draw(hand, pointer)
        return _TOOLS[tool](hand, pointer, hit, button)

    def _choose(self, hint: Hint) -> None:
        self._hand.sound(hint.pitch, self._hand.velocity)
        self.hint_chosen.emit(hint)

    def _finish(self) -> None:
        self._button = Qt.MouseButton.NoButton
        self._edge_scroll.stop()
        # No longer under way when it changes the document, which would cancel it.
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.released(self._pointer)
        self._hand.drop()

    def _hit(self, pointer: Pointer) -> Hit | None:
        return note_at(self._hand.index, self._scene.geometry, pointer)

    def _pointer_of(self, event: QMouseEvent) -> Pointer:
        return Pointer.at(event.position(), event.modifiers(), self._scene.geometry)

    def _use_modifiers(self, event: QKeyEvent, *, is_down: bool) -> None:
        """Whether an event of a modifier's own key counts that key differs between systems."""
        own = _MODIFIERS.get(event.key(), Modifier.NoModifier)
        rest = event.modifiers() & ~own
        self._pointer = self._pointer.with_modifiers(rest | own if is_down else rest)
        if self._gesture is not None and own:
            self._gesture.moved(self._pointer)

    def _on_document_changed(self, change: Change) -> None:
        if change.fields & {"piece", "melody"}:
            self.cancel()  # the notes in hand may be no more

    def _on_view_changed(self) -> None:
        self._pointer = self._pointer.seen_in(self._scene.geometry)
        if self._gesture is not None:
            self._gesture.moved(self._pointer)
