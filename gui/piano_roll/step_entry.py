"""Step entry: writes note after note with a piano, each as long as a step of the grid."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.document.document import Change, Document
from gui.document.selection import Selection
from gui.piano_roll.naming import length_name
from gui.piano_roll.scene import Draft, Scene
from gui.piano_roll.stepping import DEBOUNCE_S, Stepping
from melodyrnn.music.editing import Edited, remove, written_over
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Piece

_NONE, _CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_PAD = Qt.KeyboardModifier.KeypadModifier


class _Written(NamedTuple):
    """A chord that was written, and the piece before and after; undo brings back just these."""

    chord: NoteSequence
    before: Piece
    after: Piece


TOLD = (
    "Step entry: A to ' write notes  ·  Z and X change octave  ·  Right longer  ·  0 rest"
    "  ·  Backspace back  ·  Esc ends"
)


class StepEntry(QObject):
    """Hands keys of the piano and of the computer to `Stepping`, and writes what comes of it.

    On, it writes at the selection's cursor and moves it on. Each chord is one undo step; the
    cursor goes back and forth with undo and redo. Call `watch` with the canvas once.

    hinted: the length of the next note, for the status bar.
    """

    hinted = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        scene: Scene,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(document)
        self._document = document
        self._selection = selection
        self._scene = scene
        self._now = now
        self._state = Stepping()
        self._written: list[_Written] = []
        self._undone: list[_Written] = []
        self._is_writing = False
        self._settling = QTimer(self, singleShot=True, interval=round(DEBOUNCE_S * 1000) + 1)
        self._settling.timeout.connect(self._on_settled)
        document.changed.connect(self._on_document_changed)
        selection.cursor_changed.connect(self._on_cursor_changed)
        scene.tools_changed.connect(self._on_grid_changed)
        scene.view_changed.connect(self._on_grid_changed)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the action does."""
        return {"step_entry": self.set_on}

    @property
    def is_on(self) -> bool:
        """Whether piano keys write notes."""
        return self._scene.step_cursor is not None

    def watch(self, canvas: QWidget) -> None:
        """Takes the keys of step entry from the canvas before they are shortcuts."""
        canvas.installEventFilter(self)

    def set_on(self, on: bool) -> None:
        """Begins at the selection's cursor, or ends."""
        self._written.clear()
        self._undone.clear()
        self._state = Stepping(cursor=self._selection.cursor, step=self._step)
        self._scene.set_overlay(step_cursor=self._state.cursor if on else None, draft=None)
        if on:
            self._say_length()

    def note_started(self, pitch: int, velocity: int) -> None:
        """A piano key went down."""
        if self.is_on:
            self._take(self._state.struck(pitch, velocity))

    def note_ended(self, pitch: int) -> None:
        """A piano key came up; the last of a chord writes it."""
        if not self.is_on or not self._state.keys:
            return
        state = self._state.lifted(pitch, self._now())
        if not state.is_complete:
            self._settling.start()
            self._take(state)
            return
        self._write(state.chord)
        self._move_to(state.advanced())

    def press(self, key: int, modifiers: Qt.KeyboardModifier = _NONE) -> bool:
        """A key of the computer; whether it means something here."""
        action = _KEYS.get((key, modifiers & ~_PAD))
        if not self.is_on or action is None:
            return False
        action(self)
        return True

    def rest(self) -> None:
        """Moves on by a step and leaves what is there."""
        self._move_to(self._state.advanced())

    def lengthen(self) -> None:
        """Makes the chord in hand a step longer; without one moves on."""
        self._take(self._state.lengthened(1)) if self._state.keys else self.rest()

    def shorten(self) -> None:
        """Makes the chord in hand a step shorter; without one moves back."""
        if self._state.keys:
            self._take(self._state.lengthened(-1))
        else:
            self._move_to(self._state.moved_to(self._state.cursor - self._state.length))

    def toggle_dot(self) -> None:
        """Dotted notes, or plain ones again."""
        self._take(self._state.divided("dotted"))
        self._say_length()

    def toggle_triplet(self) -> None:
        """Triplets, or plain notes again."""
        self._take(self._state.divided("triplet"))
        self._say_length()

    def step_back(self) -> None:
        """Drops the chord in hand; else goes back a step and deletes what begins there."""
        if self._state.keys:
            self._take(self._state.without_keys())
            return
        here = self._state.cursor
        before = max(here - self._state.length, 0)
        if self._written and self._written[-1].chord.end == here:
            before = self._written.pop().chord.start
        notes = self._document.notes
        is_there = (notes.onset >= before) & (notes.onset < here)
        self._edit("Delete Step", Edited(remove(notes, is_there), NoteSequence()))
        self._move_to(self._state.moved_to(before))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self.is_on:
            is_ours = (event.key(), event.modifiers() & ~_PAD) in _KEYS
            if is_ours and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if is_ours and event.type() == QEvent.Type.KeyPress:
                return self.press(event.key(), event.modifiers())
        return super().eventFilter(watched, event)

    @property
    def _step(self) -> int:
        return replace(self._scene.grid, is_on=True).step(self._scene.geometry.px_per_quarter)

    def _take(self, state: Stepping) -> None:
        """Another state: shows the chord in hand as it would be written."""
        was_in_hand, self._state = bool(self._state.keys), state
        if state.keys:
            edited = written_over(self._document.notes, state.chord)
            self._scene.set_overlay(draft=Draft(edited.notes, edited.held))
        elif was_in_hand:
            self._scene.set_overlay(draft=None)

    def _move_to(self, state: Stepping) -> None:
        self._take(state)
        self._selection.set_cursor(state.cursor)
        self._scene.set_overlay(step_cursor=state.cursor)

    def _write(self, chord: NoteSequence) -> None:
        self._undone.clear()
        name = "Enter Note" if len(chord) == 1 else "Enter Chord"
        before = self._document.project.piece
        self._edit(name, written_over(self._document.notes, chord))
        self._written.append(_Written(chord, before, self._document.project.piece))

    def _edit(self, name: str, edited: Edited) -> None:
        self._is_writing = True
        try:
            self._document.edit_notes(name, edited.notes)
            self._selection.select_notes(edited.held)
        finally:
            self._is_writing = False

    def tell(self) -> None:
        """Says what the keys do now."""
        self.hinted.emit(TOLD)

    def _say_length(self) -> None:
        self.hinted.emit(f"Step entry: {length_name(self._state.length)}")

    def _on_settled(self) -> None:
        self._take(self._state.settled(self._now()))

    def _on_document_changed(self, change: Change) -> None:
        if not self.is_on or self._is_writing:
            return
        if change.is_new:
            self.set_on(True)
        elif self._written and change.after.piece is self._written[-1].before:
            self._undone.append(self._written.pop())
            self._move_to(self._state.moved_to(self._undone[-1].chord.start))
        elif self._undone and change.after.piece is self._undone[-1].after:
            self._written.append(self._undone.pop())
            self._move_to(self._state.moved_to(self._written[-1].chord.end))

    def _on_cursor_changed(self, tick: int) -> None:
        if self.is_on and tick != self._state.cursor:
            self._move_to(self._state.moved_to(tick))

    def _on_grid_changed(self) -> None:
        if self.is_on and self._state.step != self._step:
            self._take(replace(self._state, step=self._step))
            self._say_length()


_KEYS: Mapping[tuple[int, Qt.KeyboardModifier], Callable[[StepEntry], None]] = MappingProxyType(
    {
        (Qt.Key.Key_0, _NONE): StepEntry.rest,
        (Qt.Key.Key_Period, _NONE): StepEntry.toggle_dot,
        (Qt.Key.Key_3, _CTRL): StepEntry.toggle_triplet,
        (Qt.Key.Key_Right, _NONE): StepEntry.lengthen,
        (Qt.Key.Key_Left, _NONE): StepEntry.shorten,
        (Qt.Key.Key_Backspace, _NONE): StepEntry.step_back,
    }
)
