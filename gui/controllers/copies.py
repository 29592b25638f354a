"""Copying made visible: which notes are as in the training music, and where they are from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from gui.controllers.audition import Audition
from gui.controllers.copied_hover import CopiedHover
from gui.controllers.copy_source import CopySource
from gui.controllers.insight import PAUSE_MS
from gui.document.copied import COUNTS_AS_COPIED, CopiedNotes, CopiedStretch
from gui.document.document import Change, Document
from gui.document.project import Idea
from gui.document.selection import Selection
from gui.jobs import Job, Jobs
from gui.panels.copy_words import stretch_words
from gui.piano_roll.scene import Copying, Scene
from gui.requests import CopiesRequest
from melodyrnn.generation.recipe import Recipe
from melodyrnn.music.notes import NoteSequence

LOOKING = "Looking for copied notes"
NO_SOURCES = "Copies cannot be shown: this model came without its music"
NOT_SHOWN = "Show copied notes first (View menu); then their source can be shown."
NOT_KNOWN = "What this take copies is not known: its model came without its music."
NONE_COPIED = f"No {COUNTS_AS_COPIED} notes in a row are as in the music the model learned from."


class Copies(QObject):
    """Keeps copied notes in the scene while they are wanted, and asks for their source.

    noted: a sentence for the status bar. announced: something for screen readers. hover: knows
    what is copied under the pointer.
    """

    noted = Signal(str)
    announced = Signal(str)

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
        self._source_of = ""
        """The idea that was heard when its source was asked for."""
        self._announced = ""
        self._found_in: NoteSequence | None = None
        self.hover = CopiedHover(document, scene)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        document.changed.connect(self._on_changed)
        audition.changed.connect(lambda _slot: self._on_auditioned())
        selection.changed.connect(self._on_selected)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions about copies do."""
        return {"show_copies": self.show_copies, "show_source": self.show_source}

    def show_copies(self, on: bool) -> None:
        """Notes that are as in the training music, tinted."""
        self._stop()
        self._announced = ""
        self._put(Copying(words=LOOKING) if on else None)
        if on:
            self._ask()
        else:
            self._source.close()

    def set_has_sources(self, has_sources: bool) -> None:
        """Whether the model in force came with the music it learned from."""
        if has_sources != self._has_sources:
            self._has_sources = has_sources
            self.look_again()

    def show_source(self) -> None:
        """The bars that the take being heard, the selected notes or the melody are from.

        Asked for once more, those of the next run.
        """
        idea, copying = self._audition.idea, self._scene.copying
        if idea is not None:
            self.show_source_of(idea.identifier)
        elif copying is None:
            self.noted.emit(NOT_SHOWN)
        elif copying.found is None:
            self.noted.emit(f"{copying.words}.")
        elif stretches := self._chosen(copying.found):
            self._source_of = ""
            self._show_next(stretches, None)
        else:
            self.noted.emit(NONE_COPIED)

    def show_source_of(self, identifier: str) -> None:
        """The bars that the longest run of an idea is from; once more, those of the next."""
        idea = self._document.project.idea(identifier)
        if idea.copies is None:
            self.noted.emit(NOT_KNOWN)
        elif not idea.copies.stretches:
            self.noted.emit(NONE_COPIED)
        else:
            self._remember(idea)
            self._show_next(idea.copies.stretches, idea.recipe)

    def click(self, tick: float, pitch: int) -> None:
        """A place was clicked and no more: a copied note there shows and plays its source."""
        under, idea = self.hover.at(tick, pitch), self._audition.idea
        if under is None or not self.hover.is_clickable(under):
            return
        if under.is_of_melody:
            self._source_of = ""
            self._source.click(under.stretch, None, tick)
        elif idea is not None:
            self._remember(idea)
            self._source.click(under.stretch, idea.recipe, tick)

    def look_again(self) -> None:
        """Notes or model may be others: old tints would sit on the wrong notes."""
        if self._scene.copying is not None:
            self._stop()
            self._put(Copying(words=LOOKING))
            self._pause.start()

    def _ask(self) -> None:
        project = self._document.project
        if not self._has_sources:
            self._put(Copying(words=NO_SOURCES))
            self._announce(NO_SOURCES)
            return
        request = CopiesRequest(project.piece, project.melody, project.settings.model)
        job = self._jobs.start(LOOKING, "gui.copy_tasks:copies_of", request)
        job.item_ready.connect(lambda found: self._show(found, len(project.notes)))
        job.failed.connect(self._on_failed)
        self._looking = job

    def _show(self, found: object, notes: int) -> None:
        if self._scene.copying is not None and isinstance(found, CopiedNotes):
            copying, self._found_in = Copying(found, notes), self._document.notes
            self._put(copying)
            self._announce(copying.legend)

    def _on_failed(self, reason: str) -> None:
        if self._scene.copying is not None:
            self._put(Copying(words=reason.removesuffix(".")))
            self.noted.emit(reason)
            self._announce(reason)

    def _put(self, copying: Copying | None) -> None:
        """Shows it, also to a pointer that rests."""
        self._scene.set_overlay(copying=copying)
        self.hover.refresh()

    def _announce(self, words: str) -> None:
        """Not again after every edit."""
        if words != self._announced:
            self._announced = words
            self.announced.emit(words)

    def _show_next(self, stretches: Sequence[CopiedStretch], recipe: Recipe | None) -> None:
        """The source of the one after that which is shown; of the first, if none of them is."""
        asked, place = self._source.asked, 0
        if asked is not None and asked.recipe == recipe and asked.stretch in stretches:
            place = (stretches.index(asked.stretch) + 1) % len(stretches)
        self._source.show(stretches[place], recipe)
        if len(stretches) > 1:
            self.noted.emit(f"Run {place + 1} of {len(stretches)}; once more shows the next.")

    def _remember(self, idea: Idea) -> None:
        heard = self._audition.idea
        is_heard = heard is not None and heard.identifier == idea.identifier
        self._source_of = idea.identifier if is_heard else ""

    def _chosen(self, found: CopiedNotes) -> Sequence[CopiedStretch]:
        """The stretches of the selected notes, the longest first; all, where none are selected."""
        if not self._selection.count:
            return found.stretches
        chosen = set(np.flatnonzero(self._selection.mask).tolist())
        under = {found.at(note) for note in chosen}
        return [stretch for stretch in found.stretches if stretch in under]

    def _on_auditioned(self) -> None:
        """Of a take that is heard no more the source is not wanted any more either."""
        idea = self._audition.idea
        if self._source_of and (idea is None or idea.identifier != self._source_of):
            self._source_of = ""
            self._source.close()
        self.hover.refresh()

    def _on_selected(self) -> None:
        """A note that is reached by keys says what it copies, after what it is."""
        copying, is_one = self._scene.copying, self._selection.count == 1
        # An edit may select notes before it is heard of here.
        is_of_these = self._found_in is self._document.notes
        if not (is_one and is_of_these) or copying is None or copying.found is None:
            return
        if stretch := copying.found.at(int(np.argmax(self._selection.mask))):
            self.announced.emit(stretch_words(stretch))

    def _on_changed(self, change: Change) -> None:
        is_other_model = change.before.settings.model != change.after.settings.model
        if change.fields & {"piece", "melody"} or is_other_model:
            self.look_again()

    def _stop(self) -> None:
        self._pause.stop()
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
