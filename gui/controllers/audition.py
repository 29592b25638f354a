"""Listening to takes: a slot at a time, looped, and from one to another at the same beat."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from gui.controllers.hearing import audition_span
from gui.controllers.playing import Playing
from gui.controllers.slots import ORIGINAL, SLOTS, Slots
from gui.document.document import Change, Document
from gui.document.project import Idea
from gui.piano_roll.scene import Ghost, Scene


class Audition(QObject):
    """Which slot is heard. changed: that slot, or None. noted: a sentence for the status bar."""

    changed = Signal(object)
    noted = Signal(str)

    def __init__(self, document: Document, scene: Scene, playing: Playing, slots: Slots) -> None:
        super().__init__(document)
        self._document = document
        self._scene = scene
        self._playing = playing
        self._slots = slots
        self._slot: int | None = None
        self._idea = ""
        self._latest = ""
        self._last_two = (ORIGINAL, ORIGINAL)
        slots.filled.connect(self._on_filled)
        playing.audition_left.connect(lambda: self._set(None, None))
        document.changed.connect(self._on_changed)

    @property
    def slot(self) -> int | None:
        """The slot that is heard, playing or paused."""
        return self._slot

    @property
    def idea(self) -> Idea | None:
        """The idea that is heard; None with the original too."""
        return self._document.project.idea(self._idea) if self._idea else None

    @property
    def is_sounding(self) -> bool:
        """Whether an idea is looping now."""
        return bool(self._idea) and self._is_heard

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions that play takes do."""
        numbered = {f"audition_{slot}": self._player_of(slot) for slot in (ORIGINAL, *SLOTS)}
        return {"swap_takes": self.swap, **numbered}

    def play(self, slot: int) -> None:
        """Plays a slot, looped; the slot that plays already is paused."""
        idea = self._slots.idea(slot)
        if slot == self._slot and self._is_heard:
            self._playing.toggle()
        elif slot == ORIGINAL or idea is not None:
            self._hear(slot, idea)
        elif self._slots.is_promised(slot):
            self.noted.emit(f"Take {slot} is still being written.")
        else:
            self.noted.emit(f"There is no take {slot} yet; press G to make some.")

    def play_idea(self, identifier: str) -> None:
        """Plays an idea of the shelf; it takes a free slot if it lies in none."""
        slot = self._slots.slot_of(identifier)
        if slot is not None:
            self.play(slot)
            return
        slot, idea = self._slots.free(), self._document.project.idea(identifier)
        self._slots.fill(slot, idea)
        self._hear(slot, idea)

    def swap(self) -> None:
        """The slot heard before this one, at the same beat; the original if it is gone."""
        slot = self._last_two[0]
        idea = self._slots.idea(slot)
        self._hear(slot if idea else ORIGINAL, idea)

    def stop(self) -> None:
        """Back to the document as it is, silent."""
        if self._slot is not None:
            self._playing.stop()

    def show(self) -> None:
        """Tells once more what is heard: the cards are new."""
        self.changed.emit(self._slot)

    @property
    def _is_heard(self) -> bool:
        """Whether what sounds is the slot, and not something that is tried meanwhile."""
        return self._playing.is_playing and not self._playing.is_trying

    def _player_of(self, slot: int) -> Callable[[], None]:
        return lambda: self.play(slot)

    def _hear(self, slot: int, idea: Idea | None) -> None:
        shown = idea or self._stretch_of_original()
        if shown is None:
            self.noted.emit("Press G first; then the takes can be compared with the original.")
            return
        if slot != self._last_two[1]:
            self._last_two = (self._last_two[1], slot)
        self._playing.audition(idea, audition_span(self._document.project.piece, shown.span))
        self._set(slot, idea)

    def _stretch_of_original(self) -> Idea | None:
        """An idea whose place in the piece is heard without it."""
        known = {idea.identifier: idea for idea in self._document.project.ideas}
        return known.get(self._latest) or next(iter(self._slots.ideas()), None)

    def _set(self, slot: int | None, idea: Idea | None) -> None:
        self._slot, self._idea = slot, idea.identifier if idea else ""
        self._scene.set_overlay(ghost=_ghost(idea) if idea else None)
        self.changed.emit(slot)
        if idea is not None:
            self._latest = idea.identifier
            self._document.note_play(idea.identifier)

    def _on_filled(self, slot: int, idea: Idea) -> None:
        """A changed slider is heard at once, at the same beat; what is paused stays paused."""
        if slot == self._slot and idea.identifier != self._idea:
            span = audition_span(self._document.project.piece, idea.span)
            self._playing.audition(idea, span, starts=False)
            self._set(slot, idea)

    def _on_changed(self, change: Change) -> None:
        if change.is_new:
            self._latest, self._last_two = "", (ORIGINAL, ORIGINAL)
            self._set(None, None)


def _ghost(idea: Idea) -> Ghost:
    return Ghost(idea.notes, idea.span, idea.copies)
