"""The Learn menu: its window, and what it tells the main one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

from gui.controllers.learning import RESUME, USE, Learning
from gui.controllers.models import Models
from gui.controllers.teaching import Teaching
from gui.controllers.trial import Trial
from gui.dialogs.message import MessageDialog
from gui.learning.wish import StartWish
from gui.learning_requests import SurveyRequest
from gui.look import Look
from gui.panels.notices import Notice
from gui.trainer import Trainer
from melodyrnn.course.events import Ended, Paused, Sampled, Saved
from melodyrnn.course.events import Learning as News
from tests.gui.controllers.studio import Studio
from tests.gui.controllers.test_teaching import FakeTrainer, interrupted

SAMPLE = Sampled(1, 2.0, ((0, 240, 60, 80), (240, 240, 62, 80)), begins=240)


class School:
    """The controller with its real window, over a training that the test plays."""

    def __init__(self, studio: Studio, app: QApplication, folder: Path) -> None:
        self.studio, self.trainer, self.folder = studio, FakeTrainer(), folder
        self.trial = Trial(studio.jobs, studio.playing)
        self.teaching = Teaching(studio.jobs, cast(Trainer, self.trainer), lambda: folder)
        models = Models(studio.document, studio.jobs)
        self.learning = Learning(studio.jobs, self.trial, models, self.teaching, Look(app, "dark"))
        self.notices: list[Notice] = []
        self.running: list[tuple[bool, bool]] = []
        self.learning.noticed.connect(self.notices.append)
        self.learning.running_changed.connect(lambda *how: self.running.append(how))

    @property
    def requests(self) -> list[object]:
        return [started.request for started in self.studio.jobs.started]

    def learn(self) -> None:
        """A training that has told of one check."""
        self.learning.room.doctor.places = (Path("tunes"),)
        self.learning.start(StartWish((), "irish", base="folk-and-song"))
        self.trainer.tell(News(0.5, 1.0, 30.0, 900, 2.0), SAMPLE)

    def end(self) -> None:
        self.trainer.tell(Saved(str(self.folder / "irish.safetensors")), Ended("done"))
        self.trainer.end()


@pytest.fixture
def school(studio: Studio, qapp: QApplication, tmp_path: Path) -> Iterator[School]:
    school = School(studio, qapp, tmp_path)
    yield school
    school.learning.close()


def test_there_is_one_window_for_all_pages(school: School, qapp: QApplication) -> None:
    def windows() -> set[QWidget]:
        return {w for w in qapp.topLevelWidgets() if w.objectName() == "learn_window"}

    others = windows()  # that other tests have closed, and Qt not yet deleted
    assert not school.learning.is_open
    for page in ("models", "learn"):
        school.learning.handlers()[page]()
        assert school.learning.room.window.page == page
    assert windows() - others == {school.learning.room.window}
    assert school.learning.room.window.isVisible()


def test_dropped_folders_are_looked_through(school: School) -> None:
    school.learning.learn_from([Path("tunes"), Path("songs")])
    surveys = [r for r in school.requests if isinstance(r, SurveyRequest)]
    assert [s.places for s in surveys] == [(Path("tunes"), Path("songs"))]


def test_learning_is_shown_and_the_model_offered_when_it_is_over(school: School) -> None:
    school.learn()
    assert school.trainer.given[-1] == "tunes"
    page = school.learning.room.progress
    assert page.state.title == "irish"
    assert len(page.state.history.samples) == 1
    assert school.running[-1] == (True, False)
    school.end()
    assert school.running[-1] == (False, False)
    assert [n.key for n in school.notices] == [f"{USE}irish"]
    assert school.learning.act(school.notices[0].key)
    assert school.studio.document.project.settings.model == "irish"


def test_whether_it_rests_is_told(school: School) -> None:
    school.learn()
    school.trainer.is_paused = True
    school.trainer.tell(Paused())
    assert school.running[-1] == (True, True)


def test_a_sample_is_heard_and_followed(school: School) -> None:
    school.learn()
    view = school.learning.room.progress
    view.play_asked.emit(SAMPLE)
    assert school.studio.heard() == [60, 62]
    view.stop_play_asked.emit()
    assert not school.studio.player.is_playing


def test_an_interrupted_training_is_offered_at_the_start(school: School) -> None:
    run = interrupted(school.folder)
    school.learning.look_for_unfinished()
    school.studio.jobs.last.give((run,))
    assert [n.key for n in school.notices] == [RESUME]
    assert school.learning.act(RESUME)
    assert school.trainer.given[:2] == ["train", "--resume"]
    assert school.learning.room.progress.state.history == run.history
    assert not school.notices[-1].action, "it is not offered any more"


def test_nothing_is_offered_where_nothing_was_interrupted(school: School) -> None:
    school.learning.look_for_unfinished()
    school.studio.jobs.last.give(())
    assert school.notices == []
    assert not school.learning.act("Parts"), "that is somebody else's button"


def test_a_failure_is_told_where_it_is_seen(school: School) -> None:
    failures: list[str] = []
    school.learning.failed.connect(failures.append)
    school.learning.open("learn")
    school.learn()
    school.trainer.end("The disk is full.")
    assert school.learning.room.progress.state.failure == "The disk is full."
    assert failures == [], "the page says it"
    school.learning.room.window.close()
    school.learn()
    school.trainer.end("The disk is full.")
    assert failures == ["The disk is full."]


def test_closing_suspends_what_is_learned(school: School) -> None:
    school.learn()
    school.learning.close()
    assert school.trainer.told == ["suspend"]


def answer(school: School, button: str) -> MessageDialog:
    """Answers the question in front of the window."""
    dialog = school.learning.room.window.findChildren(MessageDialog)[-1]
    next(b for b in dialog.findChildren(QPushButton) if b.text() == button).click()
    return dialog


def test_a_training_is_discarded_only_when_that_is_meant(school: School) -> None:
    run = interrupted(school.folder)
    run.path.write_bytes(b"run")
    school.learning.open("learn")
    offer = school.learning.room.offer
    offer.discard_asked.emit(run)
    assert run.path.exists()
    answer(school, "Keep It")
    assert run.path.exists()
    offer.discard_asked.emit(run)
    answer(school, "Discard")
    assert not run.path.exists()


def test_beginning_anew_asks_before_a_training_is_lost(school: School) -> None:
    room = school.learning.room
    room.models.runs = (interrupted(school.folder),)
    wish = StartWish((), room.models.runs[0].name.upper())
    room.plan.start_asked.emit(wish)
    assert not school.teaching.is_running
    answer(school, "Cancel")
    assert not school.teaching.is_running
    room.plan.start_asked.emit(wish)
    answer(school, "Begin Anew")
    assert school.teaching.is_running


def test_while_it_learns_the_window_opens_where_it_is_seen(school: School) -> None:
    school.learn()
    school.learning.learn_from([Path("songs")])
    assert school.learning.room.music.isVisible()
    school.learning.room.plan.watch.click()
    assert school.learning.room.progress.isVisible()
    school.learning.learn_from([Path("more songs")])
    school.learning.room.window.close()
    school.learning.open("learn")
    assert school.learning.room.progress.isVisible()


def test_enter_pressed_twice_does_not_start_and_stop(school: School) -> None:
    school.learning.open("learn")
    school.learn()
    focus = school.learning.room.window.focusWidget()
    assert not isinstance(focus, QAbstractButton)


def test_what_goes_wrong_with_the_music_is_said_in_front(school: School) -> None:
    failures: list[str] = []
    school.learning.failed.connect(failures.append)
    school.learning.open("learn")
    school.learning.room.doctor.failed.emit("There are no MIDI files.")
    notice = school.learning.room.notices.notice
    assert (notice and notice.text, failures) == ("There are no MIDI files.", [])
    school.learning.room.window.close()
    school.learning.room.doctor.failed.emit("There are no MIDI files.")
    assert failures == ["There are no MIDI files."]


def test_what_broke_off_is_taken_up_where_it_was_saved(school: School) -> None:
    school.learning.open("learn")
    school.learn()
    school.trainer.end("The system ended it.")
    run = replace(interrupted(school.folder), out=school.teaching.out)
    school.learning.room.models.runs = (run,)
    school.learning.room.progress.resume_asked.emit()
    assert school.trainer.given[:2] == ["train", "--resume"]
    assert school.learning.room.progress.state.history == run.history


def test_a_training_that_was_stopped_is_not_called_interrupted(school: School) -> None:
    room = school.learning.room
    room.models.runs = (replace(interrupted(school.folder), ended="stopped"),)
    room.models.listed.emit()
    assert room.offer.run is None
    assert room.models.unfinished, "it can be taken up on the page of models"


def test_what_is_used_is_said_in_place_of_the_offer(school: School) -> None:
    school.learn()
    school.end()
    school.learning.room.progress.compose_asked.emit()
    assert "irish" in school.notices[-1].text
    assert not school.notices[-1].action
