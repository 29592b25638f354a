"""A comparison as it stands, event by event."""

from __future__ import annotations

import math
from dataclasses import replace

from gui.learning.compare_state import (
    CompareState,
    head_words,
    network_words,
    said,
    score_words,
    seconds_left,
    share_of,
    time_words,
    with_event,
)
from gui.learning.live_curves import live_plot
from melodyrnn.comparison.events import CoreBegun, CoreDone, Event, Measuring, Planned, Reported
from melodyrnn.course.events import CorpusRead, Learning

PLANNED = (Planned(("rnn", "lstm + memory"), 2), CorpusRead(9, 9, 80, 8000, 10, markov_nats_per_note=2.7))  # fmt: skip  # noqa: E501
BEGUN = (CoreBegun("rnn", 1, 2, 1_200_000), Measuring("rnn", "reach"))
DONE = (Measuring("rnn", "context"), CoreDone("rnn", 2.0, 900))


def learning(share: float, score: float | None = None) -> Learning:
    seconds = 120 * share
    held_out = {} if score is None else {"without_velocity": score}
    return Learning(
        share, 1, seconds, 100, 2.0, remaining_s=(120 - seconds, 120 - seconds), held_out=held_out
    )


def after(*events: Event, at: float = 0.0) -> CompareState:
    state = CompareState("irish", 2)
    for event in events:
        state = with_event(state, event, at)
    return state


def test_nothing_is_known_while_the_music_is_read() -> None:
    state = after()
    assert head_words(state) == "Reading your music…"
    assert math.isnan(seconds_left(state, 3))
    assert time_words(state, 3) == "3 s"
    assert (share_of(state), live_plot(state)) == (0, None)


def test_a_network_waits_gets_ready_learns_is_measured_and_is_through() -> None:
    told = [network_words(after(*PLANNED).networks[0])]
    events: list[Event] = [*PLANNED]
    for event in (*BEGUN, learning(0.25, 3.0), *DONE):
        events.append(event)
        told.append(network_words(after(*events).networks[0]))
    assert told == [
        "waits its turn", "gets ready", "gets ready", "learns · 25%",
        "measuring how much past it uses", "is through · 1.2 million parameters",
    ]  # fmt: skip
    state = after(*events)
    assert (state.done, state.at_work) == (1, None)
    assert state.networks[1].phase == "waiting"
    assert "1 of 2 networks are through · 80 lines with 8,000 notes" in head_words(state)


def test_the_best_score_so_far_is_told_as_a_chance() -> None:
    state = after(*PLANNED, *BEGUN, learning(0.1, 2.0), learning(0.2, 2.4), learning(0.3))
    network = state.networks[0]
    assert score_words(network) == ("1 in 7.4", "2.00 nats a note")
    assert said(network).startswith("plain RNN: learns · 30%, finds")
    assert score_words(state.networks[1]) == ("", "")
    assert said(state.networks[1]) == "LSTM + memory: waits its turn"


def test_time_left_counts_what_waits_and_what_measuring_took_before() -> None:
    begun = after(*PLANNED, *BEGUN, at=5)
    assert seconds_left(begun, 5) > 240
    half = with_event(begun, learning(0.5, 3.0), 65)
    assert 180 < seconds_left(half, 65) < seconds_left(begun, 5)
    through = with_event(half, DONE[1], 165)  # 160 s: 40 more than it learned
    assert seconds_left(through, 165) == 160
    assert time_words(through, 165) == "2 min 45 s · 2\N{EN DASH}4 minutes left"
    last = through
    for event in (CoreBegun("lstm + memory", 2, 2), learning(1, 2.0), Measuring("", "cost")):
        last = with_event(last, event, 165)
    measuring = with_event(last, Measuring("lstm + memory", "cost"), 290)
    assert seconds_left(measuring, 300) == 25
    assert seconds_left(measuring, 900) == 1


def test_the_whole_share_only_grows() -> None:
    events = (*PLANNED, *BEGUN, learning(0.5, 3.0), *DONE)
    shares = [share_of(after(*events[:n])) for n in range(len(events) + 1)]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 0.5)


def test_one_that_is_stopped_says_what_the_report_will_tell() -> None:
    nothing = replace(after(*PLANNED), is_stopping=True)
    one = replace(after(*PLANNED, *BEGUN, learning(1, 3.0), *DONE), is_stopping=True)
    assert head_words(nothing) == "Stopping; no network is through yet."
    assert head_words(one) == "Stopping; the report tells of 1 of 2 networks."
    assert "left" not in time_words(one, 10)
    assert network_words(one.networks[1], is_stopping=True) == "is left out"


def test_the_report_is_the_last_word() -> None:
    assert after(*PLANNED, Reported("a.html")).is_reported


def test_the_live_plot_leaves_out_how_badly_they_begin() -> None:
    state = after(*PLANNED, *BEGUN, learning(0.1, 15.0), learning(0.5, 2.5))
    plot = live_plot(state)
    assert plot is not None
    assert [series.points for series in plot.series] == [((60.0, 2.5),)]
    assert [rule.value for rule in plot.rules] == [2.7]


def test_a_network_that_never_gives_a_number_is_drawn_nowhere() -> None:
    assert live_plot(after(*PLANNED, *BEGUN, learning(0.5, math.nan))) is None
