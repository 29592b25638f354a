"""The model manager's hands: lists models and unfinished trainings, and moves their files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFile, QObject, Signal

from gui.jobs import Job, Jobs
from gui.learning.judge import Judge
from gui.learning_requests import (
    AdoptRequest,
    CopyRequest,
    Judged,
    ModelEntry,
    RenameRequest,
    Shelf,
    ShelfRequest,
)
from melodyrnn.course.run_file import RunSummary
from melodyrnn.shelf import companions

TASKS = "gui.learning_tasks"


def move_to_trash(path: Path) -> bool:
    """Whether the system's trash took a file."""
    return QFile(str(path)).moveToTrash()


class ModelDesk(QObject):
    """What models there are.

    listed: `models` and `runs` are up to date. models_changed: files have changed, whoever
    offers models should list them anew. told, failed: a sentence. no_trash: a ModelEntry
    that cannot be put into a trash. added: the name of a model that was imported or renamed.
    renamed: what a model was called, and what it is called now.
    """

    listed = Signal()
    models_changed = Signal()
    told = Signal(str)
    failed = Signal(str)
    no_trash = Signal(object)
    added = Signal(str)
    renamed = Signal(str, str)

    def __init__(
        self,
        jobs: Jobs,
        parent: QObject | None = None,
        trash: Callable[[Path], bool] = move_to_trash,
    ) -> None:
        super().__init__(parent)
        self.models: tuple[ModelEntry, ...] = ()
        self.runs: tuple[RunSummary, ...] = ()
        """Trainings that were begun, finished or not, the latest first."""
        self.judge = Judge(jobs, self)
        self._jobs, self._trash = jobs, trash
        self._judged: dict[Path, Judged] = {}
        self._listing: Job | None = None
        self.judge.judged.connect(self._on_judged)

    def model(self, name: str) -> ModelEntry | None:
        """The model of a name."""
        return next((model for model in self.models if model.name == name), None)

    def run_of(self, model: ModelEntry) -> RunSummary | None:
        """The training that made a model, if its file is still there."""
        return next((run for run in self.runs if run.out == model.path), None)

    @property
    def unfinished(self) -> tuple[RunSummary, ...]:
        """Trainings that can be taken up again."""
        return tuple(run for run in self.runs if not run.is_finished)

    def refresh(self) -> None:
        """Lists models and trainings anew."""
        if self._listing is not None:
            self._listing.cancel()
        job = self._start("Listing models", "shelf", ShelfRequest())
        self._listing = job
        job.item_ready.connect(self._on_listed)
        job.ended.connect(partial(self._on_listing_ended, job))

    def rename(self, model: ModelEntry, wanted: str) -> None:
        """Calls a model of the user's otherwise."""
        if wanted != model.name:
            job = self._start("Renaming", "call_model", RenameRequest(model.name, wanted))
            job.item_ready.connect(lambda _name: self._forget(model.path))
            job.item_ready.connect(partial(self.renamed.emit, model.name))
            job.item_ready.connect(self._on_added)

    def adopt(self, path: Path) -> None:
        """Takes in a model file from elsewhere."""
        job = self._start("Importing a model", "adopt_model", AdoptRequest(path))
        job.item_ready.connect(self._on_added)

    def copy(self, model: ModelEntry, target: Path, *, with_sources: bool = True) -> None:
        """Copies a model to elsewhere, with what it learned from or without."""
        wish = CopyRequest(model.path, target, with_sources)
        job = self._start("Exporting a model", "copy_out", wish)
        job.item_ready.connect(lambda path: self.told.emit(f"Saved {path.name}."))

    def throw_away(self, model: ModelEntry) -> None:
        """Puts a model of the user's into the trash, with what lies beside it."""
        if not self._trash(model.path):
            self.no_trash.emit(model)
            return
        for file in companions(model.path):
            self._trash(file)
        self._on_gone(model, f"{model.name} is in the trash.")

    def delete(self, model: ModelEntry) -> None:
        """Removes a model for good."""
        try:
            model.path.unlink(missing_ok=True)
            for file in companions(model.path):
                file.unlink(missing_ok=True)
        except OSError as error:
            self.failed.emit(f"{model.name} cannot be deleted ({error.strerror or error}).")
            self._list_anew()  # half of it may be gone
            return
        self._on_gone(model, f"{model.name} is deleted.")

    def _on_gone(self, model: ModelEntry, words: str) -> None:
        self._forget(model.path)
        self.told.emit(words)
        self._list_anew()

    def _list_anew(self) -> None:
        self.refresh()
        self.models_changed.emit()

    def _forget(self, path: Path) -> None:
        """What was found out about the model there is not true of the next one."""
        self._judged.pop(path, None)
        self.judge.forget(path)

    def _start(self, title: str, task: str, request: object) -> Job:
        job = self._jobs.start(title, f"{TASKS}:{task}", request, "files")
        job.failed.connect(self._on_failed)
        return job

    def _on_listed(self, shelf: Shelf) -> None:
        known = {model.path: model.written_ns for model in self.models}
        for model in shelf.models:
            if known.get(model.path, model.written_ns) != model.written_ns:
                self._forget(model.path)
        for path in known.keys() - {model.path for model in shelf.models}:
            self._forget(path)
        self.models = tuple(map(self._with_card, shelf.models))
        self.runs = shelf.runs
        self.listed.emit()

    def _on_judged(self, path: Path, judged: Judged) -> None:
        """Its card is shown at once, and until a list has it that was made after."""
        self._judged[path] = judged
        self.models = tuple(map(self._with_card, self.models))
        self.listed.emit()

    def _with_card(self, model: ModelEntry) -> ModelEntry:
        latest = self._judged.get(model.path)
        if latest is None or (model.judged is not None and model.judged.card == latest.card):
            return model  # which knows whether the file has changed since
        return replace(model, judged=latest)

    def _on_listing_ended(self, job: Job) -> None:
        if self._listing is job:
            self._listing = None

    def _on_added(self, name: str) -> None:
        self.added.emit(name)
        self._list_anew()

    def _on_failed(self, words: str) -> None:
        self.failed.emit(words)
