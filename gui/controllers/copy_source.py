"""The source of a copy: the bars of the training music it is from, to be seen and heard."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from gui.controllers.trial import Trial
from gui.document.copied import CopiedStretch
from gui.document.document import Change, Document
from gui.jobs import Job, Jobs
from gui.requests import SourceBars, SourceRequest
from melodyrnn.generation.recipe import Recipe
from melodyrnn.music.tempo import TempoChange, TempoMap


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
        self._is_heard = False
        trial.moved.connect(self._on_moved)
        trial.ended.connect(lambda: self._set_heard(False))
        document.changed.connect(self._on_changed)

    def show(self, stretch: CopiedStretch, recipe: Recipe | None, clicked: float | None) -> None:
        """Fetches the bars a stretch is from.

        recipe: of the take that it is of, if of one. clicked: the tick, if the mouse asked.
        """
        self._stop_fetching()
        request = SourceRequest(stretch, self._document.project.settings.model, recipe)
        job = self._jobs.start("Opening the source", "gui.copy_tasks:source_of", request)
        job.item_ready.connect(lambda bars: self._on_fetched(bars, clicked))
        job.failed.connect(self.noted)
        self._fetching = job

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
        """It is not wanted any more; whether one was shown."""
        self._stop_fetching()
        if self._bars is None:
            return False
        self._silence()
        self._bars = None
        self.left.emit()
        return True

    def _on_fetched(self, bars: object, clicked: float | None) -> None:
        assert isinstance(bars, SourceBars)
        self._silence()
        self._bars = bars
        self.found.emit(bars, clicked)

    def _stop_fetching(self) -> None:
        if self._fetching is not None:
            self._fetching.cancel()
            self._fetching = None

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
        if change.is_new:
            self.close()
