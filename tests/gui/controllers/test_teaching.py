"""Teaching: from the wish to a model, with a training that the test plays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QObject, Signal

from gui.controllers.teaching import CHOICES_SUFFIX, Teaching, discard_run
from gui.learning.wish import StartWish
from gui.learning_requests import ChoicesRequest
from gui.trainer import Trainer
from melodyrnn.course.events import Ended, Event, Learning, Paused, Saved
from melodyrnn.course.history import History, Point
from melodyrnn.course.run_file import RunSummary
from tests.gui.fakes import FakeJobs


class FakeTrainer(QObject):
    """Remembers what it was told; the test tells its events."""

    event_read = Signal(object)
    failed = Signal(str)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []
        self.told: list[str] = []
        self.is_running = self.is_paused = False

    def start(self, arguments: Sequence[str]) -> None:
        self.given, self.is_running = list(arguments), True

    def pause(self) -> None:
        self.told.append("pause")

    def resume(self) -> None:
        self.told.append("resume")

    def stop(self) -> None:
        self.told.append("stop")

    def suspend(self, wait_ms: int) -> bool:
        self.told.append("suspend")
        return wait_ms > 0

    def tell(self, *events: Event) -> None:
        for event in events:
            self.event_read.emit(event)

    def end(self, failure: str = "") -> None:
        self.is_running = False
        if failure:
            self.failed.emit(failure)
        self.ended.emit()


class Class:
    """A teaching in a folder, and what it says."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.jobs, self.trainer = folder, FakeJobs(), FakeTrainer()
        self.teaching = Teaching(self.jobs, cast(Trainer, self.trainer), lambda: folder)
        self.learned: list[str] = []
        self.failures: list[str] = []
        self.status: list[str] = []
        self.teaching.learned.connect(self.learned.append)
        self.teaching.failed.connect(self.failures.append)
        self.teaching.status_changed.connect(lambda text, _tip: self.status.append(text))


@pytest.fixture
def lesson(tmp_path: Path) -> Class:
    return Class(tmp_path)


WISH = StartWish((Path("tunes"),), "irish", base="folk-and-song")


def test_a_wish_becomes_a_training_and_a_model(lesson: Class) -> None:
    lesson.teaching.start(WISH)
    assert lesson.trainer.given[:3] == ["train", "--name", "irish"]
    lesson.trainer.tell(Learning(0.5, 1.0, 30.0, 900, 2.0))
    assert lesson.status[-1] == "Learning irish  50%"
    lesson.trainer.tell(Saved(str(lesson.folder / "irish.safetensors")), Ended("done"))
    assert lesson.learned == [], "not before its process has ended"
    lesson.trainer.end()
    assert lesson.learned == ["irish"]
    assert lesson.status[-1] == ""


def test_what_was_decided_about_files_is_written_down_first(lesson: Class) -> None:
    wish = replace(WISH, left_out=frozenset({"abc"}))
    lesson.teaching.start(wish)
    path = lesson.folder / f"irish{CHOICES_SUFFIX}"
    assert lesson.jobs.last.request == ChoicesRequest(path, wish.left_out, wish.chosen)
    assert lesson.trainer.given == []
    assert lesson.teaching.is_running, "no second one may begin meanwhile"
    lesson.jobs.last.finish()
    assert str(path) in lesson.trainer.given


def test_decisions_that_cannot_be_written_down_stop_it(lesson: Class) -> None:
    lesson.teaching.start(replace(WISH, left_out=frozenset({"abc"})))
    lesson.jobs.last.fail("The disk is full.")
    assert lesson.failures == ["The disk is full."]
    assert lesson.trainer.given == []
    assert not lesson.teaching.is_running


def test_one_that_learned_nothing_brings_no_model(lesson: Class) -> None:
    lesson.teaching.start(WISH)
    lesson.trainer.end("There is too little to learn from.")
    assert lesson.failures == ["There is too little to learn from."]
    assert lesson.learned == []


def test_it_rests_goes_on_and_stops_as_it_is_told(lesson: Class) -> None:
    lesson.teaching.start(WISH)
    lesson.teaching.pause()
    lesson.trainer.tell(Paused())
    assert lesson.status[-1] == "irish: paused"
    lesson.teaching.go_on()
    lesson.teaching.stop()
    lesson.teaching.close()
    assert lesson.trainer.told == ["pause", "resume", "stop", "suspend"]


def interrupted(folder: Path) -> RunSummary:
    out = folder / "irish.safetensors"
    return RunSummary(
        path=out.with_suffix(".training"),
        name="irish",
        out=out,
        folders=(Path("tunes"),),
        core="lstm",
        size="base",
        base="",
        minutes=10.0,
        epochs=None,
        history=History((Point(61.0, 0.1, 2.0, 2.5),)),
        is_finished=False,
        saved_at="2026-11-23T02:00:00+00:00",
    )


def test_an_interrupted_one_goes_on_with_its_history(lesson: Class) -> None:
    begun: list[object] = []
    lesson.teaching.begun.connect(lambda *words: begun.extend(words))
    run = interrupted(lesson.folder)
    lesson.teaching.resume(run)
    assert begun == ["irish", run.history]
    assert lesson.trainer.given[:2] == ["train", "--resume"]
    assert str(run.out) in lesson.trainer.given


def test_discarding_leaves_the_model(tmp_path: Path) -> None:
    run = interrupted(tmp_path)
    left = [tmp_path / f"irish{suffix}" for suffix in (".training", CHOICES_SUFFIX)]
    for path in (*left, run.out):
        path.touch()
    discard_run(run)
    assert run.out.exists()
    assert not any(path.exists() for path in left)
    discard_run(run)  # it may be gone already
