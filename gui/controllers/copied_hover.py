"""The copied note under the pointer, in words: beside the pointer and in the status bar."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, Signal

from gui.document.copied import CopiedNotes, CopiedStretch
from gui.document.document import Document
from gui.panels.copy_words import short_words, stretch_words
from gui.piano_roll.hit import note_at
from gui.piano_roll.pointer import Modifier, Pointer
from gui.piano_roll.scene import Scene
from gui.piano_roll.taps import KIND_TOOLS
from gui.piano_roll.visible import NoteIndex
from melodyrnn.music.notes import NoteSequence

CLICK = "  ·  click to see and hear it there"


class Under(NamedTuple):
    """What is copied at a place. is_of_melody: not of the take that is heard."""

    stretch: CopiedStretch
    is_of_melody: bool


class CopiedHover(QObject):
    """Follows the pointer, and what lies below it while it rests.

    labelled: a few words beside the pointer, "" for none. told: for the status bar.
    """

    labelled = Signal(str)
    told = Signal(str)

    def __init__(self, document: Document, scene: Scene) -> None:
        super().__init__(document)
        self._document = document
        self._scene = scene
        self._place: tuple[float, int] | None = None
        self._label = self._said = self._of_tool = ""
        self._index = NoteIndex(NoteSequence())
        scene.tools_changed.connect(self.refresh)

    def hover(self, place: tuple[float, int] | None) -> None:
        """The pointer is over a place, a tick and a pitch; None: over none."""
        self._place = place
        if self._scene.draft is not None:
            self._label = self._said = ""  # a gesture has the words now
            return
        under = self.at(*place) if place else None
        self._said = self._words(under) if under else ""
        label = short_words(under.stretch) if under else ""
        if label != self._label:
            self._label = label
            self.labelled.emit(label)

    def set_tool_words(self, words: str) -> None:
        """What a press at the place would do, which is said where nothing is copied."""
        self._of_tool = words
        self.told.emit(self._said or words)

    def set_gesture_words(self, words: str) -> None:
        """A gesture has written beside the pointer; "": nothing stands there any more."""
        self._label = ""
        if not words:
            self.refresh()

    def refresh(self) -> None:
        """What lies under the pointer may be something else now."""
        before = self._said
        self.hover(self._place)
        if self._said != before:
            self.told.emit(self._said or self._of_tool)

    def at(self, tick: float, pitch: int) -> Under | None:
        """What is copied at a place."""
        copying, ghost, notes = self._scene.copying, self._scene.ghost, self._document.notes
        if copying is None:
            return None
        if copying.found is not None and copying.notes == len(notes):
            stretch = self._under(notes, copying.found, tick, pitch)
            if stretch is not None:
                return Under(stretch, is_of_melody=True)
        if ghost is not None and ghost.copies is not None:
            stretch = self._under(ghost.notes, ghost.copies, tick, pitch)
            if stretch is not None:
                return Under(stretch, is_of_melody=False)
        return None

    def is_clickable(self, under: Under) -> bool:
        """Whether a click there does nothing else to notes: the pencil writes over takes."""
        tool = self._scene.tool
        return tool in KIND_TOOLS if under.is_of_melody else tool == "select"

    def _words(self, under: Under) -> str:
        if self._scene.tool not in KIND_TOOLS:
            return ""  # what the tool would do to the note matters more
        return stretch_words(under.stretch) + CLICK * self.is_clickable(under)

    def _under(
        self, notes: NoteSequence, copied: CopiedNotes, tick: float, pitch: int
    ) -> CopiedStretch | None:
        """The stretch of the note at a place."""
        if self._index.notes is not notes:
            self._index = NoteIndex(notes)
        view = self._scene.geometry
        at = QPointF(view.x(tick), view.y(pitch) + view.row_px / 2)
        hit = note_at(self._index, view, Pointer.at(at, Modifier.NoModifier, view))
        return copied.at(hit.note) if hit is not None else None
