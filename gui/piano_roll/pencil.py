"""The pencil: draws notes; on a note it moves, copies and resizes, its right button deletes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from gui.piano_roll.drag import Drag
from gui.piano_roll.erase import Sweep
from gui.piano_roll.hand import SLACK_PX, Gesture, Hand
from gui.piano_roll.hit import Hit
from gui.piano_roll.pointer import Pointer, travel_px
from melodyrnn.music.editing import Edited, add
from melodyrnn.music.grid import snapped_down
from melodyrnn.music.notes import Note

_MIN_SIZING_PX, _MAX_SIZING_PX = 6.0, 24.0


def press(hand: Hand, start: Pointer, hit: Hit | None, button: Qt.MouseButton) -> Gesture | None:
    """The gesture that a press begins."""
    if button == Qt.MouseButton.RightButton:
        return Sweep(hand, start, hit)
    return Drag(hand, start, hit) if hit else Draw(hand, start)


class Draw:
    """A new note, from the grid line before the press, as long as the last one.

    Dragged sideways it ends with the grid cell under the pointer; up and down it changes
    pitch. With Shift only one of both. It sounds while it is held.
    """

    def __init__(self, hand: Hand, start: Pointer) -> None:
        self._hand, self._start = hand, start
        onset = snapped_down(start.tick, hand.step(start))
        pitch = hand.in_scale(start.pitch)
        self._first = Note(onset, pitch, hand.length, hand.velocity)
        self._note = self._first
        self._is_sizing = False
        self._notes = hand.notes
        self._edited = self._drawn(self._first)

    @property
    def cursor(self) -> Qt.CursorShape:
        """That of the pencil."""
        return Qt.CursorShape.CrossCursor

    @property
    def scrolls_pitch(self) -> bool:
        """It changes pitch too."""
        return True

    def moved(self, pointer: Pointer) -> None:
        """Lengthens the note and changes its pitch."""
        right, down = travel_px(self._start, pointer, self._hand.scene.geometry)
        is_locked, is_sideways = pointer.has_shift, abs(right) >= abs(down)
        note = self._first
        if abs(down) >= SLACK_PX and not (is_locked and is_sideways):
            note = replace(note, pitch=self._hand.in_scale(pointer.pitch))
        # A hand on its way to another pitch trembles: it takes a clear move to change lengths.
        self._is_sizing = self._is_sizing or abs(right) >= self._sizing_px()
        if self._is_sizing and not (is_locked and not is_sideways):
            step = self._hand.step(pointer)
            end = snapped_down(pointer.tick, step) + step
            note = replace(note, duration=max(end - note.onset, step))
        if note != self._note:
            self._note, self._edited = note, self._drawn(note)

    def released(self, pointer: Pointer) -> None:
        """Writes the note."""
        self.moved(pointer)
        self._hand.remember(self._note)
        self._hand.commit("Draw Note", self._edited)

    def _drawn(self, note: Note) -> Edited:
        edited = add(self._notes, note)
        self._hand.show(edited)
        self._hand.show_length(note)
        self._hand.sound(note.pitch, note.velocity)
        return edited

    def _sizing_px(self) -> float:
        step_px = self._hand.scene.step * self._hand.scene.geometry.px_per_tick
        return min(max(step_px / 2, _MIN_SIZING_PX), _MAX_SIZING_PX)
