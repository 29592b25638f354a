"""The Learn menu: its window, and what it tells the main one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication

from gui.controllers.learning import RESUME, USE, Learning
from gui.controllers.models import Models
from gui.controllers.teaching import Teaching
from gui.controllers.trial import Trial
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


def test_the_window_is_built_when_it_is_first_asked_for(school: School, qapp: QApplication) -> None:
    assert not any(w.objectName() == "learn_window" for w in qapp.topLevelWidgets())
    for page in ("models", "learn"):
        school.learning.handlers()[page]()
        assert school.learning.room.window.page == page
    windows = [w for w in qapp.topLevelWidgets() if w.objectName() == "learn_window"]
    assert [w.isVisible() for w in windows] == [True]


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
