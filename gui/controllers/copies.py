"""Copying made visible: which notes are as in the training music, and where they are from."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from gui.controllers.audition import Audition
from gui.controllers.copy_source import CopySource
from gui.controllers.insight import PAUSE_MS
from gui.document.copied import COUNTS_AS_COPIED, CopiedNotes, CopiedStretch
from gui.document.document import Change, Document
from gui.document.selection import Selection
from gui.jobs import Job, Jobs
from gui.panels.copy_words import short_words, stretch_words
from gui.piano_roll.scene import Copying, Scene
from gui.requests import CopiesRequest
from melodyrnn.music.notes import NoteSequence

LOOKING = "Looking for copied notes"
NO_SOURCES = "Copies cannot be shown: this model came without its music"
NOT_FOUND = "Copied notes could not be looked for"
NOT_SHOWN = "Show copied notes first (View menu); then their source can be shown."
NOT_KNOWN = "What this take copies is not known: its model came without its music."
NONE_COPIED = f"No {COUNTS_AS_COPIED} notes in a row are as in the music the model learned from."
CLICK = "  ·  click to see where"


class Copies(QObject):
    """Keeps copied notes in the scene while they are wanted, and asks for their source.

    noted: a sentence for the status bar. labelled: a few words beside the pointer, "" for none.
    """

    noted = Signal(str)
    labelled = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        scene: Scene,
        jobs: Jobs,
        audition: Audition,
        source: CopySource,
    ) -> None:
        super().__init__(document)
        self._document = document
        self._selection = selection
        self._scene = scene
        self._jobs = jobs
        self._audition = audition
        self._source = source
        self._has_sources = True
        self._looking: Job | None = None
        self._label = self._told = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        document.changed.connect(self._on_changed)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions about copies do."""
        return {"show_copies": self.show_copies, "show_source": self.show_source}

    def show_copies(self, on: bool) -> None:
        """Notes that are as in the training music, tinted."""
        self._stop()
        self._scene.set_overlay(copying=Copying(words=LOOKING) if on else None)
        self.hover(None)
        if on:
            self._ask()
        else:
            self._source.close()

    def set_has_sources(self, has_sources: bool) -> None:
        """Whether the model in force came with the music it learned from."""
        if has_sources != self._has_sources:
            self._has_sources = has_sources
            self._look_again()

    def show_source(self) -> None:
        """The bars that the take being heard, the selected notes or the melody are from."""
        idea, copying = self._audition.idea, self._scene.copying
        if idea is not None:
            self.show_source_of(idea.identifier)
        elif copying is None:
            self.noted.emit(NOT_SHOWN)
        elif copying.found is None:
            self.noted.emit(f"{copying.words}.")
        elif stretch := self._chosen(copying.found):
            self._source.show(stretch, None, None)
        else:
            self.noted.emit(NONE_COPIED)

    def show_source_of(self, identifier: str) -> None:
        """The bars that the longest run of an idea is from."""
        idea = self._document.project.idea(identifier)
        if idea.copies is None:
            self.noted.emit(NOT_KNOWN)
        elif not idea.copies.stretches:
            self.noted.emit(NONE_COPIED)
        else:
            self._source.show(idea.copies.stretches[0], idea.recipe, None)

    def hover(self, place: tuple[float, int] | None) -> None:
        """The pointer is over a place, a tick and a pitch; None: over none."""
        if self._scene.draft is not None:
            self._label = self._told = ""  # a gesture has the words now
            return
        is_of_melody, stretch = self._at(*place) if place else (False, None)
        self._told = stretch_words(stretch) + CLICK * is_of_melody if stretch else ""
        label = short_words(stretch) if stretch else ""
        if label != self._label:
            self._label = label
            self.labelled.emit(label)

    def told(self, words: str) -> str:
        """What the status bar says of the place under the pointer, else the tool's own words."""
        return self._told or words

    def click(self, tick: float, pitch: int) -> None:
        """A place was clicked and no more: a copied note there shows its source."""
        is_of_melody, stretch = self._at(tick, pitch)
        if stretch and is_of_melody:
            self._source.show(stretch, None, tick)

    def _ask(self) -> None:
        project = self._document.project
        if not self._has_sources:
            self._scene.set_overlay(copying=Copying(words=NO_SOURCES))
            return
        request = CopiesRequest(project.piece, project.melody, project.settings.model)
        job = self._jobs.start(LOOKING, "gui.copy_tasks:copies_of", request)
        job.item_ready.connect(lambda found: self._show(found, len(project.notes)))
        job.failed.connect(self._on_failed)
        self._looking = job

    def _show(self, found: object, notes: int) -> None:
        if self._scene.copying is not None and isinstance(found, CopiedNotes):
            self._scene.set_overlay(copying=Copying(found, notes))

    def _on_failed(self, reason: str) -> None:
        if self._scene.copying is not None:
            self._scene.set_overlay(copying=Copying(words=NOT_FOUND))
            self.noted.emit(reason)

    def _chosen(self, found: CopiedNotes) -> CopiedStretch | None:
        """The longest stretch of the selected notes; of all, where none are selected."""
        if not self._selection.count:
            return next(iter(found.stretches), None)
        chosen = np.flatnonzero(self._selection.mask).tolist()
        under = [stretch for note in chosen if (stretch := found.at(note))]
        return max(under, key=lambda stretch: stretch.notes, default=None)

    def _at(self, tick: float, pitch: int) -> tuple[bool, CopiedStretch | None]:
        """What is copied at a place, and whether of the melody and not of the take heard."""
        copying, ghost, notes = self._scene.copying, self._scene.ghost, self._document.notes
        stretch = None
        if copying is not None and copying.found is not None and copying.notes == len(notes):
            stretch = _under(notes, copying.found, tick, pitch)
        if stretch is not None:
            return True, stretch
        if copying is not None and ghost is not None and ghost.copies is not None:
            stretch = _under(ghost.notes, ghost.copies, tick, pitch)
        return False, stretch

    def _on_changed(self, change: Change) -> None:
        is_other_model = change.before.settings.model != change.after.settings.model
        if change.fields & {"piece", "melody"} or is_other_model:
            self._look_again()

    def _look_again(self) -> None:
        """Old tints would sit on the wrong notes."""
        if self._scene.copying is not None:
            self._stop()
            self._scene.set_overlay(copying=Copying(words=LOOKING))
            self._pause.start()

    def _stop(self) -> None:
        self._pause.stop()
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None


def _under(
    notes: NoteSequence, copied: CopiedNotes, tick: float, pitch: int
) -> CopiedStretch | None:
    """The stretch of the note at a place."""
    over = (notes.pitch == pitch) & (notes.onset <= tick) & (tick < notes.release)
    found = np.flatnonzero(over)
    return copied.at(int(found[-1])) if len(found) else None
