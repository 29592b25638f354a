"""Which notes are selected, and where the insertion cursor stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from gui.document.document import Change, Document
from melodyrnn.music.notes import IntArray, NoteSequence


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
        self._places: IntArray = np.empty(0, dtype=np.int64)
        self._ids: frozenset[NoteId] | None = None
        self._mask: tuple[NoteSequence, NDArray[np.bool_]] | None = None
        self._cursor = 0
        document.changed.connect(self._on_changed)

    @property
    def ids(self) -> frozenset[NoteId]:
        """The selected notes, one by one; where there are many, `count` and `mask` are quicker."""
        if self._ids is None:
            pairs = zip((self._places // 128).tolist(), (self._places % 128).tolist(), strict=True)
            self._ids = frozenset(NoteId(*pair) for pair in pairs)
        return self._ids

    @property
    def count(self) -> int:
        """How many notes are selected."""
        return len(self._places)

    @property
    def cursor(self) -> int:
        """The cursor, in ticks."""
        return self._cursor

    @property
    def mask(self) -> NDArray[np.bool_]:
        """For each note of the part whether it is selected, (n,)."""
        notes = self._document.notes
        if self._mask is None or self._mask[0] is not notes:
            self._mask = notes, _standing_at(notes, self._places)
        return self._mask[1]

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
        wanted = _places(self._document.notes)[mask]
        if not np.array_equal(wanted, self._places):
            self._places, self._ids, self._mask = wanted, None, None
            self.changed.emit()

    def _on_changed(self, change: Change) -> None:
        if change.is_new:
            self.set_cursor(0)
        if change.fields & {"piece", "melody"} and self.count:
            self._choose(self.mask)


def mask_of(notes: NoteSequence, ids: Iterable[NoteId] | NoteSequence) -> NDArray[np.bool_]:
    """For each note whether it is one of `ids`, or stands where one of other notes does, (n,)."""
    if isinstance(ids, NoteSequence):
        return _standing_at(notes, _places(ids))
    wanted = np.array([onset * 128 + pitch for onset, pitch in ids], dtype=np.int64)
    return _standing_at(notes, np.sort(wanted))


def _places(notes: NoteSequence) -> IntArray:
    """Onset and pitch of each note as one number, ascending, (n,)."""
    return notes.onset * 128 + notes.pitch


def _standing_at(notes: NoteSequence, places: IntArray) -> NDArray[np.bool_]:
    """For each note whether it stands at one of these places, which ascend, (n,)."""
    if not len(places):
        return np.zeros(len(notes), dtype=np.bool_)
    here = _places(notes)
    nearest = places[np.minimum(np.searchsorted(places, here), len(places) - 1)]
    mask: NDArray[np.bool_] = nearest == here
    return mask
