"""Recording: what is played goes into the melody as it was played, in one undo step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from gui.controllers.playing import Playing
from gui.document.document import Document
from gui.document.selection import Selection
from gui.piano_roll.scene import Draft, Scene
from melodyrnn.music.editing import written_over
from melodyrnn.music.notes import Note, NoteSequence, without_collisions


class Recording(QObject):
    """Records while playing. state_changed: whether it does. noted: a sentence."""

    state_changed = Signal(bool)
    noted = Signal(str)

    def __init__(
        self, document: Document, selection: Selection, scene: Scene, playing: Playing
    ) -> None:
        super().__init__(document)
        self._document = document
        self._selection = selection
        self._scene = scene
        self._playing = playing
        self._is_on = False
        self._down: dict[int, tuple[int, int]] = {}
        self._played: list[Note] = []
        playing.state_changed.connect(self._on_playing)
        playing.project_left.connect(self._on_project_left)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the action does."""
        return {"record": self.set_on}

    @property
    def is_on(self) -> bool:
        """Whether what is played is written."""
        return self._is_on

    def set_on(self, on: bool) -> None:
        """Starts to play and to record, or stops both."""
        if on == self._is_on:
            return
        if not on:
            self._playing.stop()
            return
        self._is_on = True
        self._down.clear()
        self._played.clear()
        self._playing.record(self._selection.cursor)
        self.state_changed.emit(True)
        self.noted.emit("Recording: play your keyboard, or Ctrl+K for the computer's; R stops.")

    def note_started(self, pitch: int, velocity: int) -> None:
        """A key went down."""
        if self._is_on:
            self.note_ended(pitch)
            self._down[pitch] = (self._now(), velocity)

    def note_ended(self, pitch: int) -> None:
        """A key came up."""
        if (begun := self._down.pop(pitch, None)) is not None:
            onset, velocity = begun
            end = self._now()
            # The loop may have come round while the key was down.
            duration = end - onset if end > onset else 1
            self._played.append(Note(onset, pitch, duration, velocity))
            self._scene.set_overlay(draft=Draft(self._result()))

    def _now(self) -> int:
        return max(0, round(self._playing.position()))

    def _result(self) -> NoteSequence:
        played = without_collisions(NoteSequence(self._played))
        return written_over(self._document.notes, played).notes

    def _on_project_left(self) -> None:
        """What was played belongs to a project that is gone."""
        if self._is_on:
            self._is_on = False
            self._scene.set_overlay(draft=None)
            self.state_changed.emit(False)

    def _on_playing(self, is_playing: bool) -> None:
        if is_playing or not self._is_on:
            return
        for pitch in tuple(self._down):
            self.note_ended(pitch)
        self._is_on = False
        self._scene.set_overlay(draft=None)
        if self._played:
            self._document.edit_notes("Record", self._result())
            self._selection.select_notes(without_collisions(NoteSequence(self._played)))
            self.noted.emit("Recorded as played; Q puts it on the grid, Ctrl+Z takes it back.")
        self.state_changed.emit(False)
