"""Learning: the window of that name, connected with what teaches, plays and composes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.controllers.models import Models
from gui.controllers.room_maker import RoomMaker
from gui.controllers.teaching import Teaching, discard_run
from gui.controllers.trial import Trial
from gui.dialogs.file_choice import choose_folder, choose_midi_files, show_in_folder
from gui.jobs import Jobs
from gui.look import Look
from gui.panels.notices import Notice
from gui.requests import UnfinishedRequest
from melodyrnn.course.events import Sampled
from melodyrnn.course.history import History
from melodyrnn.course.run_file import RunSummary

if TYPE_CHECKING:
    from gui.learning.room import LearnRoom
    from gui.learning.window import Page
    from gui.learning.wish import StartWish

RESUME, USE = "resume-learning", "use-model:"
"""What the buttons of notices say when they are pressed."""
BUSY = "A network is learning already; one at a time."


class Learning(QObject):
    """What the Learn menu does.

    failed: a sentence that deserves a notice. noticed: a `Notice` for the main window.
    running_changed: whether a training runs, and whether it rests.
    """

    failed = Signal(str)
    noticed = Signal(object)
    running_changed = Signal(bool, bool)

    def __init__(
        self, jobs: Jobs, trial: Trial, models: Models, teaching: Teaching, look: Look
    ) -> None:
        super().__init__(jobs)
        self.teaching = teaching
        self._jobs, self._trial, self._models, self._look = jobs, trial, models, look
        self._room: LearnRoom | None = None
        self._maker = RoomMaker(jobs, look)
        self._sample = 0
        self._folder = Path.home()
        self._unfinished: RunSummary | None = None
        self._new: frozenset[str] = frozenset()
        teaching.learned.connect(self._on_learned)
        teaching.failed.connect(self._on_broken)
        trial.moved.connect(self._on_moved)
        trial.ended.connect(self._on_silent)
        for source in (teaching.begun, teaching.told, teaching.ended):
            source.connect(self._tell_running)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions of the Learn menu do."""
        return {
            "learn": lambda: self.open("learn"),
            "models": lambda: self.open("models"),
            "compare": lambda: self.open("compare"),
            "pause_learning": lambda rests: (
                self.teaching.pause() if rests else self.teaching.go_on()
            ),
            "stop_learning": self.teaching.stop,
        }

    @property
    def is_open(self) -> bool:
        """Whether the window was asked for already."""
        return self._room is not None

    @property
    def room(self) -> LearnRoom:
        """The window and what is in it; built when it is first asked for."""
        if self._room is None:
            self._room = self._maker.room()
            self._connect(self._room)
        return self._room

    def open(self, page: Page) -> None:
        """Shows the window at a page."""
        room = self.room
        room.models.refresh()
        if page == "learn" and self.teaching.is_running:
            room.window.show_progress(on=True)
        room.window.open_at(page)

    def learn_from(self, places: list[Path]) -> None:
        """Opens the window with folders or files to learn from."""
        self.room.doctor.add(places)
        self.open("learn")
        self.room.window.show_progress(on=False)

    def act(self, key: str) -> bool:
        """The button of a notice was pressed; whether it was one of ours."""
        if key == RESUME and self._unfinished is not None:
            self.resume(self._unfinished)
        elif key.startswith(USE):
            self._models.use(key.removeprefix(USE))
        else:
            return False
        return True

    def look_for_unfinished(self) -> None:
        """Offers to take up a training that was interrupted; once the window is there."""
        self._maker.prepare()
        job = self._jobs.start("Looking for trainings", "gui.tasks:unfinished", UnfinishedRequest())
        job.item_ready.connect(self._on_unfinished)

    def start(self, wish: StartWish) -> None:
        """Teaches a network as the plan says, from the music that the doctor has seen."""
        self.teaching.start(self.room.doctor.completed(wish))

    def resume(self, run: RunSummary) -> None:
        """Takes up a training that was interrupted, and shows it."""
        self.open("learn")
        if not self.teaching.is_running:
            self.teaching.resume(run)

    def close(self) -> None:
        """Suspends what is learned, and closes the window."""
        self.teaching.close()
        self._maker.close()
        if self._room is not None:
            self._room.compare.close_down()
            self._room.window.close()
            self._room.window.deleteLater()

    def _connect(self, room: LearnRoom) -> None:
        self._connect_teaching(room)
        self._look.changed.connect(room.set_colours)
        room.window.dropped.connect(self.learn_from)
        room.music.folder_asked.connect(self._on_folder_asked)
        room.music.files_asked.connect(self._on_files_asked)
        room.music.reveal_asked.connect(show_in_folder)
        room.music.listen_asked.connect(self._trial.hear_file)
        room.progress.play_asked.connect(self._on_play)
        room.progress.stop_play_asked.connect(self._trial.stop)
        room.window.closed.connect(self._trial.stop)
        room.models.listed.connect(self._on_listed)
        room.models.models_changed.connect(self._models.refresh)
        room.models.renamed.connect(self._models.follow)
        room.models.told.connect(lambda words: self._notify(Notice(words, "good")))
        room.models_page.use_asked.connect(self._use)
        for offering in (room.models_page, room.offer):
            offering.resume_asked.connect(self.resume)
            offering.discard_asked.connect(self._on_discard)
        room.doctor.changed.connect(lambda: room.compare.set_places(room.doctor.places))
        room.compare.folder_asked.connect(self._on_folder_to_compare)
        room.compare.running_changed.connect(lambda _on: self._set_busy())
        for source in (room.doctor, room.models, self._trial):
            source.failed.connect(self._on_failed)

    def _connect_teaching(self, room: LearnRoom) -> None:
        teaching, page = self.teaching, room.progress
        room.plan.start_asked.connect(
            lambda wish: room.ask_to_replace(wish.name, partial(self.start, wish))
        )
        room.plan.watch_asked.connect(
            lambda: self.open("learn" if teaching.is_running else "compare")
        )
        teaching.begun.connect(self._on_begun)
        teaching.told.connect(page.take)
        teaching.failed.connect(page.set_failed)
        teaching.ended.connect(room.models.refresh)
        page.pause_asked.connect(teaching.pause)
        page.resume_asked.connect(self._on_resume)
        page.stop_asked.connect(teaching.stop)
        page.another_asked.connect(lambda: room.window.show_progress(on=False))
        page.compose_asked.connect(lambda: self._use(teaching.name))
        page.reveal_asked.connect(lambda: show_in_folder(teaching.out))
        self.running_changed.connect(lambda _runs, _rests: self._set_busy())

    def _set_busy(self) -> None:
        """One at a time: a training, or networks being compared."""
        room, teaches = self.room, self.teaching.is_running
        is_taken = teaches or room.compare.is_running
        room.plan.set_busy(is_taken)
        room.models_page.set_busy(BUSY if is_taken else "")
        room.models_page.set_learning(self.teaching.name if teaches else "")
        room.compare.set_busy(BUSY if teaches else "")

    def _on_begun(self, title: str, history: History) -> None:
        room = self.room
        room.offer.offer(None)
        if self._unfinished is not None:  # the main window may still offer it
            self._unfinished = None
            self.noticed.emit(Notice(f"“{title}” is learning; you can go on composing.", "good"))
        room.progress.begin(title, history)
        room.window.show_progress(on=True)
        room.progress.setFocus()  # not a button: Enter twice would start and stop

    def _on_resume(self) -> None:
        """Go on: where it rests, or where it was suspended."""
        if self.teaching.is_running:
            self.teaching.go_on()
            return
        runs = (run for run in self.room.models.unfinished if run.out == self.teaching.out)
        if (run := next(runs, None)) is not None:
            self.teaching.resume(run)
        else:
            self.teaching.resume_last(self.room.progress.state.history)

    def _on_folder_asked(self) -> None:
        if folder := choose_folder(self.room.window, self._folder, "Learn From Folder"):
            self._folder = folder.parent
            self.learn_from([folder])

    def _on_folder_to_compare(self) -> None:
        if folder := choose_folder(self.room.window, self._folder, "Compare on Folder"):
            self._folder = folder.parent
            self.room.compare.set_places((folder,))

    def _on_files_asked(self) -> None:
        if files := choose_midi_files(self.room.window, self._folder):
            self._folder = files[0].parent
            self.learn_from(files)

    def _on_unfinished(self, runs: tuple[RunSummary, ...]) -> None:
        """The latest is offered; the others stand on the page of models."""
        if not runs or self.teaching.is_running:
            return
        self._unfinished = runs[0]
        words = f"Learning “{runs[0].name}” was interrupted; nothing is lost."
        self.noticed.emit(Notice(words, action="Resume", key=RESUME))

    def _on_listed(self) -> None:
        room = self.room
        room.plan.set_models(room.models.models)
        room.plan.set_unfinished(run.name for run in room.models.unfinished)
        if not self.teaching.is_running:
            interrupted = (r for r in room.models.unfinished if r.ended != "stopped")
            room.offer.offer(next(interrupted, None))

    def _on_discard(self, run: RunSummary) -> None:
        if not (self.teaching.is_running and run.out == self.teaching.out):
            self.room.ask_to_discard(run, partial(self._discard, run))

    def _discard(self, run: RunSummary) -> None:
        try:
            discard_run(run)
        except OSError as error:
            self._on_failed(f"{run.name} cannot be discarded ({error.strerror or error}).")
        self.room.models.refresh()

    def _on_learned(self, name: str) -> None:
        self._new |= {name}
        self.room.models_page.set_new(self._new)
        self._models.refresh()
        words = f"“{name}” has learned from your music."
        self.noticed.emit(Notice(words, "good", action="Compose With It", key=f"{USE}{name}"))

    def _on_broken(self, sentence: str) -> None:
        if not self.room.window.isVisible():
            self.failed.emit(sentence)

    def _on_failed(self, sentence: str) -> None:
        """Said where it is seen."""
        if self.room.window.isVisible():
            self.room.notices.notify(Notice(sentence, "warning"))
        else:
            self.failed.emit(sentence)

    def _notify(self, notice: Notice) -> None:
        if self.room.window.isVisible():
            self.room.notices.notify(notice)
        else:
            self.noticed.emit(notice)

    def _use(self, name: str) -> None:
        self._models.use(name)
        self.room.window.close()
        self.noticed.emit(Notice(f"From now on “{name}” writes the takes.", "good"))

    def _on_play(self, sample: Sampled) -> None:
        self._trial.hear_sample(sample)
        self._sample = sample.check

    def _on_moved(self, tick: float) -> None:
        if self._sample:
            self.room.progress.set_playing(self._sample, tick)

    def _on_silent(self) -> None:
        if self._sample:
            self._sample = 0
            self.room.progress.set_playing(0)

    def _tell_running(self, *_news: object) -> None:
        self.running_changed.emit(self.teaching.is_running, self.teaching.is_paused)
