"""The trainer runs a real process, one that only speaks as a training does."""

from __future__ import annotations

import itertools
import logging
import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QElapsedTimer, QTimer
from pytestqt.qtbot import QtBot

from gui.trainer import CRASHED, ENDED_BY_SYSTEM, NICENESS, Trainer
from melodyrnn.course.events import CorpusRead, Ended, Learning, Paused, Resumed, Saved

Start = Callable[[str], "Told"]
WAIT_MS = 20_000


class Told:
    """A trainer, and all that it says, in order."""

    def __init__(self, how: str) -> None:
        self.trainer = Trainer(command=(sys.executable, "-m", "tests.gui.fake_training", how))
        self.events: list[object] = []
        self.words: list[str] = []
        self.trainer.event_read.connect(self.events.append)
        self.trainer.failed.connect(self.words.append)
        self.trainer.ended.connect(lambda: self.words.append("ended"))

    def has(self, kind: type) -> bool:
        return any(isinstance(event, kind) for event in self.events)


@pytest.fixture
def start(qapp: object) -> Iterator[Start]:
    assert qapp
    all_told: list[Told] = []

    def starting(how: str) -> Told:
        told = Told(how)
        all_told.append(told)
        told.trainer.start(["train", "--json", "--", "folder"])
        return told

    yield starting
    for told in all_told:
        told.trainer.suspend(0)


def test_it_takes_its_arguments_as_they_are(start: Start, qtbot: QtBot) -> None:
    told = start("arguments")
    assert told.trainer.is_running
    qtbot.waitUntil(lambda: bool(told.words), timeout=WAIT_MS)
    assert told.events == [Saved("train --json -- folder"), Ended("done")]
    assert told.words == ["ended"]
    assert not told.trainer.is_running


def test_pause_resume_and_stop_reach_it(start: Start, qtbot: QtBot) -> None:
    told = start("obey")
    told.trainer.pause()
    qtbot.waitUntil(lambda: told.has(Paused), timeout=WAIT_MS)
    seen = [told.trainer.is_paused]
    told.trainer.resume()
    qtbot.waitUntil(lambda: told.has(Resumed), timeout=WAIT_MS)
    assert [*seen, told.trainer.is_paused] == [True, False]
    told.trainer.stop()
    qtbot.waitUntil(lambda: bool(told.words), timeout=WAIT_MS)
    assert told.events[-2:] == [Saved("out.safetensors"), Ended("stopped")]
    assert told.words == ["ended"]


def test_its_rank_is_below_that_of_the_window(start: Start, qtbot: QtBot) -> None:
    told = start("obey")
    qtbot.waitUntil(lambda: told.has(CorpusRead), timeout=WAIT_MS)
    (corpus,) = told.events
    assert isinstance(corpus, CorpusRead)
    assert int(corpus.device.removeprefix("nice ")) >= NICENESS


def test_a_suspended_one_says_so_before_the_call_returns(start: Start, qtbot: QtBot) -> None:
    told = start("obey")
    qtbot.waitUntil(lambda: told.has(CorpusRead), timeout=WAIT_MS)
    assert told.trainer.suspend(WAIT_MS)
    assert told.events[-1] == Ended("suspended", is_resumable=True)
    assert told.words == ["ended"]
    assert not told.trainer.is_running


def test_one_that_does_not_let_go_is_killed_and_that_is_no_failure(
    start: Start, qtbot: QtBot
) -> None:
    told = start("ignore")
    qtbot.waitUntil(lambda: told.has(Learning), timeout=WAIT_MS)
    assert not told.trainer.suspend(50)
    assert told.words == ["ended"]
    told.trainer.stop()  # nobody is there to hear it


def test_it_may_be_started_again(start: Start, qtbot: QtBot) -> None:
    told = start("arguments")
    qtbot.waitUntil(lambda: told.words == ["ended"], timeout=WAIT_MS)
    told.trainer.start(["again"])
    qtbot.waitUntil(lambda: told.words == ["ended", "ended"], timeout=WAIT_MS)
    assert told.events[2:] == [Saved("again"), Ended("done")]


def test_a_line_may_come_in_pieces_between_others_that_say_nothing(
    start: Start, qtbot: QtBot
) -> None:
    told = start("stutter")
    for _ in range(4):
        told.trainer.pause()
    qtbot.waitUntil(lambda: bool(told.words), timeout=WAIT_MS)
    assert told.events == [Saved("Größe.safetensors"), Ended("done")]


def test_many_events_at_once_leave_the_window_its_turns(start: Start, qtbot: QtBot) -> None:
    told = start("flood")
    spent = QElapsedTimer()
    told.trainer.event_read.connect(lambda _: _spend_a_moment(spent))
    turns: list[int] = []
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: turns.append(len(told.events)))
    timer.start()
    qtbot.waitUntil(lambda: bool(told.words), timeout=WAIT_MS)
    timer.stop()
    assert [e.seconds for e in told.events if isinstance(e, Learning)] == list(range(800))
    most = max(b - a for a, b in itertools.pairwise(turns))
    assert most < 100  # of 800: no more than fit in a slice


def _spend_a_moment(clock: QElapsedTimer) -> None:
    clock.start()
    while clock.nsecsElapsed() < 200_000:
        pass


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("refuse", "No file could be used; choose another."),
        ("stumble", CRASHED),
        pytest.param(
            "vanish",
            ENDED_BY_SYSTEM,
            marks=pytest.mark.skipif(sys.platform == "win32", reason="no signals there"),
        ),
    ],
)
def test_what_went_wrong_is_one_sentence_and_the_log_has_the_rest(
    start: Start, qtbot: QtBot, caplog: pytest.LogCaptureFixture, how: str, sentence: str
) -> None:
    with caplog.at_level(logging.INFO):
        told = start(how)
        qtbot.waitUntil(lambda: len(told.words) > 1, timeout=WAIT_MS)
    assert told.words == [sentence, "ended"]
    assert "Some library warns." in caplog.text or how != "refuse"
    assert "KeyError" in caplog.text or how != "stumble"


def test_a_program_that_is_not_there_is_one_sentence(qtbot: QtBot) -> None:
    trainer = Trainer(command=("/no/such/program",))
    words: list[str] = []
    trainer.failed.connect(words.append)
    with qtbot.waitSignal(trainer.ended, timeout=WAIT_MS):
        trainer.start([])
    assert words == [CRASHED]
    assert not trainer.is_running
