"""What all tools share: what they edit, what they remember, and how they show and sound it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from gui.document.document import Document
from gui.document.project import Project
from gui.document.selection import Selection
from gui.piano_roll.geometry import Geometry
from gui.piano_roll.naming import length_name, place_name, spoken_note
from gui.piano_roll.pointer import Pointer, travel_px
from gui.piano_roll.scene import Draft, Scene
from gui.piano_roll.visible import NoteIndex
from melodyrnn.music.editing import Edited
from melodyrnn.music.key import Key
from melodyrnn.music.naming import pitch_name
from melodyrnn.music.notes import TICKS_PER_QUARTER, Note, NoteSequence
from melodyrnn.music.scale import snapped_pitch

SLACK_PX = 3.0
"""A hand that means to click moves no further than this."""


def is_click(start: Pointer, now: Pointer, geometry: Geometry) -> bool:
    """Whether the pointer is so near to where it was pressed that no drag is meant."""
    return max(map(abs, travel_px(start, now, geometry))) < SLACK_PX


class Gesture(Protocol):
    """What the mouse does from a press to its release; a cancelled one gets no release."""

    @property
    def cursor(self) -> Qt.CursorShape:
        """Shape of the pointer meanwhile."""

    @property
    def scrolls_pitch(self) -> bool:
        """Whether the view follows the pointer up and down too, not only in time."""

    def moved(self, pointer: Pointer) -> None:
        """The pointer, the view or the keys held down have changed."""

    def released(self, pointer: Pointer) -> None:
        """The button came up: what was shown is done."""


class Hand(QObject):
    """The musician's hand on the roll.

    length, velocity: of the note drawn or touched last, which the next one takes.
    Signals as those of `gui.piano_roll.gestures.Gestures`.
    """

    preview_started = Signal(int, int)
    preview_ended = Signal()
    value_shown = Signal(str)
    note_described = Signal(str)

    def __init__(
        self, document: Document, selection: Selection, scene: Scene, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.selection = selection
        self.scene = scene
        self.length = TICKS_PER_QUARTER
        self.velocity = 80
        self._index = NoteIndex(NoteSequence())
        self._key: tuple[Project, Key | None] | None = None
        self._sounding: int | None = None

    @property
    def notes(self) -> NoteSequence:
        """The notes of the part being composed."""
        return self.document.notes

    @property
    def index(self) -> NoteIndex:
        """Those notes, laid out for finding some of them quickly."""
        if self._index.notes is not self.notes:
            self._index = NoteIndex(self.notes)
        return self._index

    @property
    def key(self) -> Key | None:
        """The sounding key; worked out once a project, for hearing it takes time."""
        project = self.document.project
        if self._key is None or self._key[0] is not project:
            self._key = project, project.sounding_key
        return self._key[1]

    def step(self, pointer: Pointer) -> int:
        """Ticks between the lines that hold now: 1 where the grid is bypassed."""
        return 1 if pointer.is_free else self.scene.step

    def in_scale(self, pitch: int) -> int:
        """The pitch, or its neighbour in the key where the roll snaps to the scale."""
        if not self.scene.snaps_to_scale or self.key is None:
            return pitch
        return snapped_pitch(pitch, self.key)

    def remember(self, note: Note) -> None:
        """The next note is drawn like this one."""
        self.length, self.velocity = note.duration, note.velocity

    def show(self, edited: Edited) -> None:
        """What the part would be were the mouse let go now."""
        self.scene.set_overlay(draft=Draft(edited.notes, edited.held))

    def commit(self, name: str, edited: Edited) -> None:
        """Writes what was shown, as one undo step, and selects what was in hand."""
        self.document.edit_notes(name, edited.notes)
        self.selection.select_notes(edited.held)
        if len(edited.held) == 1:
            self.describe(edited.held[0])

    def drop(self) -> None:
        """Shows and sounds nothing of a gesture any more."""
        self.silence()
        self.scene.set_overlay(draft=None, band=None)
        self.value_shown.emit("")

    def sound(self, pitch: int, velocity: int) -> None:
        """Sounds a pitch until another one, or silence."""
        if pitch != self._sounding:
            self.silence()
            self._sounding = pitch
            self.preview_started.emit(pitch, velocity)

    def silence(self) -> None:
        """Ends the preview, if one sounds."""
        if self._sounding is not None:
            self._sounding = None
            self.preview_ended.emit()

    def describe(self, note: Note) -> None:
        """Says which note it is."""
        meters = self.document.project.piece.meters
        self.note_described.emit(spoken_note(note, meters, self.key))

    def show_place(self, note: Note) -> None:
        """The value of a drag: "C4 · bar 1 beat 2"."""
        meters = self.document.project.piece.meters
        self.value_shown.emit(f"{self.name(note)} · {place_name(note.onset, meters)}")

    def show_length(self, note: Note) -> None:
        """The value of a drag: "C4 · dotted eighth"."""
        self.value_shown.emit(f"{self.name(note)} · {length_name(note.duration)}")

    def name(self, note: Note) -> str:
        """Its pitch, as "C4"."""
        return pitch_name(note.pitch, self.key)
