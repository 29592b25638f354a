"""Teaching: one training at a time, from the wish to the model, across closing the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.jobs import Jobs
from gui.learning.wish import StartWish, arguments, resume_arguments
from gui.learning_requests import ChoicesRequest
from gui.trainer import Trainer
from melodyrnn.course.events import Learning, Paused, Resumed, Saved
from melodyrnn.course.history import History
from melodyrnn.course.run_file import SUFFIX as RUN_SUFFIX
from melodyrnn.course.run_file import RunSummary
from melodyrnn.course.words import chance
from melodyrnn.shelf import user_folder

CHOICES_SUFFIX = ".choices"
"""What was decided about single files lies beside the model, until it is discarded."""

SUSPEND_MS = 4000
"""So long closing the program waits for a training to save itself."""


class Teaching(QObject):
    """Runs `melodyrnn train` and knows which model it makes.

    begun: a title and the history so far. told: an event of `melodyrnn.course.events`. failed:
    why it broke off. ended: it runs no more. learned: name of a model that is ready.
    status_changed: how far it is in a few words ("" for nothing), and in a sentence.
    """

    begun = Signal(str, object)
    told = Signal(object)
    failed = Signal(str)
    ended = Signal()
    learned = Signal(str)
    status_changed = Signal(str, str)

    def __init__(
        self, jobs: Jobs, trainer: Trainer | None = None, folder: Callable[[], Path] = user_folder
    ) -> None:
        """folder: where the user's models lie."""
        super().__init__(jobs)
        self._jobs = jobs
        self._folder = folder
        self._trainer = trainer or Trainer(self)
        self._name = ""
        self._out = Path()
        self._saved: Saved | None = None
        self._is_starting = False
        self._trainer.event_read.connect(self._on_event)
        self._trainer.failed.connect(self._on_failed)
        self._trainer.ended.connect(self._on_ended)

    @property
    def is_running(self) -> bool:
        """Whether a training is at work, or waits."""
        return self._is_starting or self._trainer.is_running

    @property
    def is_paused(self) -> bool:
        """Whether it waits."""
        return self._trainer.is_paused

    @property
    def name(self) -> str:
        """Of the model that learns, or learned last."""
        return self._name

    @property
    def out(self) -> Path:
        """The file of that model."""
        return self._out

    def start(self, wish: StartWish) -> None:
        """Starts a training; only when none runs."""
        assert not self.is_running
        self._begin(wish.name, self._folder() / f"{wish.name}.safetensors")
        if not wish.has_choices:
            self._trainer.start(arguments(wish))
            return
        path = self._folder() / f"{wish.name}{CHOICES_SUFFIX}"
        self._is_starting = True
        request = ChoicesRequest(path, wish.left_out, wish.chosen)
        job = self._jobs.start(
            "Writing down your choices", "gui.learning_tasks:keep_choices", request, "files"
        )
        job.finished.connect(lambda: self._start_with(arguments(wish, path)))
        job.failed.connect(self._on_unwritten)

    def resume(self, run: RunSummary) -> None:
        """Takes up a training that was interrupted; only when none runs."""
        assert not self.is_running
        self._begin(run.name, run.out, run.history)
        self._trainer.start(resume_arguments(run.out, run.folders))

    def resume_last(self, history: History) -> None:
        """Takes up the training that ran last and was suspended, with what it has told."""
        self._begin(self._name, self._out, history)
        self._trainer.start(resume_arguments(self._out, ()))

    def pause(self) -> None:
        """Lets it rest; its state is on disk then."""
        self._trainer.pause()

    def go_on(self) -> None:
        """Lets it go on where it rested."""
        self._trainer.resume()

    def stop(self) -> None:
        """Ends it and keeps the best so far."""
        self._trainer.stop()

    def close(self) -> None:
        """Suspends what runs; the next start offers to take it up again."""
        self._trainer.blockSignals(True)
        self._trainer.suspend(SUSPEND_MS)

    def _begin(self, name: str, out: Path, history: History | None = None) -> None:
        self._name, self._out, self._saved = name, out, None
        self.begun.emit(name, history or History())
        self.status_changed.emit(f"Learning {name}", "")

    def _start_with(self, given: list[str]) -> None:
        self._is_starting = False
        self._trainer.start(given)

    def _on_unwritten(self, sentence: str) -> None:
        self._is_starting = False
        self._on_failed(sentence)
        self.ended.emit()

    def _on_event(self, event: object) -> None:
        if isinstance(event, Learning):
            self._tell(f"{event.share:.0%}", event)
        elif isinstance(event, Paused):
            self.status_changed.emit(f"{self._name}: paused", "It rests; click to go on")
        elif isinstance(event, Resumed):
            self.status_changed.emit(f"Learning {self._name}", "")
        elif isinstance(event, Saved):
            self._saved = event
        self.told.emit(event)

    def _tell(self, share: str, news: Learning) -> None:
        """In the status bar of the main window."""
        chances = f"It finds the next note with {chance(news.nats_per_note)}; click to watch"
        self.status_changed.emit(f"Learning {self._name}  {share}", chances)

    def _on_failed(self, sentence: str) -> None:
        self.failed.emit(sentence)

    def _on_ended(self) -> None:
        self.status_changed.emit("", "")
        self.ended.emit()
        if self._saved is not None:
            self.learned.emit(Path(self._saved.path).stem)


def discard_run(run: RunSummary) -> None:
    """Forgets how to go on with a training; a model that is in its file stays.

    Raises:
        OSError: the files cannot be removed.
    """
    for suffix in (RUN_SUFFIX, CHOICES_SUFFIX):
        run.out.with_suffix(suffix).unlink(missing_ok=True)
