"""What the parts of the roll read of the music, worked out once a change and not once a paint."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gui.document.document import Document
from gui.document.selection import Selection, mask_of
from gui.piano_roll.scene import Draft, Scene
from gui.piano_roll.visible import NoteIndex
from melodyrnn.music.key import Key
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Part, Piece


class MusicView:
    """The music as the roll shows it now: with the gesture under way.

    Everything is looked up when asked for and kept while what it stems from stays the same.
    """

    def __init__(self, document: Document, selection: Selection, scene: Scene) -> None:
        self._document = document
        self._selection = selection
        self._scene = scene
        self._index = NoteIndex(NoteSequence())
        self._ghost_index = self._index
        self._others: tuple[Part, ...] = ()
        self._others_index = self._index
        self._others_end = 0
        self._held: tuple[Draft, NDArray[np.bool_]] | None = None
        self._key: Key | None = None
        self._key_of: tuple[Piece, int, Key | None] | None = None

    @property
    def meters(self) -> MeterMap:
        """Where the bars are."""
        return self._document.project.piece.meters

    @property
    def notes(self) -> NoteSequence:
        """The notes being composed; while a gesture runs, as it would leave them."""
        draft = self._scene.draft
        return self._document.notes if draft is None else draft.notes

    @property
    def index(self) -> NoteIndex:
        """Of `notes`."""
        if self._index.notes is not self.notes:
            self._index = NoteIndex(self.notes)
        return self._index

    @property
    def marked(self) -> NDArray[np.bool_] | None:
        """For each of `notes` whether it is selected, or in hand; None: none is."""
        draft = self._scene.draft
        if draft is None:
            return self._selection.mask if self._selection.count else None
        if not len(draft.held):
            return None
        if self._held is None or self._held[0] is not draft:
            self._held = draft, mask_of(draft.notes, draft.held)
        return self._held[1]

    @property
    def others(self) -> NoteIndex:
        """The notes of all accompanying parts but drums, whose pitches are none."""
        project = self._document.project
        parts = project.piece.parts[: project.melody] + project.piece.parts[project.melody + 1 :]
        if not _are_same(parts, self._others):
            self._others = parts
            self._others_index = NoteIndex(_together([p for p in parts if not p.is_drum]))
            self._others_end = max((part.notes.end for part in parts), default=0)
        return self._others_index

    @property
    def ghost(self) -> NoteIndex | None:
        """The notes of the take being auditioned."""
        ghost = self._scene.ghost
        if ghost is None:
            return None
        if self._ghost_index.notes is not ghost.notes:
            self._ghost_index = NoteIndex(ghost.notes)
        return self._ghost_index

    @property
    def key(self) -> Key | None:
        """The sounding key."""
        project = self._document.project
        of = (project.piece, project.melody, project.key)
        if self._key_of is None or not _are_same(of, self._key_of):
            self._key, self._key_of = project.sounding_key, of
        return self._key

    @property
    def end(self) -> int:
        """Tick at which the last note of all parts ends; 0 when there is none."""
        self.others  # noqa: B018 (brings _others_end up to date)
        return max(self.index.end, self._others_end)


def _are_same(one: Sequence[object], other: Sequence[object]) -> bool:
    """Whether two rows hold the same objects; comparing what they hold would be slow."""
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _together(parts: Sequence[Part]) -> NoteSequence:
    arrays = [part.notes.array for part in parts]
    return NoteSequence.from_valid(np.concatenate(arrays)) if arrays else NoteSequence()
