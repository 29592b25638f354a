"""Dragging notes: moving, copying, resizing at both edges and stretching the selection."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gui.document.selection import NoteId, mask_of
from gui.piano_roll.drag_plan import Grip, Plan, planned_edge, planned_move
from gui.piano_roll.hand import Hand, is_click
from gui.piano_roll.hit import Hit
from gui.piano_roll.pointer import COPYING, Pointer
from melodyrnn.music.editing import Edited
from melodyrnn.music.notes import MAX_PITCH


class Drag:
    """The drag of a note; with it, if it is selected, of the whole selection.

    Pressing a note selects it, unless it is to be copied. Let go where it was pressed, it
    is the only one selected, or with Shift or Ctrl one more or one less.
    """

    def __init__(self, hand: Hand, start: Pointer, hit: Hit) -> None:
        self._hand, self._start, self._zone = hand, start, hit.zone
        self._grabbed = hand.notes[hit.note]
        self._id = NoteId(self._grabbed.onset, self._grabbed.pitch)
        self._is_copy = start.is_copying
        self._grip: Grip | None = None
        self._plan: Plan | None = None
        self._edited: Edited | None = None
        selected = hand.selection.ids
        self._was_selected = self._id in selected
        if not self._was_selected and not self._is_copy:
            hand.selection.select(selected | {self._id} if start.has_shift else [self._id])
        hand.remember(self._grabbed)
        hand.describe(self._grabbed)

    @property
    def cursor(self) -> Qt.CursorShape:
        """Says which kind of drag it is."""
        if self._is_copy:
            return Qt.CursorShape.DragCopyCursor
        is_body = self._zone == "body"
        return Qt.CursorShape.SizeAllCursor if is_body else Qt.CursorShape.SizeHorCursor

    @property
    def scrolls_pitch(self) -> bool:
        """Edges move in time only."""
        return self._is_copy or self._zone == "body"

    def moved(self, pointer: Pointer) -> None:
        """Shows the notes where they would be."""
        if self._grip is None:
            if is_click(self._start, pointer, self._hand.scene.geometry):
                return
            self._grip = self._gripped()
        plan = self._planned(self._grip, pointer)
        if plan == self._plan:
            return
        before, self._plan = self._plan, plan
        self._edited = plan.done(self._grip)
        self._hand.show(self._edited)
        self._tell(plan, before)

    def released(self, pointer: Pointer) -> None:
        """The notes stay where they are shown; or it was a click."""
        self.moved(pointer)
        if self._plan is None or self._edited is None:
            self._click()
            return
        self._hand.commit(self._plan.name, self._edited)
        self._hand.remember(self._plan.note(self._grabbed))

    def _click(self) -> None:
        selection = self._hand.selection
        if not (self._start.has_shift or self._is_copy):
            selection.select([self._id])
        elif self._was_selected:
            selection.select(selection.ids - {self._id})
        else:
            selection.select(selection.ids | {self._id})

    def _gripped(self) -> Grip:
        notes, selected = self._hand.notes, self._hand.selection.ids
        mask = mask_of(notes, selected if self._id in selected else [self._id])
        return Grip(notes, mask, notes.where(mask), self._grabbed, self._start)

    def _planned(self, grip: Grip, pointer: Pointer) -> Plan:
        step = self._hand.step(self._free_of_copying(pointer))
        if self._zone != "body" and not self._is_copy:
            return planned_edge(grip, pointer, step, is_left=self._zone == "left")
        plan = planned_move(grip, pointer, step, self._hand.scene.geometry)
        if plan.semitones:
            pitch = min(max(self._grabbed.pitch + plan.semitones, 0), MAX_PITCH)
            plan = plan.to_pitch(grip, self._hand.in_scale(pitch))
        return plan.as_copy() if self._is_copy else plan

    def _free_of_copying(self, pointer: Pointer) -> Pointer:
        # On a Mac the key that copies also frees from the grid; it cannot mean both.
        return pointer.without(COPYING) if self._is_copy else pointer

    def _tell(self, plan: Plan, before: Plan | None) -> None:
        hand, note = self._hand, plan.note(self._grabbed)
        if plan.semitones != (before.semitones if before else 0):
            hand.sound(note.pitch, note.velocity)
        if plan.is_move:
            hand.show_place(note)
        elif plan.factor != 1:
            hand.value_shown.emit(f"{plan.factor:.0%} as long")
        else:
            hand.show_length(note)
