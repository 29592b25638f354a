"""The doctor at work: what is read when, and what stays of the user's decisions."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.learning.doctor import Doctor
from gui.learning.wish import StartWish
from gui.learning_requests import Finding, SurveyBegan, SurveyRequest
from tests.gui.fakes import FakeJobs
from tests.gui.learning.music_rows import FOLDER, TOP, chords, good

ENOUGH = Finding("Enough.", is_enough=True, tunes=1)


@pytest.fixture
def jobs(qtbot: QtBot) -> FakeJobs:  # noqa: ARG001  timers need an application
    return FakeJobs()


@pytest.fixture
def doctor(jobs: FakeJobs) -> Doctor:
    """One that has read three files."""
    doctor = Doctor(jobs)
    doctor.add([FOLDER])
    jobs.last.give(SurveyBegan(3), (good("a"), chords("b")), (chords("c"),), ENOUGH)
    jobs.last.finish()
    return doctor


def request_of(jobs: FakeJobs) -> SurveyRequest:
    request = jobs.last.request
    assert isinstance(request, SurveyRequest)
    return request


def test_reading_goes_from_empty_to_ready(jobs: FakeJobs) -> None:
    doctor = Doctor(jobs)
    assert (doctor.stage, doctor.music.problem) == ("empty", "Choose music to learn from first.")
    doctor.add([FOLDER])
    jobs.last.give(SurveyBegan(3), (good("a"),))
    assert (doctor.stage, doctor.progress.done, doctor.progress.total) == ("scanning", 1, 3)
    assert doctor.music.problem == "The music is still being read."
    jobs.last.give(ENOUGH)
    jobs.last.finish()
    assert (doctor.stage, doctor.finding, doctor.music.problem) == ("ready", ENOUGH, "")
    assert (doctor.music.name, doctor.music.tunes) == ("music", 1)


def test_reading_lies_on_the_lane_that_takes_do_not_wait_for(jobs: FakeJobs) -> None:
    Doctor(jobs).add([FOLDER])
    assert jobs.last.lane == "files"


def test_stopping_keeps_what_was_found_and_reading_on_reads_it_all(jobs: FakeJobs) -> None:
    doctor = Doctor(jobs)
    doctor.add([FOLDER])
    first = jobs.last
    first.give(SurveyBegan(3), (good("a"),))
    doctor.stop()
    assert not first.job.is_running
    assert (doctor.stage, doctor.model.rowCount()) == ("stopped", 1)
    assert "to its end" in doctor.music.problem
    doctor.read()
    assert request_of(jobs).places == (FOLDER,)
    jobs.last.give(SurveyBegan(3), (good("a"), good("b")))
    assert doctor.model.rowCount() == 2


def test_a_repair_reads_only_its_files_and_then_weighs_the_whole(
    doctor: Doctor, jobs: FakeJobs, qtbot: QtBot
) -> None:
    row = doctor.model.files[1]
    doctor.repair([row], TOP)
    assert request_of(jobs).places == (row.path,)
    assert request_of(jobs).chosen == {"hash of b": {"top-line"}}
    assert not request_of(jobs).has_finding
    assert doctor.music.problem == "Files are still being repaired."
    jobs.last.give(SurveyBegan(1), (good("b", applied=(TOP,)),))
    with qtbot.waitSignal(jobs.changed):
        jobs.last.finish()
    qtbot.waitUntil(lambda: not request_of(jobs).is_live)
    assert request_of(jobs).places == (FOLDER,)
    assert request_of(jobs).has_finding
    assert doctor.model.tally.learned == 2


def test_a_repair_for_all_like_this_passes_over_what_is_left_out(
    doctor: Doctor, jobs: FakeJobs
) -> None:
    doctor.leave([doctor.model.files[1]])
    doctor.repair_all(TOP)
    assert request_of(jobs).places == (doctor.model.files[2].path,)


def test_a_repair_is_taken_back(doctor: Doctor, jobs: FakeJobs) -> None:
    row = doctor.model.files[1]
    doctor.repair([row], TOP)
    jobs.last.finish()
    doctor.repair([row], TOP, False)
    assert request_of(jobs).chosen == {}
    assert request_of(jobs).places == (row.path,)


def test_rows_say_what_files_hold_also_where_the_user_left_them_out(
    doctor: Doctor, jobs: FakeJobs, qtbot: QtBot
) -> None:
    before = len(jobs.started)
    doctor.leave([doctor.model.files[0]])
    qtbot.waitUntil(lambda: len(jobs.started) > before)
    assert request_of(jobs).left_out == {"hash of a"}
    doctor.add([Path("/more")])
    assert request_of(jobs).left_out == frozenset()
    assert request_of(jobs).places == (FOLDER, Path("/more"))


def test_other_parts_read_everything_again(doctor: Doctor, jobs: FakeJobs) -> None:
    before = len(jobs.started)
    doctor.set_reading("melody", frozenset())
    assert len(jobs.started) == before
    doctor.set_reading("top", frozenset({"quantise"}))
    assert request_of(jobs).parts == "top"
    assert request_of(jobs).repairs == {"quantise"}


def test_what_comes_too_late_is_not_taken(doctor: Doctor, jobs: FakeJobs) -> None:
    first = jobs.last
    doctor.forget()
    first.job.item_ready.emit((good("z"),))
    assert (doctor.stage, doctor.model.rowCount()) == ("empty", 0)


def test_a_folder_without_music_is_said_and_put_away(jobs: FakeJobs, qtbot: QtBot) -> None:
    doctor = Doctor(jobs)
    doctor.add([FOLDER])
    with qtbot.waitSignal(doctor.failed) as failed:
        jobs.last.fail("There are no MIDI files in it; choose another folder.")
    assert failed.args == ["There are no MIDI files in it; choose another folder."]
    assert (doctor.stage, doctor.places) == ("empty", ())


def test_nothing_to_learn_from_is_a_reason_not_to_start(doctor: Doctor) -> None:
    doctor.leave(doctor.model.files)
    assert doctor.music.problem.startswith("Nothing here can be learned from")


def test_a_plan_gets_folders_and_decisions(doctor: Doctor) -> None:
    doctor.leave([doctor.model.files[0]])
    doctor.repair([doctor.model.files[1]], TOP)
    wish = doctor.completed(StartWish((), "irish"))
    assert wish.folders == (FOLDER,)
    assert wish.left_out == {"hash of a"}
    assert wish.chosen == {"hash of b": {"top-line"}}


def test_twins_are_named_by_each_other(doctor: Doctor, jobs: FakeJobs) -> None:
    a, b = (file.path for file in doctor.model.files[:2])
    doctor.read()
    jobs.last.give(Finding("Enough.", is_enough=True, twins=((a, b),)))
    assert "same tune as b" in str(doctor.model.index(0, 1).data())
