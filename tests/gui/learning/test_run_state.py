"""A training's state grows event by event, and says in words how it stands."""

from __future__ import annotations

import pytest

from gui.learning.run_state import RunState, begun, failed, with_event
from gui.learning.run_words import facts, state_words, time_words
from melodyrnn.course.events import (
    Ended,
    Ending,
    Event,
    Learning,
    Paused,
    Resumed,
    Saved,
    Scanning,
)
from melodyrnn.course.history import History
from tests.gui.learning.courses import CORPUS, course, news


def after(*events: Event, history: History | None = None) -> RunState:
    state = begun("irish", history or History())
    for event in events:
        state = with_event(state, event)
    return state


def test_it_goes_from_reading_to_learning() -> None:
    phases = [after().phase, after(Scanning(1, 2)).phase, after(CORPUS).phase]
    assert [*phases, after(CORPUS, news(1)).phase] == [
        "starting", "scanning", "preparing", "learning",
    ]  # fmt: skip
    assert state_words(after(Scanning(1200, 3000))) == "Reading your music: 1,200 of 3,000 files"


def test_news_while_it_waits_does_not_wake_it() -> None:
    state = after(CORPUS, news(1), Paused(), news(2))
    assert state.phase == "paused"
    assert with_event(state, Resumed(2.0)).phase == "learning"


def test_one_taken_up_again_marks_where() -> None:
    before = after(*course(60)).history
    state = after(CORPUS, Resumed(60.0), history=before)
    assert state.joints == (60.0,)
    assert len(state.history.checks) == 3
    assert after().joints == ()


@pytest.mark.parametrize(
    ("how", "word"), [("done", "Done"), ("early", "no longer improved"), ("stopped", "Stopped")]
)
def test_an_end_with_a_model_says_that_it_is_ready(how: Ending, word: str) -> None:
    state = after(CORPUS, news(1), Saved("irish.safetensors"), Ended(how))
    assert state.is_kept
    assert not state.is_running
    assert word in state_words(state)
    assert "ready" in state_words(state)


def test_an_end_without_a_model_says_so() -> None:
    state = after(CORPUS, Ended("stopped"))
    assert not state.is_kept
    assert "nothing to keep" in state_words(state)


def test_a_suspended_one_can_be_taken_up_again() -> None:
    state = after(CORPUS, news(1), Ended("suspended", is_resumable=True))
    assert state.is_suspended
    assert "taken up again" in state_words(state)


def test_a_model_saved_before_it_broke_off_can_be_used() -> None:
    assert failed(after(CORPUS, Saved("irish.safetensors")), "Full.").is_kept
    assert not failed(after(CORPUS), "Full.").is_kept


def test_time_is_said_with_its_budget_and_what_is_left() -> None:
    words = time_words(after(CORPUS, news(240)))
    assert words == "4 min of 10 min \N{MIDDLE DOT} 5\N{EN DASH}8 minutes left"
    assert time_words(after(CORPUS, news(10))) == "10 s of 10 min"
    assert "left" not in time_words(after(CORPUS, news(240), Paused()))
    assert time_words(after(CORPUS)) == ""
    assert time_words(after(news(240), Ended("done"))) == "learned for 4 min"


def test_one_without_a_budget_says_until_when_it_goes_on() -> None:
    state = after(CORPUS, news(600, whole_s=24 * 3600))
    assert state.is_open_ended
    assert time_words(state) == "10 min so far; until it no longer improves"


def test_facts_are_dashes_until_they_are_known() -> None:
    assert {fact.text for fact in facts(RunState())} == {"\N{EM DASH}"}
    known = {fact.name: fact.text for fact in facts(after(CORPUS, news(240)))}
    assert known["Learns from"] == "188 melodies, 41,230 notes"
    assert known["Network"] == "LSTM, 2.4 million weights"
    assert known["Runs on"] == "Processor, 2 threads"
    assert known["Pace"] == "38 pieces a second"
    assert known["Memory"] == "642 MB"
    assert known["Begins with"] == "what Folk knows"


def test_the_markov_chain_is_known_from_either_event() -> None:
    assert after(CORPUS).markov == 2.71
    assert after(Saved("x", {}, 3.1)).markov == 3.1
    assert after(Learning(0.1, 1, 1, 1, 2.0)).markov == 0
