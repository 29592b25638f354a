"""Jobs: what a person sees of long work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QElapsedTimer, QTimer
from pytestqt.qtbot import QtBot

from gui.jobs import CRASHED, SLICE_MS, Job, Jobs

TASKS = "tests.gui.job_tasks"


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    assert qapp
    jobs = Jobs()
    yield jobs
    jobs.close()


def start(jobs: Jobs, task: str, request: object = None) -> tuple[Job, list[object], list[str]]:
    """A job, what it gives and how it ends, as they come."""
    job = jobs.start(task, f"{TASKS}:{task}", request)
    items: list[object] = []
    ends: list[str] = []
    job.item_ready.connect(items.append)
    job.finished.connect(lambda: ends.append("finished"))
    job.cancelled.connect(lambda: ends.append("cancelled"))
    job.failed.connect(ends.append)
    return job, items, ends


def test_items_come_in_order_and_then_the_end(jobs: Jobs, qtbot: QtBot) -> None:
    _, items, ends = start(jobs, "count", 5)
    qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    assert (items, ends) == ([0, 1, 2, 3, 4], ["finished"])
    assert jobs.running == ()


def test_jobs_of_one_lane_run_one_after_another(jobs: Jobs, qtbot: QtBot) -> None:
    _, first, _ = start(jobs, "count", 3)
    _, second, ends = start(jobs, "count", 2)
    qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    assert (first, second) == ([0, 1, 2], [0, 1])


def test_a_cancelled_job_stops_and_the_next_one_runs(jobs: Jobs, qtbot: QtBot) -> None:
    job, items, ends = start(jobs, "count_for_ever", 0.005)
    _, after, after_ends = start(jobs, "count", 2)
    qtbot.waitUntil(lambda: len(items) > 3, timeout=20_000)
    job.cancel()
    qtbot.waitUntil(lambda: bool(after_ends), timeout=20_000)
    assert ends == ["cancelled"]
    assert after == [0, 1]


def test_a_job_that_hangs_is_ended_with_its_process_and_the_next_one_runs(
    jobs: Jobs, qtbot: QtBot
) -> None:
    job, items, ends = start(jobs, "hang")
    _, after, after_ends = start(jobs, "count", 2)
    qtbot.waitUntil(lambda: bool(items), timeout=20_000)
    job.cancel()
    qtbot.waitUntil(lambda: bool(after_ends), timeout=20_000)
    assert (ends, after, after_ends) == (["cancelled"], [0, 1], ["finished"])


def test_a_job_cancelled_while_it_waits_never_runs(jobs: Jobs, qtbot: QtBot) -> None:
    first, first_items, _ = start(jobs, "count_for_ever", 0.005)
    waiting, items, ends = start(jobs, "count", 2)
    waiting.cancel()
    assert ends == ["cancelled"]
    qtbot.waitUntil(lambda: len(first_items) > 1, timeout=20_000)
    first.cancel()
    _, _, after_ends = start(jobs, "count", 1)
    qtbot.waitUntil(lambda: bool(after_ends), timeout=20_000)
    assert items == []


def test_an_error_of_the_input_comes_as_its_sentence(jobs: Jobs, qtbot: QtBot) -> None:
    _, _, ends = start(jobs, "refuse", "No such key.")
    qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    assert ends == ["No such key."]


@pytest.mark.parametrize("task", ["stumble", "die"])
def test_a_bug_or_a_dead_process_is_one_sentence_and_the_next_job_runs(
    jobs: Jobs, qtbot: QtBot, task: str
) -> None:
    _, items, ends = start(jobs, task)
    _, after, after_ends = start(jobs, "count", 2)
    qtbot.waitUntil(lambda: bool(after_ends), timeout=20_000)
    assert (items, ends, after) == ([1], [CRASHED], [0, 1])


def test_lanes_do_not_wait_for_each_other(jobs: Jobs, qtbot: QtBot) -> None:
    start(jobs, "count_for_ever", 0.005)
    other = jobs.start("other", f"{TASKS}:count", 1, lane="files")
    with qtbot.waitSignal(other.finished, timeout=20_000):
        pass
    assert len(jobs.running) == 1


def test_the_worker_loads_neither_torch_nor_qt(jobs: Jobs, qtbot: QtBot) -> None:
    _, items, ends = start(jobs, "process")
    qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    assert items[1] == []


def test_closing_ends_all_jobs(jobs: Jobs, qtbot: QtBot) -> None:
    _, items, ends = start(jobs, "hang")
    qtbot.waitUntil(lambda: bool(items), timeout=20_000)
    jobs.close()
    assert ends == ["cancelled"]
    assert jobs.running == ()


def test_many_answers_at_once_leave_the_window_time_for_others(jobs: Jobs, qtbot: QtBot) -> None:
    job, items, ends = start(jobs, "count", 6)
    turns: list[int] = []
    turn = QTimer(interval=0)
    turn.timeout.connect(lambda: turns.append(len(items)))
    job.item_ready.connect(lambda _item: spend(2 * SLICE_MS))
    turn.start()
    qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    assert len(set(turns) - {0, 6}) > 2, "others had their turn between them"


def spend(milliseconds: int) -> None:
    """Does something that takes a while."""
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < milliseconds:
        pass
