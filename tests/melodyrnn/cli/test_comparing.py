"""`melodyrnn compare`, with a session that learns nothing and one for real in its own tests."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from melodyrnn.cli import comparing
from melodyrnn.comparison.events import CoreBegun, CoreDone, Event, Measuring, Planned
from melodyrnn.comparison.results import Comparison, read_results
from melodyrnn.comparison.session import CompareRequest
from melodyrnn.course.events import Learning
from tests.comparisons import usual
from tests.melodyrnn.cli.conftest import Run


class FakeSession:
    """Finds what is usual, one network after the other; may be stopped after some."""

    ends_after = 5

    def __init__(self, request: CompareRequest) -> None:
        self.request, self._done = request, 0

    def run(self) -> Iterator[Event]:
        found = usual()
        yield Planned(tuple(c.name for c in found.asked), 2)
        for i, outcome in enumerate(found.outcomes):
            if self._done == self.ends_after:
                raise KeyboardInterrupt
            yield CoreBegun(outcome.name, i + 1, 5)
            yield Learning(1, 1, 60, 1000, 2.0, held_out={"without_velocity": 2.0})
            yield Measuring(outcome.name, "cost")
            self._done += 1
            yield CoreDone(outcome.name, outcome.best.nats, 1000)

    @property
    def comparison(self) -> Comparison:
        return replace(usual(), outcomes=usual().outcomes[: self._done])


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> type[FakeSession]:
    monkeypatch.setattr(comparing, "CompareSession", FakeSession)
    monkeypatch.setattr(FakeSession, "ends_after", 5)
    return FakeSession


@pytest.mark.usefixtures("session")
def test_people_are_told_who_did_best_and_where_the_report_lies(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder" / "mine.html"
    ended = run("compare", tmp_path, "--out", out)

    assert (ended.status, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert " ".join(lines[0].split()) == "rnn 2.40 nats a note, 1,000 notes a second"
    assert "the GRU and the LSTM foresaw best" in ended.out
    assert lines[-1] == f"Report: {out}"
    assert [p.name for p in out.parent.iterdir()] == ["mine.html"]


@pytest.mark.usefixtures("session")
def test_programs_are_told_in_json_lines_and_get_the_results(run: Run, tmp_path: Path) -> None:
    out, results = tmp_path / "a.html", tmp_path / "a.json"
    ended = run("compare", tmp_path, "--out", out, "--results", results, "--json")

    told = [json.loads(line) for line in ended.out.splitlines()]
    assert [t["name"] for t in told if t["event"] == "core"][-1] == "lstm + memory"
    assert told[-1] == {
        "event": "report", "path": str(out), "results": str(results), "is_complete": True,
    }  # fmt: skip
    assert read_results(results) == usual()


def test_ctrl_c_leaves_a_report_of_those_that_are_through(
    run: Run, tmp_path: Path, session: type[FakeSession], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "ends_after", 2)
    out = tmp_path / "a.html"
    ended = run("compare", tmp_path, "--out", out)

    assert (ended.status, ended.err) == (0, "")
    assert "the report tells of those that are" in ended.out
    assert "nothing is known of LSTM" in out.read_text(encoding="utf-8")


def test_ctrl_c_before_anything_is_done_leaves_nothing(
    run: Run, tmp_path: Path, session: type[FakeSession], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "ends_after", 0)
    ended = run("compare", tmp_path, "--out", tmp_path / "a.html")

    assert (ended.status, ended.err) == (130, "melodyrnn: stopped.\n")
    assert not (tmp_path / "a.html").exists()


@pytest.mark.parametrize(
    "wrong",
    [["--cores", "cello"], ["--cores", ","], ["--minutes", "0"], ["--minutes", "nan"],
     ["--size", "huge"], ["--memory", "maybe"], ["--seed", "-1"]],
)  # fmt: skip
def test_wrong_options_are_one_line(run: Run, tmp_path: Path, wrong: list[str]) -> None:
    ended = run("compare", tmp_path, *wrong)

    assert (ended.status, ended.out, ended.err.count("\n")) == (2, "", 1)


@pytest.mark.usefixtures("session")
def test_a_place_that_cannot_be_written_to_is_found_before_learning(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    for out in (tmp_path, tmp_path / "file" / "a.html"):
        ended = run("compare", tmp_path, "--out", out)
        assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)


def test_a_folder_without_music_is_one_line(run: Run, tmp_path: Path) -> None:
    ended = run("compare", tmp_path, "--out", tmp_path / "a.html")

    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert not (tmp_path / "a.html").exists()


@pytest.mark.parametrize("lines", [["what?", "stop"], []])
def test_a_program_stops_it_by_the_word_or_by_closing_the_pipe(lines: list[str]) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt):
        _wait_to_be_stopped(lines)
    assert signal.getsignal(signal.SIGTERM) is before


def _wait_to_be_stopped(lines: list[str]) -> None:
    with comparing._stopped_by_word(iter(lines)):
        late = time.monotonic() + 20
        while time.monotonic() < late:
            pass


def test_a_word_that_comes_when_it_is_over_stops_nothing() -> None:
    told, over = threading.Event(), threading.Event()

    def lines() -> Iterator[str]:
        over.wait()
        yield "stop"
        told.set()  # asked for no more after "stop": never reached

    with comparing._stopped_by_word(lines()):
        pass
    over.set()
    for thread in threading.enumerate():
        if thread.name == "commands":
            thread.join()
    assert not told.is_set()
