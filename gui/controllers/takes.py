"""Continuing: from G to takes in their slots, as they are ready."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from gui.controllers.audition import Audition
from gui.controllers.slots import SLOTS, Slots, next_number
from gui.document.document import Change, Document
from gui.document.project import Idea
from gui.document.settings import TakeSettings
from gui.jobs import Job, Jobs
from gui.requests import MoreRequest, RecipeRequest, TakesRequest

MAX_RANDOM_SEED = 10_000


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


class Takes(QObject):
    """Has takes written and puts them into slots.

    generating_changed: whether takes are on their way. noted: a sentence for the status bar.
    failed: why there are no takes; "" once there is no more reason. announced: for screen
    readers. now: ISO 8601.
    """

    generating_changed = Signal(bool)
    noted = Signal(str)
    failed = Signal(str)
    announced = Signal(str)

    def __init__(
        self,
        document: Document,
        jobs: Jobs,
        slots: Slots,
        audition: Audition,
        now: Callable[[], str] = _now,
    ) -> None:
        super().__init__(document)
        self._document = document
        self._jobs = jobs
        self._slots = slots
        self._audition = audition
        self._now = now
        self._job: Job | None = None
        self._written: TakeSettings | None = None
        self._has_sources = True
        document.changed.connect(self._on_changed)

    @property
    def is_generating(self) -> bool:
        """Whether takes are on their way."""
        return self._job is not None

    def set_has_sources(self, has_sources: bool) -> None:
        """Whether the model in force came with what a limit to copying needs."""
        self._has_sources = has_sources

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions that make takes do."""
        return {
            "generate": self.generate,
            "more_like_this": self.more_like_heard,
            "stop_generating": self.cancel,
            "recreate": self.recreate,
            "roll_dice": self.roll_dice,
        }

    def generate(self) -> None:
        """New takes; other ones than before unless the random seed is locked."""
        if not self._document.project.settings.is_seed_locked:
            self.roll_dice()
        self._write()

    def reroll(self) -> None:
        """While a take loops: the same random seed under other settings, to hear the change."""
        changed = _what_matters(self._settings)
        if self._audition.is_sounding and changed != self._written:
            self._write()

    def roll_dice(self) -> None:
        """Another random seed."""
        settings = self._document.project.settings
        self._document.set_settings(
            replace(settings, random_seed=secrets.randbelow(MAX_RANDOM_SEED))
        )

    def more_like_heard(self) -> None:
        """Takes like the one that is heard, at a middling distance."""
        if (idea := self._audition.idea) is None:
            self.noted.emit("Listen to a take first (keys 1 to 8); then ask for more like it.")
        else:
            self.more_like(idea.identifier, 0.5)

    def more_like(self, identifier: str, distance: float) -> None:
        """Takes like an idea; distance: 0 close to 1 far."""
        project = self._document.project
        idea = project.idea(identifier)
        if idea.recipe is None:
            self.noted.emit("This idea was made by hand; there is no recipe to vary.")
            return
        number = next_number(project.ideas)
        request = MoreRequest(idea, self._settings, distance, number, self._now())
        self._written = None  # its recipe is not that of the panel
        self._slots.expect(project.settings.takes)
        slots = SLOTS[: project.settings.takes]
        self._start("More like this", "gui.tasks:more_like", request, slots)

    def recreate(self) -> None:
        """The take of the recipe on the clipboard, beside the others."""
        text = QGuiApplication.clipboard().text()
        request = RecipeRequest(text, next_number(self._document.project.ideas), self._now())
        slot = self._slots.free()
        self._start("Re-creating a take", "gui.tasks:recreate", request, [slot])

    def cancel(self) -> None:
        """No more takes; those that are ready stay."""
        if self._job is not None:
            self._job.cancel()

    @property
    def _settings(self) -> TakeSettings:
        """As the panel shows them: no limit to copying where none can be kept."""
        settings = self._document.project.settings
        return settings if self._has_sources else replace(settings, most_copied=0)

    def _write(self) -> None:
        project = self._document.project
        request = TakesRequest(
            piece=project.piece,
            part=project.melody,
            settings=self._settings,
            key=project.key,
            first_number=next_number(project.ideas),
            now=self._now(),
        )
        self._written = _what_matters(self._settings)
        self._slots.expect(project.settings.takes)
        slots = SLOTS[: project.settings.takes]
        self._start("Writing takes", "gui.tasks:write_takes", request, slots)

    def _start(self, title: str, task: str, request: object, slots: Sequence[int]) -> None:
        self.failed.emit("")
        before, left = self._job, list(slots)
        job = self._job = self._jobs.start(title, task, request)
        if before is not None:
            before.cancel()  # only now: its end is not the end of generating

        def arrive(idea: Idea) -> None:
            self._document.add_ideas([idea])
            self._slots.fill(left.pop(0), idea)

        job.item_ready.connect(arrive)
        job.failed.connect(self.failed)
        job.ended.connect(lambda: self._on_ended(job, len(slots) - len(left)))
        self.generating_changed.emit(True)

    def _on_ended(self, job: Job, count: int) -> None:
        if self._job is not job:
            return  # another one has taken its place
        self._job = None
        self.generating_changed.emit(False)
        self._slots.settle(self._audition.slot)
        self._audition.show()
        if count:
            self.announced.emit(f"{count} take{'s' if count > 1 else ''} ready")

    def _on_changed(self, change: Change) -> None:
        if change.is_new:
            self.cancel()
            self._written = None


def _what_matters(settings: TakeSettings) -> TakeSettings:
    """Settings without those that change no take: how many there are, and the padlock."""
    return replace(settings, takes=1, is_seed_locked=False)
