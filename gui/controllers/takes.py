"""Continuing: from G to cards, and what is done with a card."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from gui.controllers.playing import Playing, audition_span
from gui.document.document import Change, Document
from gui.document.project import Idea
from gui.document.selection import Selection
from gui.jobs import Job, Jobs
from gui.piano_roll.scene import Ghost, Scene
from gui.requests import MoreRequest, RecipeRequest, TakesRequest
from melodyrnn.music.editing import overwritten

ORIGINAL = 0
"""The slot of the music without any take."""

MAX_RANDOM_SEED = 10_000


class Takes(QObject):
    """The cards: which idea lies in which slot (1-8), and which slot is heard.

    slot_filled: slot and Idea. expected: so many takes are on their way. auditioned_changed:
    the slot that is heard, or None. generating_changed. noted: a sentence for the status
    bar. failed: why there are no takes. announced: for screen readers. rename_asked: an idea that
    is to get another name.
    """

    slot_filled = Signal(int, object)
    expected = Signal(int)
    auditioned_changed = Signal(object)
    generating_changed = Signal(bool)
    noted = Signal(str)
    failed = Signal(str)
    announced = Signal(str)
    rename_asked = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        scene: Scene,
        jobs: Jobs,
        playing: Playing,
    ) -> None:
        super().__init__(document)
        self._document = document
        self._selection = selection
        self._scene = scene
        self._jobs = jobs
        self._playing = playing
        self._slots: dict[int, str] = {}
        self._heard: tuple[int, int] = (ORIGINAL, ORIGINAL)
        self._auditioned: int | None = None
        self._job: Job | None = None
        self._next = 1
        document.changed.connect(self._on_changed)
        playing.audition_left.connect(lambda: self._set_auditioned(None))

    @property
    def is_generating(self) -> bool:
        """Whether takes are on their way."""
        return self._job is not None

    @property
    def auditioned(self) -> int | None:
        """The slot that is heard."""
        return self._auditioned

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions of the Ideas menu do."""
        numbered = {f"audition_{slot}": self._auditioner(slot) for slot in range(9)}
        return {
            "generate": self.generate,
            "more_like_this": self.more_like_heard,
            "stop_generating": self.cancel,
            "swap_takes": self.swap,
            "keep": self._on_heard(self.keep),
            "insert": self._on_heard(self.insert),
            "discard": self._on_heard(self.discard),
            "star": self._on_heard(self.star),
            "rename_idea": self._on_heard(self.rename_asked.emit),
            "copy_recipe": self._on_heard(self.copy_recipe),
            "recreate": self.recreate,
            "roll_dice": self.roll_dice,
            **numbered,
        }

    def generate(self) -> None:
        """New takes; other ones than before unless the random seed is locked."""
        if not self._document.project.settings.is_seed_locked:
            self.roll_dice()
        self._write()

    def reroll(self) -> None:
        """The same takes under other settings: the random seed stays, so the change is heard."""
        if self._auditioned and self._slots:
            self._write()

    def roll_dice(self) -> None:
        """Another random seed."""
        settings = self._document.project.settings
        self._document.set_settings(
            replace(settings, random_seed=secrets.randbelow(MAX_RANDOM_SEED))
        )

    def more_like_heard(self) -> None:
        """Takes like the one that is heard, at a middling distance."""
        if (identifier := self._slots.get(self._auditioned or 0)) is None:
            self.noted.emit("Listen to a take first (keys 1 to 8); then ask for more like it.")
        else:
            self.more_like(identifier, 0.5)

    def more_like(self, identifier: str, distance: float) -> None:
        """Takes like an idea; distance: 0 close to 1 far."""
        idea, project = self._document.project.idea(identifier), self._document.project
        if idea.recipe is None:
            self.noted.emit("This idea was made by hand; there is no recipe to vary.")
            return
        request = MoreRequest(
            idea=idea, settings=project.settings, distance=distance, first_number=self._next
        )
        self._start("More like this", "gui.tasks:more_like", request, project.settings.takes)

    def recreate(self) -> None:
        """The take of the recipe on the clipboard."""
        text = QGuiApplication.clipboard().text()
        request = RecipeRequest(text, self._next)
        self._start("Re-creating a take", "gui.tasks:recreate", request, 1)

    def copy_recipe(self, identifier: str) -> None:
        """All that brings the take back, as text on the clipboard."""
        idea = self._document.project.idea(identifier)
        if idea.recipe is None:
            self.noted.emit("This idea was made by hand; it has no recipe.")
            return
        QGuiApplication.clipboard().setText(json.dumps(idea.recipe.to_json()))
        self.noted.emit(f"The recipe of {idea.name} is on the clipboard.")

    def cancel(self) -> None:
        """No more takes; those that are ready stay."""
        if self._job is not None:
            self._job.cancel()

    def audition(self, slot: int) -> None:
        """Plays a slot, looped; the slot that plays already is paused."""
        idea = self._idea_in(slot)
        if slot != ORIGINAL and idea is None:
            self.noted.emit(f"There is no take {slot} yet; press G to make some.")
            return
        if slot == self._auditioned and self._playing.is_playing:
            self._playing.toggle()
            return
        if slot != self._heard[1]:
            self._heard = (self._heard[1], slot)
        self._hear(slot, idea)

    def audition_idea(self, identifier: str) -> None:
        """Plays an idea of the shelf; it takes the first slot if it lies in none."""
        slot = next((s for s, i in self._slots.items() if i == identifier), None)
        if slot is None:
            slot = next((s for s in range(1, 9) if s not in self._slots), 8)
            self._fill(slot, self._document.project.idea(identifier))
        self.audition(slot)

    def swap(self) -> None:
        """The take heard before this one, at the same beat."""
        slot = self._heard[0]
        self._heard = (self._heard[1], slot)
        self._hear(slot, self._idea_in(slot))

    def keep(self, identifier: str) -> None:
        """Onto the shelf, and into the project file."""
        self._document.edit_idea("Keep Idea", identifier, status="kept")

    def discard(self, identifier: str) -> None:
        """Into the bin, where it stays until the project closes."""
        self._document.edit_idea("Discard Idea", identifier, status="discarded")

    def star(self, identifier: str) -> None:
        """A favourite, or no longer."""
        idea = self._document.project.idea(identifier)
        self._document.edit_idea("Star Idea", identifier, is_starred=not idea.is_starred)

    def rename(self, identifier: str, name: str) -> None:
        """Another name."""
        if name.strip():
            self._document.edit_idea("Rename Idea", identifier, name=name.strip())

    def insert(self, identifier: str) -> None:
        """Its notes become ordinary notes of the melody, in one undo step."""
        idea = self._document.project.idea(identifier)
        self._stop_audition()
        notes = overwritten(self._document.notes, idea.span, idea.notes).notes
        self._document.edit_notes(f"Insert {idea.name}", notes)
        self._selection.select_notes(idea.notes)
        self._selection.set_cursor(idea.span.start)
        self.noted.emit(f"{idea.name} is part of the melody now; press G to go on from there.")

    def _auditioner(self, slot: int) -> Callable[[], None]:
        return lambda: self.audition(slot)

    def _on_heard(self, act: Callable[[str], None]) -> Callable[[], None]:
        def call() -> None:
            identifier = self._slots.get(self._auditioned or ORIGINAL)
            if identifier is None:
                self.noted.emit("Listen to a take first: keys 1 to 8.")
            else:
                act(identifier)

        return call

    def _idea_in(self, slot: int) -> Idea | None:
        identifier = self._slots.get(slot)
        return self._document.project.idea(identifier) if identifier else None

    def _write(self) -> None:
        project = self._document.project
        request = TakesRequest(
            piece=project.piece,
            part=project.melody,
            settings=project.settings,
            key=project.key,
            first_number=self._next,
        )
        self._start("Writing takes", "gui.tasks:write_takes", request, project.settings.takes)

    def _start(self, title: str, task: str, request: object, count: int) -> None:
        self.cancel()
        self._next += count
        arrived: list[int] = []
        job = self._jobs.start(title, task, request)

        def arrive(idea: Idea) -> None:
            arrived.append(len(arrived) + 1)
            self._arrive(arrived[-1], idea)

        job.item_ready.connect(arrive)
        job.failed.connect(self._on_failed)
        job.ended.connect(lambda: self._on_ended(job, len(arrived)))
        self._job = job
        self.expected.emit(count)
        self.generating_changed.emit(True)

    def _arrive(self, slot: int, idea: Idea) -> None:
        self._document.add_ideas([idea])
        self._fill(slot, idea)
        if slot == self._auditioned:
            self._hear(slot, idea)  # a changed slider is heard at once, at the same beat

    def _fill(self, slot: int, idea: Idea) -> None:
        self._slots[slot] = idea.identifier
        self.slot_filled.emit(slot, idea)

    def _hear(self, slot: int, idea: Idea | None) -> None:
        project = self._document.project
        shown = idea or next(
            (self._idea_in(s) for s in (*self._heard, *self._slots) if self._idea_in(s)), None
        )
        if shown is None:
            self.noted.emit("Press G first; then the takes can be compared with the original.")
            return
        self._playing.audition(idea, audition_span(project.piece, shown.span))
        if idea is not None:
            self._document.note_play(idea.identifier)
        self._set_auditioned(slot)

    def _set_auditioned(self, slot: int | None) -> None:
        self._auditioned = slot
        idea = self._idea_in(slot) if slot else None
        self._scene.set_overlay(ghost=Ghost(idea.notes, idea.span) if idea else None)
        self.auditioned_changed.emit(slot)

    def _stop_audition(self) -> None:
        if self._auditioned is not None:
            self._playing.stop()
            self._set_auditioned(None)

    def _on_failed(self, sentence: str) -> None:
        self.failed.emit(sentence)

    def _on_ended(self, job: Job, count: int) -> None:
        if self._job is not job:
            return  # another one has taken its place
        self._job = None
        self.generating_changed.emit(False)
        if count:
            self.announced.emit(f"{count} take{'s' if count > 1 else ''} ready")

    def _on_changed(self, change: Change) -> None:
        if change.is_new:
            self.cancel()
            self._slots.clear()
            self._heard = (ORIGINAL, ORIGINAL)
            self._next = len(change.after.ideas) + 1
            self._set_auditioned(None)
            self.expected.emit(0)
