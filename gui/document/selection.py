"""Which notes are selected, and where the insertion cursor stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from gui.document.document import Change, Document
from melodyrnn.music.notes import NoteSequence


class NoteId(NamedTuple):
    """What tells one note of a part from all others: a key is struck once at a time."""

    onset: int
    pitch: int


class Selection(QObject):
    """The selected notes of the part being composed; those that vanish are forgotten.

    changed: the selection is another one. cursor_changed: the cursor (a tick) moved;
    it is where pasting and step entry write and playing starts.
    """

    changed = Signal()
    cursor_changed = Signal(int)

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._ids: frozenset[NoteId] = frozenset()
        self._cursor = 0
        document.changed.connect(self._on_changed)

    @property
    def ids(self) -> frozenset[NoteId]:
        """The selected notes."""
        return self._ids

    @property
    def cursor(self) -> int:
        """The cursor, in ticks."""
        return self._cursor

    @property
    def mask(self) -> NDArray[np.bool_]:
        """For each note of the part whether it is selected, (n,)."""
        return mask_of(self._document.notes, self._ids)

    @property
    def notes(self) -> NoteSequence:
        """The selected notes."""
        return self._document.notes.where(self.mask)

    def select(self, ids: Iterable[NoteId]) -> None:
        """Exactly these notes are selected; those that are not there are passed over."""
        self._choose(mask_of(self._document.notes, ids))

    def select_notes(self, notes: NoteSequence) -> None:
        """Exactly these notes are selected."""
        self._choose(mask_of(self._document.notes, notes))

    def clear(self) -> None:
        """Nothing is selected."""
        self.select(())

    def set_cursor(self, tick: int) -> None:
        """Moves the cursor; below 0 is 0."""
        tick = max(0, tick)
        if tick != self._cursor:
            self._cursor = tick
            self.cursor_changed.emit(tick)

    def _choose(self, mask: NDArray[np.bool_]) -> None:
        wanted = ids_of(self._document.notes.where(mask))
        if wanted != self._ids:
            self._ids = wanted
            self.changed.emit()

    def _on_changed(self, change: Change) -> None:
        if change.is_new:
            self.set_cursor(0)
        if change.fields & {"piece", "melody"} and self._ids:
            self.select(self._ids)


def ids_of(notes: NoteSequence) -> frozenset[NoteId]:
    """What tells each of these notes from the others."""
    pairs = zip(notes.onset.tolist(), notes.pitch.tolist(), strict=True)
    return frozenset(NoteId(*pair) for pair in pairs)


def mask_of(notes: NoteSequence, ids: Iterable[NoteId] | NoteSequence) -> NDArray[np.bool_]:
    """For each note whether it is one of `ids`, or stands where one of other notes does, (n,)."""
    if isinstance(ids, NoteSequence):
        wanted = ids.onset * 128 + ids.pitch
    else:
        wanted = np.array([onset * 128 + pitch for onset, pitch in ids], dtype=np.int64)
    mask: NDArray[np.bool_] = np.isin(notes.onset * 128 + notes.pitch, wanted)
    return mask
