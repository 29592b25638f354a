"""The worker process, seen from its pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import pytest

from gui.frames import frame, read_frame
from gui.worker import find_task, outcome
from gui.workshop import Workshop
from melodyrnn.errors import RequestError
from tests.gui.job_tasks import count
from tests.source import ROOT

TASKS = "tests.gui.job_tasks"


def tell(
    task: str, request: object, *, stop_after: int = 99
) -> tuple[tuple[str, str], list[object]]:
    items: list[object] = []
    ended = outcome(
        find_task(f"{TASKS}:{task}"), Workshop(()), request, items.append,
        lambda: len(items) >= stop_after,
    )  # fmt: skip
    return ended, items


def test_a_task_is_found_by_its_name() -> None:
    assert find_task(f"{TASKS}:count").__code__.co_name == count.__name__


def test_a_task_that_ends_is_done() -> None:
    assert tell("count", 3) == (("done", ""), [0, 1, 2])


def test_a_task_stops_at_the_next_answer() -> None:
    assert tell("count", 9, stop_after=2) == (("cancelled", ""), [0, 1])


def test_a_sentence_is_handed_on_and_a_bug_is_a_traceback() -> None:
    assert tell("refuse", "No such key.")[0] == ("failed", "No such key.")
    how, words = tell("stumble", None)[0]
    assert how == "broken"
    assert "ZeroDivisionError" in words


def test_too_little_memory_is_a_sentence() -> None:
    def greedy(_shop: Workshop, _request: Any) -> Iterator[object]:
        yield 1
        raise MemoryError

    how, words = outcome(greedy, Workshop(()), None, lambda _item: None, lambda: False)
    assert how == "failed"
    assert "memory" in words


def test_a_breath_is_no_answer() -> None:
    def breathe(_shop: Workshop, _request: Any) -> Iterator[object]:
        yield None
        raise RequestError("after it")

    items: list[object] = []
    outcome(breathe, Workshop(()), None, items.append, lambda: False)
    assert items == []


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "gui.worker"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    yield process
    process.kill()
    process.communicate()


def put(worker: subprocess.Popen[bytes], *message: object) -> None:
    pipe = cast(BinaryIO, worker.stdin)
    pipe.write(frame(message))
    pipe.flush()


def got(worker: subprocess.Popen[bytes]) -> tuple[Any, ...] | None:
    return read_frame(cast(BinaryIO, worker.stdout))


def test_loose_words_do_not_get_among_the_answers(worker: subprocess.Popen[bytes]) -> None:
    put(worker, "run", 1, f"{TASKS}:stumble", None)
    first, last = got(worker), got(worker)
    assert first == ("item", 1, 1)
    assert last is not None
    assert last[:2] == ("broken", 1)


def test_a_cancelled_task_says_so_and_the_next_is_done(worker: subprocess.Popen[bytes]) -> None:
    put(worker, "run", 1, f"{TASKS}:count_for_ever", 0.001)
    got(worker)
    put(worker, "run", 2, f"{TASKS}:count", 1)
    put(worker, "cancel", 1)
    answers = []
    while (answer := got(worker)) != ("done", 2, ""):
        answers.append(answer)
    assert ("cancelled", 1, "") in answers
    assert answers[-1] == ("item", 2, 0)


def test_it_ends_with_the_window(worker: subprocess.Popen[bytes]) -> None:
    cast(BinaryIO, worker.stdin).close()
    assert worker.wait(timeout=30) == 0
    worker.stdin = None
