"""The source of a copy: the bars of the training music it is from, to be seen and heard."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from gui.controllers.trial import Trial
from gui.document.copied import CopiedStretch
from gui.document.document import Change, Document
from gui.jobs import Job, Jobs
from gui.requests import SourceBars, SourceRequest
from melodyrnn.generation.recipe import Recipe
from melodyrnn.music.tempo import TempoChange, TempoMap


class Asked(NamedTuple):
    """Of which stretch the source is wanted. recipe: of the take that it is of, if of one."""

    stretch: CopiedStretch
    recipe: Recipe | None


class CopySource(QObject):
    """Brings one source at a time.

    found: a SourceBars to be shown, and the tick that was clicked; None: keys asked for it.
    left: it is not wanted any more. heard: whether it is playing. moved: the tick of it that
    is heard. noted: why it cannot be shown, for the status bar.
    """

    found = Signal(object, object)
    left = Signal()
    heard = Signal(bool)
    moved = Signal(float)
    noted = Signal(str)

    def __init__(self, document: Document, jobs: Jobs, trial: Trial) -> None:
        super().__init__(document)
        self._document = document
        self._jobs = jobs
        self._trial = trial
        self._fetching: Job | None = None
        self._bars: SourceBars | None = None
        self._asked: Asked | None = None
        self._is_heard = False
        trial.moved.connect(self._on_moved)
        trial.ended.connect(lambda: self._set_heard(False))
        document.changed.connect(self._on_changed)

    @property
    def asked(self) -> Asked | None:
        """What was asked for last, and is shown or about to be."""
        return self._asked

    def show(self, stretch: CopiedStretch, recipe: Recipe | None) -> None:
        """Fetches the bars a stretch is from, for the keys: they can play them then."""
        self._fetch(Asked(stretch, recipe), None)

    def click(self, stretch: CopiedStretch, recipe: Recipe | None, tick: float) -> None:
        """Fetches and plays them, for the mouse; clicked once more, they are silent or heard."""
        asked = Asked(stretch, recipe)
        if asked != self._asked:
            self._fetch(asked, tick)
        elif self._bars is not None and not self._is_fetching:
            self.play()

    def play(self) -> None:
        """Plays the bars in the tempo of the project; once more, and it is silent."""
        if self._is_heard:
            self._trial.stop()
        elif self._bars is not None:
            tempo = self._document.project.piece.tempos.changes[0].tempo
            tempos = TempoMap([TempoChange(0, tempo)])
            self._trial.hear_piece(replace(self._bars.piece, tempos=tempos))
            self._set_heard(True)

    def close(self) -> bool:
        """It is not wanted any more; whether one was shown, or about to be."""
        was_fetching, self._asked = self._stop_fetching(), None
        if self._bars is None:
            return was_fetching
        self._silence()
        self._bars = None
        self.left.emit()
        return True

    def _fetch(self, asked: Asked, clicked: float | None) -> None:
        self._stop_fetching()
        model = self._document.project.settings.model
        request = SourceRequest(asked.stretch, model, asked.recipe)
        job = self._jobs.start("Opening the source", "gui.copy_tasks:source_of", request)
        job.item_ready.connect(lambda bars: self._on_fetched(bars, clicked))
        job.failed.connect(self._on_failed)
        self._fetching, self._asked = job, asked

    def _on_fetched(self, bars: object, clicked: float | None) -> None:
        assert isinstance(bars, SourceBars)
        self._silence()
        self._bars = bars
        self.found.emit(bars, clicked)
        if clicked is not None:
            self.play()

    def _on_failed(self, reason: str) -> None:
        self.close()  # what is still shown is of something else
        self.noted.emit(reason)

    def _stop_fetching(self) -> bool:
        """Whether there was something to stop."""
        was_fetching, job = self._is_fetching, self._fetching
        self._fetching = None
        if job is not None:
            job.cancel()
        return was_fetching

    @property
    def _is_fetching(self) -> bool:
        return self._fetching is not None and self._fetching.is_running

    def _silence(self) -> None:
        if self._is_heard:
            self._trial.stop()

    def _set_heard(self, is_heard: bool) -> None:
        if is_heard != self._is_heard:
            self._is_heard = is_heard
            self.heard.emit(is_heard)

    def _on_moved(self, tick: float) -> None:
        if self._is_heard:  # and not something else that is tried
            self.moved.emit(tick)

    def _on_changed(self, change: Change) -> None:
        is_other_model = change.before.settings.model != change.after.settings.model
        if change.is_new or is_other_model or change.fields & {"piece", "melody"}:
            self.close()
