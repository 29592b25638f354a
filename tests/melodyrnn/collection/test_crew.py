"""Workers and what becomes of the files that kill them."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from melodyrnn.collection.crew import Crew, Result
from melodyrnn.collection.examiner import Examined

# Speaks as a scanning process does; a file called "crash" ends it, "hang" stops it.
FAKE = """
import os, signal, struct, sys
from melodyrnn.collection.frames import read_frame, write_frame
def read():
    return read_frame(sys.stdin.buffer)
say = lambda message: write_frame(sys.stdout.buffer, message)
read()
say(b"ready\\n")
while (name := read()) is not None:
    if name == b"crash":
        os._exit(9)
    if name == b"hang":
        signal.pause()
    say(b"memory\\n" if name == b"big" else b"found\\n" + name)
    if name == b"big":
        break
"""


@contextmanager
def crew(code: str = FAKE, *, processes: int = 2, seconds: float = 20) -> Iterator[Crew]:
    made = Crew(b"", processes=processes, seconds=seconds, command=[sys.executable, "-c", code])
    try:
        yield made
    finally:
        made.close()


def results(made: Crew, names: Sequence[str]) -> dict[str, Result]:
    waiting = [*enumerate(names)]
    found: dict[str, Result] = {}
    while len(found) < len(names):
        while waiting and made.has_room:
            number, name = waiting.pop(0)
            made.submit(number, Path(name))
        found |= {names[number]: result for number, result in made.results(wait=True)}
    return found


def test_every_file_is_reported_on_once() -> None:
    names = [f"{i}" for i in range(40)]
    with crew() as made:
        assert results(made, names) == {n: Examined("found", n.encode()) for n in names}


@pytest.mark.parametrize(
    ("name", "result"),
    [("crash", "crashed"), ("hang", "slow"), ("big", Examined("memory"))],
)
def test_a_bad_file_is_dropped_alone(name: str, result: Result) -> None:
    if name == "hang" and sys.platform == "win32":
        pytest.skip("no signal to wait for")
    names = ["a", name, "b", "c", "d", "e"]
    with crew(processes=1, seconds=0.3 if name == "hang" else 20) as made:
        found = results(made, names)
    assert found.pop(name) == result
    assert found == {n: Examined("found", n.encode()) for n in "abcde"}


def test_workers_start_only_as_they_are_needed() -> None:
    with crew(processes=8) as made:
        results(made, ["a"])
        assert len(made.pids) == 1


def test_where_no_worker_starts_the_files_are_given_back() -> None:
    with crew("raise SystemExit(1)") as made:
        made.submit(3, Path("a"))
        made.submit(5, Path("b"))
        assert made.results(wait=True) == []
        assert made.is_out_of_order
        assert made.take_back() == [3, 5]
    with crew() as made:
        made = Crew(b"", processes=1, seconds=1, command=["/no/such/program"])
        made.submit(0, Path("a"))
        assert made.is_out_of_order
        assert made.take_back() == [0]


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")
def test_closing_ends_a_worker_that_hangs_at_once() -> None:
    with crew(processes=1) as made:
        made.submit(0, Path("hang"))
        (pid,) = made.pids
        watched = os.pidfd_open(pid)
    assert select.select([watched], [], [], 10)[0]
    os.close(watched)
