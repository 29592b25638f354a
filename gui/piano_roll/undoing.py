"""Undo and redo, which leave selected what they brought back."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject

from gui.document.document import Document
from gui.document.selection import Selection
from melodyrnn.music.editing import Mask
from melodyrnn.music.notes import NoteSequence


class Undoing(QObject):
    """Steps through the document's history."""

    def __init__(self, document: Document, selection: Selection) -> None:
        super().__init__(document)
        self._document = document
        self._selection = selection

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions do, by name."""
        return {"undo": self.undo, "redo": self.redo}

    def undo(self) -> None:
        """Takes back the last edit."""
        self._step(self._document.history.undo)

    def redo(self) -> None:
        """Does again what was taken back."""
        self._step(self._document.history.redo)

    def _step(self, step: Callable[[], object]) -> None:
        before = self._document.notes
        step()
        after = self._document.notes
        came = after.where(new_in(before, after))
        if len(came):
            self._selection.select_notes(came)


def new_in(before: NoteSequence, after: NoteSequence) -> Mask:
    """For each note of `after` whether `before` does not hold just such a note, (n,)."""
    if not len(before) or before is after:
        return np.full(len(after), before is not after, dtype=np.bool_)
    place = before.onset * 128 + before.pitch
    wanted = after.onset * 128 + after.pitch
    index = np.minimum(np.searchsorted(place, wanted), len(place) - 1)
    mask: Mask = before.array[index] != after.array
    return mask
