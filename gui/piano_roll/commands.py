"""What the actions of the Notes and Edit menus do to the selected notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from gui.document.document import Document
from gui.document.selection import NoteId, Selection
from gui.piano_roll.clipboard import copied, pasted
from gui.piano_roll.naming import spoken_note
from gui.piano_roll.scene import Draft, Scene
from melodyrnn.errors import MelodyRnnError
from melodyrnn.music.editing import Edited, Mask, duplicated, louder, moved, remove, written_over
from melodyrnn.music.grid import snapped
from melodyrnn.music.naming import key_name
from melodyrnn.music.quantize import Quantization, quantized
from melodyrnn.music.reshaping import resized
from melodyrnn.music.scale import aligned, step_transposed

VELOCITY_STEP = 8
"""How much louder or softer at a time."""

FINE_PARTS = 16
"""A fine nudge is this part of the grid's step."""

NOTHING_SELECTED = "Select some notes first: drag over them with the select tool, or press Ctrl+A."

_OCTAVE = 12


class Commands(QObject):
    """Edits by key and menu. The edited notes stay selected.

    Nudges in a row are one undo step, and so are transpositions, changes of length and
    changes of velocity, until something else is selected or edited.

    hinted: a sentence for the status bar that says why nothing happened. preview_asked: pitch
    and velocity of the first selected note, when its pitch has changed or it was stepped to.
    note_described: the note stepped to, "C4, quarter, bar 1 beat 2".
    """

    hinted = Signal(str)
    preview_asked = Signal(int, int)
    note_described = Signal(str)

    def __init__(self, document: Document, selection: Selection, scene: Scene) -> None:
        super().__init__(document)
        self._document = document
        self._selection = selection
        self._scene = scene
        self._run = 0
        """Number of the row of edits that may become one undo step."""
        self._is_editing = False
        selection.changed.connect(self._on_changed)
        document.changed.connect(self._on_changed)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions do, by name."""
        return {
            "transpose_up": lambda: self.transpose_by(1),
            "transpose_down": lambda: self.transpose_by(-1),
            "octave_up": lambda: self.transpose_by(_OCTAVE),
            "octave_down": lambda: self.transpose_by(-_OCTAVE),
            "scale_up": lambda: self.transpose_by_steps(1),
            "scale_down": lambda: self.transpose_by_steps(-1),
            "align_to_scale": self.align_to_scale,
            "nudge_left": lambda: self.nudge(-self.step),
            "nudge_right": lambda: self.nudge(self.step),
            "nudge_fine_left": lambda: self.nudge(-self._fine_step),
            "nudge_fine_right": lambda: self.nudge(self._fine_step),
            "shorten": lambda: self.lengthen(-self.step),
            "lengthen": lambda: self.lengthen(self.step),
            "previous_note": lambda: self.go_to_neighbour(-1),
            "next_note": lambda: self.go_to_neighbour(1),
            "louder": lambda: self.change_velocity(VELOCITY_STEP),
            "softer": lambda: self.change_velocity(-VELOCITY_STEP),
            "quantize": lambda: self.quantize_with(Quantization(self.step)),
            "duplicate": self.duplicate,
            "delete": self.delete,
            "select_all": self.select_all,
            "select_none": self._selection.clear,
            "cut": self.cut,
            "copy": self.copy,
            "paste": self.paste,
        }

    @property
    def step(self) -> int:
        """Ticks that a nudge moves: the grid's step, also while snapping is off."""
        return replace(self._scene.grid, is_on=True).step(self._scene.geometry.px_per_quarter)

    @property
    def quantize_count(self) -> int:
        """How many notes quantising would touch: the selected ones, or else all."""
        return self._selection.count or len(self._document.notes)

    # Pitch

    def transpose_by(self, semitones: int) -> None:
        """Moves the selection up (or, below 0, down), as far as its highest note can go."""
        self._edit("Transpose", lambda mask: moved(self._document.notes, mask, 0, semitones))

    def transpose_by_steps(self, steps: int) -> None:
        """Moves the selection along the scale of the sounding key."""
        if key := self._document.project.sounding_key:
            self._edit(
                "Transpose", lambda mask: step_transposed(self._document.notes, mask, steps, key)
            )
        else:
            self.hinted.emit(NOTHING_SELECTED)

    def align_to_scale(self) -> None:
        """Moves what is selected and outside the sounding key into it."""
        key = self._document.project.sounding_key
        if key is None or not self._selection.count:
            self.hinted.emit(NOTHING_SELECTED)
            return
        before = self._document.notes
        self._edit("Align to Scale", lambda mask: aligned(before, mask, key), merges=False)
        if self._document.notes == before:
            self.hinted.emit(f"All selected notes are in {key_name(key)} already.")

    # Time

    def nudge(self, ticks: int) -> None:
        """Moves the selection in time; it stops at the beginning."""
        self._edit("Nudge", lambda mask: moved(self._document.notes, mask, ticks))

    def lengthen(self, ticks: int) -> None:
        """Makes the selected notes longer or shorter, none shorter than a step of the grid."""
        self._edit(
            "Change Length",
            lambda mask: resized(self._document.notes, mask, right=ticks, shortest=self.step),
        )

    def quantize_with(self, to: Quantization) -> None:
        """Draws the selection to the grid, or all notes where none is selected."""
        self._scene.set_overlay(draft=None)
        is_all = not self._selection.count
        if not len(self._document.notes):
            self.hinted.emit("There are no notes to quantize yet; draw some first.")
            return
        before = self._document.notes
        edited = quantized(before, self._quantize_mask(), to)
        self._write("Quantize", edited, selects=not is_all)
        if edited.notes == before:
            self.hinted.emit("These notes are on the grid already.")
        elif is_all:
            self.hinted.emit("Quantized all notes, as none were selected.")

    def preview_quantize(self, to: Quantization | None) -> None:
        """Shows in the roll what `quantize_with` would do; None: nothing any more."""
        draft = None
        if to is not None and len(self._document.notes):
            edited = quantized(self._document.notes, self._quantize_mask(), to)
            draft = Draft(edited.notes, edited.held)
        self._scene.set_overlay(draft=draft)

    # Velocity

    def change_velocity(self, amount: int) -> None:
        """Makes the selection louder or softer."""
        self._edit("Change Velocity", lambda mask: louder(self._document.notes, mask, amount))

    # Which notes there are

    def duplicate(self) -> None:
        """Repeats the selection right after itself: on the grid where it fills whole steps."""
        group = self._selection.notes
        step = self.step
        length = max(snapped(group.end, step) - snapped(group.start, step), step)
        self._edit(
            "Duplicate",
            lambda mask: duplicated(self._document.notes, mask, length),
            merges=False,
        )

    def delete(self) -> None:
        """Deletes the selection."""
        self._delete("Delete Notes")

    def copy(self) -> bool:
        """Puts the selection on the clipboard; whether it could."""
        notes = self._selection.notes
        if not len(notes):
            self.hinted.emit(NOTHING_SELECTED)
            return False
        try:
            QGuiApplication.clipboard().setMimeData(copied(self._document.project, notes))
        except MelodyRnnError as error:
            self.hinted.emit(str(error))
            return False
        return True

    def cut(self) -> None:
        """Puts the selection on the clipboard and deletes it."""
        if self.copy():
            self._delete("Cut Notes")

    def paste(self) -> None:
        """Writes what is on the clipboard at the cursor, which goes on to its end.

        What was copied here or in another window, or MIDI from another program. Its first
        note begins at the cursor.
        """
        try:
            notes = pasted(QGuiApplication.clipboard().mimeData())
        except MelodyRnnError as error:
            self.hinted.emit(str(error))
            return
        if not len(notes):
            self.hinted.emit("There are no notes on the clipboard; copy some first.")
            return
        cursor = self._selection.cursor
        self._write("Paste", written_over(self._document.notes, notes.shifted(cursor)))
        step = self.step
        self._selection.set_cursor(cursor + max(snapped(notes.end, step), step))

    # Selecting

    def select_all(self) -> None:
        """Selects every note of the melody."""
        self._selection.select_notes(self._document.notes)

    def go_to_neighbour(self, direction: int) -> None:
        """Selects the note before (-1) or after (1) the selection, or the cursor without one."""
        notes = self._document.notes
        if not len(notes):
            self.hinted.emit("There are no notes yet; draw some, or play them in with step entry.")
            return
        selected = np.flatnonzero(self._selection.mask)
        if len(selected):
            index = int(selected[0] - 1 if direction < 0 else selected[-1] + 1)
        else:
            index = int(np.searchsorted(notes.onset, self._selection.cursor))
            index -= direction < 0
        note = notes[min(max(index, 0), len(notes) - 1)]
        self._selection.select([NoteId(note.onset, note.pitch)])
        project = self._document.project
        self.preview_asked.emit(note.pitch, note.velocity)
        self.note_described.emit(spoken_note(note, project.piece.meters, project.sounding_key))

    # The rest

    @property
    def _fine_step(self) -> int:
        return max(1, self.step // FINE_PARTS)

    def _quantize_mask(self) -> Mask:
        if self._selection.count:
            return self._selection.mask
        return np.ones(len(self._document.notes), dtype=np.bool_)

    def _delete(self, name: str) -> None:
        if not self._selection.count:
            self.hinted.emit(NOTHING_SELECTED)
            return
        notes = remove(self._document.notes, self._selection.mask)
        self._write(name, Edited(notes, self._selection.notes), selects=False)

    def _edit(self, name: str, edit: Callable[[Mask], Edited], *, merges: bool = True) -> None:
        """Edits the selected notes, which stay selected; says so where there are none."""
        before = self._selection.notes
        if not len(before):
            self.hinted.emit(NOTHING_SELECTED)
            return
        edited = edit(self._selection.mask)
        self._write(name, edited, merge=f"{name} {self._run}" if merges else "")
        first, was = edited.held[0], before[0]
        if first.pitch != was.pitch:
            self.preview_asked.emit(first.pitch, first.velocity)

    def _write(self, name: str, edited: Edited, *, merge: str = "", selects: bool = True) -> None:
        if not merge:
            self._run += 1
        self._is_editing = True
        try:
            self._document.edit_notes(name, edited.notes, merge=merge)
            if selects:
                self._selection.select_notes(edited.held)
        finally:
            self._is_editing = False

    def _on_changed(self, _change: object = None) -> None:
        if not self._is_editing:  # somebody else's doing: the next edit begins a new row
            self._run += 1
