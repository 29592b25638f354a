"""The doctor: has folders looked through, and keeps what the user decides about files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from gui.jobs import Job, Jobs
from gui.learning.advice import Music
from gui.learning.doctor_model import DoctorModel
from gui.learning.wish import StartWish
from gui.learning_requests import (
    FileRow,
    Finding,
    Offer,
    Parts,
    SurveyBegan,
    SurveyRequest,
)
from melodyrnn.shelf import fit_name

Stage: TypeAlias = Literal["empty", "scanning", "stopped", "ready"]
"""scanning: files are still being read. stopped: the user stopped that. ready: all are."""

TASK = "gui.learning_tasks:survey"
PAUSE_MS = 600
"""After the last decision the whole is weighed anew."""


_NOT_YET: dict[Stage, str] = {
    "empty": "Choose music to learn from first.",
    "scanning": "The music is still being read.",
    "stopped": "Let the music be read to its end first.",
}
"""Why learning cannot begin."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far reading is; total is 0 while files are still being looked for."""

    done: int = 0
    total: int = 0


class Doctor(QObject):
    """Music that was chosen, what is in it, and what is decided about it.

    changed: stage, progress, sums, finding or decisions are others. failed: a sentence.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(
        self, jobs: Jobs, parent: QObject | None = None, cache: Path | None = None
    ) -> None:
        """cache: folder of what is known of files from before; None: the usual one."""
        super().__init__(parent)
        self.model = DoctorModel(self)
        self.model.changed.connect(self.changed)
        self.places: tuple[Path, ...] = ()
        self.parts: Parts = "melody"
        self.repairs: frozenset[str] = frozenset()
        self.stage: Stage = "empty"
        self.progress = Progress()
        self.finding: Finding | None = None
        self.offers: tuple[Offer, ...] = ()
        """All repairs there are, once reading has begun."""
        self.is_mending = False
        """Whether repaired files are being read again."""
        self._jobs, self._cache = jobs, cache
        self._reading: Job | None = None
        self._weighing: Job | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._weigh)

    @property
    def music(self) -> Music:
        """What there is to learn from, as the plan needs to know it."""
        tally = self.model.tally
        name = fit_name(self.places[0].stem) if self.places else ""
        tunes = self.finding.tunes if self.finding is not None else tally.lines
        return Music(name, tunes, tally.notes, self._problem())

    def completed(self, wish: StartWish) -> StartWish:
        """A plan with the folders, and with what was decided about their files."""
        left_out, chosen = self.model.left_out, dict(self.model.chosen)
        return replace(wish, folders=self.places, left_out=left_out, chosen=chosen)

    def add(self, places: Sequence[Path]) -> None:
        """More folders or files to learn from; what was found and decided stays."""
        new = [place for place in dict.fromkeys(places) if place not in self.places]
        self.places += tuple(new)
        if new:
            self.read()

    def forget(self) -> None:
        """No music any more."""
        self._stop_jobs()
        self.places, self.stage, self.finding = (), "empty", None
        self.model.clear()
        self.changed.emit()

    def read(self) -> None:
        """Reads all there is, from the beginning; files known from before come at once."""
        self._stop_jobs()
        self.stage, self.progress, self.finding = "scanning", Progress(), None
        self._reading = self._start("Reading your music", self._request())
        self._reading.finished.connect(self._on_read)
        self._reading.failed.connect(self._on_unreadable)
        self.changed.emit()

    def stop(self) -> None:
        """Stops reading; what was found so far stays to be seen."""
        if self.stage == "scanning":
            self._stop_jobs()
            self.stage = "stopped"
            self.changed.emit()

    def set_reading(self, parts: Parts, repairs: frozenset[str]) -> None:
        """What to take from all files; they are read again if that is something else."""
        if (parts, repairs) != (self.parts, self.repairs):
            self.parts, self.repairs = parts, repairs
            if self.stage != "empty":
                self.read()

    def repair(self, files: Sequence[FileRow], offer: Offer, is_wanted: bool = True) -> None:
        """Makes a repair in some files, or takes it back; only these are read again."""
        chosen = self.model.chosen
        for content in {file.content for file in files}:
            names = chosen.get(content, frozenset()) - {offer.repair}
            chosen[content] = names | {offer.repair} if is_wanted else names
            if not chosen[content]:
                del chosen[content]
        if self.stage == "scanning":
            self.read()
            return
        self._stop_jobs()
        self.is_mending = True
        paths = tuple(file.path for file in files)
        request = self._request(places=paths, has_finding=False)
        self._reading = self._start("Repairing", request)
        self._reading.finished.connect(self._on_mended)
        self._reading.failed.connect(self._on_unreadable)
        self.changed.emit()

    def repair_all(self, offer: Offer) -> None:
        """Makes a repair wherever it is offered."""
        self.repair([f for f in self.model.files if self._is_offered(f, offer)], offer)

    def leave(self, files: Sequence[FileRow], is_left_out: bool = True) -> None:
        """Leaves files out, or takes them in again."""
        self.model.set_left_out(files, is_left_out=is_left_out)
        self._pause.start()

    def _problem(self) -> str:
        if self.stage in _NOT_YET:
            return _NOT_YET[self.stage]
        if self.is_mending:
            return "Files are still being repaired."
        if not self.model.tally.learned:
            return "Nothing here can be learned from yet; repair files, or add others."
        return ""

    def _is_offered(self, file: FileRow, offer: Offer) -> bool:
        return offer in file.offered and not self.model.is_left_out(file)

    def _request(self, **others: Any) -> SurveyRequest:
        """Rows say what a file holds in any case: left out is none, but where all are weighed."""
        request = SurveyRequest(
            self.places, self.parts, self.repairs, dict(self.model.chosen), cache=self._cache
        )
        return replace(request, **others)

    def _start(self, title: str, request: SurveyRequest) -> Job:
        job = self._jobs.start(title, TASK, request, "files")
        job.item_ready.connect(partial(self._on_item, job))
        return job

    def _on_item(self, job: Job, item: object) -> None:
        if job not in (self._reading, self._weighing):
            return
        is_first = self.stage == "scanning"
        if isinstance(item, SurveyBegan) and is_first:
            self.progress, self.offers = Progress(0, item.total), item.offers
            self.changed.emit()
        elif isinstance(item, tuple):
            before = self.progress
            self.progress = Progress(min(before.done + len(item), before.total), before.total)
            self.model.take(item)
        elif isinstance(item, Finding):
            self.finding = item
            self.model.set_twins(_twin_names(item))
            self.changed.emit()

    def _on_read(self) -> None:
        self._reading, self.stage = None, "ready"
        self.model.arrange()
        self.changed.emit()
        if self.model.left_out:
            self._pause.start()

    def _on_unreadable(self, words: str) -> None:
        self._reading, self.is_mending = None, False
        self.stage = "ready" if self.model.files else "empty"
        if self.stage == "empty":
            self.places = ()
        self.changed.emit()
        self.failed.emit(words)

    def _on_mended(self) -> None:
        self._reading, self.is_mending = None, False
        self.model.arrange()
        self.changed.emit()
        self._pause.start()

    def _weigh(self) -> None:
        """Has the whole judged anew; files that others' repairs touched come again too."""
        if self.stage != "ready" or self._reading is not None:
            return
        if self._weighing is not None:
            self._weighing.cancel()
        request = self._request(left_out=self.model.left_out, is_live=False)
        job = self._weighing = self._start("Weighing your music", request)
        job.ended.connect(partial(self._on_weighed, job))

    def _on_weighed(self, job: Job) -> None:
        if self._weighing is job:
            self._weighing = None

    def _stop_jobs(self) -> None:
        self._pause.stop()
        self.is_mending = False
        jobs, self._reading, self._weighing = (self._reading, self._weighing), None, None
        for job in jobs:
            if job is not None:
                job.cancel()


def _twin_names(finding: Finding) -> dict[Path, str]:
    """For each file of a group the name of another one in it."""
    names = {}
    for group in finding.twins:
        for i, path in enumerate(group):
            names[path] = group[1 if i == 0 else 0].stem
    return names
