"""Erasing: a click deletes the note under it, a drag all notes that it sweeps over."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from gui.piano_roll.hand import Gesture, Hand
from gui.piano_roll.hit import Hit, along
from gui.piano_roll.pointer import Pointer
from melodyrnn.music.editing import Edited, remove
from melodyrnn.music.notes import IntArray, NoteSequence


def press(hand: Hand, start: Pointer, hit: Hit | None, _button: Qt.MouseButton) -> Gesture | None:
    """The gesture that a press begins."""
    return Sweep(hand, start, hit)


class Sweep:
    """Deletes what the pointer passes over, however fast it goes."""

    def __init__(self, hand: Hand, start: Pointer, hit: Hit | None) -> None:
        self._hand, self._last = hand, start
        self._index = hand.index
        self._gone = np.zeros(len(hand.notes), dtype=np.bool_)
        self._delete(np.array([hit.note] if hit else [], dtype=np.int64))

    @property
    def cursor(self) -> Qt.CursorShape:
        """That of the eraser."""
        return Qt.CursorShape.PointingHandCursor

    @property
    def scrolls_pitch(self) -> bool:
        """It sweeps in both directions."""
        return True

    def moved(self, pointer: Pointer) -> None:
        """Deletes what lies between here and where it was before."""
        self._delete(along(self._index, self._last, pointer))
        self._last = pointer

    def released(self, pointer: Pointer) -> None:
        """What was swept over is gone; of the rest, what was selected stays so."""
        self.moved(pointer)
        if self._gone.any():
            self._hand.document.edit_notes("Erase Notes", self._left().notes)

    def _delete(self, indices: IntArray) -> None:
        if indices.size and not self._gone[indices].all():
            self._gone[indices] = True
            self._hand.show(self._left())
            count = int(self._gone.sum())
            self._hand.value_shown.emit(
                "1 note deleted" if count == 1 else f"{count} notes deleted"
            )

    def _left(self) -> Edited:
        return Edited(remove(self._hand.notes, self._gone), NoteSequence())
