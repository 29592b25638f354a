"""Judging: the job, what is told of it, and the folders that suggest themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.learning.judge import Judge, left_words
from gui.learning.judge_menu import ANOTHER, judge_menu, offers
from gui.learning_requests import Judged, JudgeNews, JudgeRequest, ModelEntry
from tests.gui.fakes import FakeJobs
from tests.gui.learning.score_cards import GOOD

MODEL = ModelEntry("irish", Path("irish.safetensors"), is_shipped=False)
FOLDER = Path("tunes")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def jobs() -> FakeJobs:
    return FakeJobs()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def judge(jobs: FakeJobs, clock: Clock) -> Judge:
    judge = Judge(jobs, jobs, clock)
    judge.start(MODEL, FOLDER)
    return judge


def test_it_works_in_a_lane_of_its_own(judge: Judge, jobs: FakeJobs) -> None:
    assert jobs.last.request == JudgeRequest(MODEL.path, (FOLDER,))
    assert jobs.last.lane == "judging"
    assert jobs.last.job.is_of_user
    assert judge.last_folder == FOLDER


def test_there_is_one_at_a_time(judge: Judge, jobs: FakeJobs) -> None:
    judge.start(ModelEntry("other", Path("other.safetensors"), is_shipped=False), FOLDER)
    assert len(jobs.started) == 1


def test_it_tells_how_far_it_is_and_how_long_it_takes(
    judge: Judge, jobs: FakeJobs, clock: Clock
) -> None:
    clock.now = 60.0
    jobs.last.give(JudgeNews("writing takes", 54, 1200, 0.25))
    assert judge.judging is not None
    assert judge.judging.title == "Writing takes"
    assert judge.judging.count == "54 of 1,200"
    assert judge.judging.share == 0.25
    assert judge.judging.left == "2–4 minutes left"  # noqa: RUF001 (from ... to)


def test_too_soon_or_at_the_end_it_foretells_nothing_odd() -> None:
    assert left_words(1.0, 0.5) == ""
    assert left_words(10.0, 0.01) == ""
    assert left_words(10.0, 0.0) == ""
    assert left_words(10.0, 1.0) == "a few seconds left"


def test_the_card_comes_and_it_is_over(judge: Judge, jobs: FakeJobs) -> None:
    cards: list[object] = []
    judge.judged.connect(lambda path, judged: cards.append((path, judged)))
    jobs.last.give(Judged(GOOD))
    jobs.last.finish()
    assert cards == [(MODEL.path, Judged(GOOD))]
    assert judge.judging is None


def test_given_up_it_leaves_no_complaint(judge: Judge) -> None:
    judge.cancel()
    assert judge.judging is None
    assert judge.problem_of(MODEL.path) == ""
    judge.start(MODEL, FOLDER)
    assert judge.judging is not None


def test_what_went_wrong_stands_until_the_next_try(judge: Judge, jobs: FakeJobs) -> None:
    jobs.last.fail("There is no MIDI file in there; name a folder with .mid files.")
    assert judge.problem_of(MODEL.path).startswith("There is no MIDI file")
    assert judge.problem_of(Path("other.safetensors")) == ""
    judge.start(MODEL, FOLDER)
    assert judge.problem_of(MODEL.path) == ""


def test_of_a_model_that_is_gone_nothing_stands(judge: Judge, jobs: FakeJobs) -> None:
    jobs.last.fail("There is no MIDI file in there; name a folder with .mid files.")
    judge.forget(MODEL.path)
    assert judge.problem_of(MODEL.path) == ""


def test_the_last_folder_is_offered_first_then_what_it_learned_from(tmp_path: Path) -> None:
    last, learned = tmp_path / "last", tmp_path / "A & B"
    for folder in (last, learned):
        folder.mkdir()
    offered = offers(last, (learned, last, tmp_path / "gone"))
    assert [offer.folder for offer in offered] == [last, learned]
    assert offered[1].text == "“A && B”, which it learned from: what it knows is left out"
    assert offers(None, ()) == ()


@pytest.mark.usefixtures("qapp")
def test_the_menu_judges_by_what_is_picked_or_asks(tmp_path: Path) -> None:
    picked: list[object] = []
    menu = judge_menu(None, offers(tmp_path, ()), picked.append, lambda: picked.append("another"))
    first, _line, another = menu.actions()
    assert another.text() == ANOTHER
    first.trigger()
    another.trigger()
    assert picked == [tmp_path, "another"]
    menu.deleteLater()
