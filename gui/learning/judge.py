"""Judging a model: starts it in the worker, says how far it is, and what came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, Signal

from gui.jobs import Job, Jobs
from gui.learning.card_words import capital
from gui.learning_requests import Judged, JudgeNews, JudgeRequest, ModelEntry
from melodyrnn.course.words import remaining

TASK = "gui.card_tasks:judge"
SILENT_S, SILENT_SHARE = 3.0, 0.04
"""Before that nothing is foretold."""
DOUBT = 0.25
"""What is foretold may be wrong by so much."""


@dataclass(frozen=True, slots=True)
class Judging:
    """How a judging stands. title: what is done now, count: how far that is, in words.

    share: of all there is to do, 0-1. left: time to go in words, "" while unknown.
    """

    model: Path
    name: str
    folder: Path
    title: str = "Getting ready"
    count: str = ""
    share: float = 0.0
    left: str = ""


class Judge(QObject):
    """One model at a time.

    changed: `judging`, or what is in the way of a model, is another. judged: the file of a
    model, and its `Judged`. failed: the file of a model, and a sentence.
    """

    changed = Signal()
    judged = Signal(object, object)
    failed = Signal(object, str)

    def __init__(
        self,
        jobs: Jobs,
        parent: QObject | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """clock: seconds from whenever."""
        super().__init__(parent)
        self.judging: Judging | None = None
        self.last_folder: Path | None = None
        """What was judged by last."""
        self._jobs, self._clock = jobs, clock
        self._problems: dict[Path, str] = {}
        self._job: Job | None = None
        self._began_s = 0.0

    def problem_of(self, model: Path) -> str:
        """Why a model could not be judged last time; "" if it could, or was not."""
        return self._problems.get(model, "")

    def forget(self, model: Path) -> None:
        """The file of that name is gone, or another one."""
        self._problems.pop(model, None)

    def start(self, model: ModelEntry, folder: Path) -> None:
        """Judges a model by the music in a folder, unless one is being judged."""
        if self._job is not None:
            return
        self.last_folder = folder
        self._problems.pop(model.path, None)
        self._began_s = self._clock()
        self.judging = Judging(model.path, model.name, folder)
        request = JudgeRequest(model.path, (folder,))
        title = f"Judging {model.name}"
        self._job = self._jobs.start(title, TASK, request, "judging", is_of_user=True)
        self._job.item_ready.connect(self._on_item)
        self._job.failed.connect(partial(self._on_failed, model.path))
        self._job.ended.connect(self._on_ended)
        self.changed.emit()

    def cancel(self) -> None:
        """Gives it up; the card from before stays."""
        if self._job is not None:
            self._job.cancel()

    def _on_item(self, item: object) -> None:
        if self.judging is None:
            return
        if isinstance(item, Judged):
            self.judged.emit(self.judging.model, item)
        elif isinstance(item, JudgeNews):
            self.judging = replace(
                self.judging,
                title=capital(item.title),
                count=f"{item.done:,} of {item.total:,}" if item.total > 1 else "",
                share=item.share,
                left=left_words(self._clock() - self._began_s, item.share),
            )
            self.changed.emit()

    def _on_failed(self, model: Path, sentence: str) -> None:
        self._problems[model] = sentence
        self.failed.emit(model, sentence)

    def _on_ended(self) -> None:
        self._job = self.judging = None
        self.changed.emit()


def left_words(seconds: float, share: float) -> str:
    """Time to go after so many seconds, in which `share` (0-1) was done; "" while unknown."""
    if seconds < SILENT_S or share < SILENT_SHARE:
        return ""
    left = seconds * (1 - share) / share
    return remaining((1 - DOUBT) * left, (1 + DOUBT) * left)
