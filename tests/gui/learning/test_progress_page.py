"""The page of a training, from its first event to its end."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot

from gui.learning.progress_page import SHOWN_EVERY_MS, ProgressPage
from gui.theme import DARK, LIGHT
from melodyrnn.course.events import Ended, Event, Paused, Resumed, Saved
from tests.gui.learning.courses import CORPUS, course, news


@pytest.fixture
def page(qtbot: QtBot) -> ProgressPage:
    page = ProgressPage(DARK)
    qtbot.addWidget(page)
    page.resize(1100, 680)
    page.show()
    return page


def tell(page: ProgressPage, events: Iterable[Event]) -> None:
    for event in events:
        page.take(event)


def buttons(page: ProgressPage) -> dict[str, bool]:
    """Those that are seen: text, and whether it can be pressed."""
    head = page.head
    every = (head.pause, head.stop, head.reveal, head.another, head.compose)
    return {b.text(): b.isEnabled() for b in every if b.isVisible()}


def counted(signal: SignalInstance) -> list[None]:
    heard: list[None] = []
    signal.connect(lambda: heard.append(None))
    return heard


def test_before_it_learns_only_stopping_is_possible(page: ProgressPage) -> None:
    page.begin("irish")
    assert buttons(page) == {"Pause": False, "Stop": True}
    assert page.head.pause.toolTip() == "It pauses once it has begun to learn"


def test_what_is_learned_can_be_paused_and_once_checked_be_kept(page: ProgressPage) -> None:
    page.begin("irish")
    tell(page, [CORPUS, news(1)])
    assert buttons(page) == {"Pause": True, "Stop": True}
    page.begin("irish")
    tell(page, [CORPUS, news(20, check=1, best=True)])
    assert buttons(page) == {"Pause": True, "Stop and Keep": True}


def test_a_wish_is_shown_until_it_is_done(page: ProgressPage) -> None:
    page.begin("irish")
    tell(page, course(30))
    pauses, resumes = counted(page.pause_asked), counted(page.resume_asked)
    page.head.pause.click()
    assert page.state.wish == "pause"
    assert not page.head.pause.isEnabled()
    page.take(Paused())
    assert buttons(page) == {"Resume": True, "Stop and Keep": True}
    page.head.pause.click()
    page.take(Resumed(30.0))
    assert buttons(page) == {"Pause": True, "Stop and Keep": True}
    assert (len(pauses), len(resumes)) == (1, 1)


def test_stop_is_asked_once(page: ProgressPage) -> None:
    page.begin("irish")
    tell(page, course(30))
    stops = counted(page.stop_asked)
    page.head.stop.click()
    page.head.stop.click()
    assert len(stops) == 1


def test_when_it_is_over_the_model_can_be_used(page: ProgressPage, qtbot: QtBot) -> None:
    page.begin("irish")
    tell(page, [*course(100), Saved("irish.safetensors"), Ended("done")])
    assert buttons(page) == {"Show File": True, "Train Another": True, "Use in Compose": True}
    for button, signal in (
        (page.head.compose, page.compose_asked),
        (page.head.another, page.another_asked),
        (page.head.reveal, page.reveal_asked),
    ):
        with qtbot.waitSignal(signal):
            button.click()
    assert page.verdict.kind == "better"


def test_one_that_was_suspended_offers_to_go_on(page: ProgressPage) -> None:
    page.begin("irish")
    tell(page, [*course(60), Ended("suspended", is_resumable=True)])
    assert buttons(page) == {"Resume": True, "Train Another": True}
    resumes = counted(page.resume_asked)
    page.head.pause.click()
    assert len(resumes) == 1


def test_a_failure_is_said_and_there_is_a_way_on(page: ProgressPage) -> None:
    page.begin("irish")
    tell(page, course(60))
    page.set_failed("The disk is full; free some space.")
    assert page.failure.isVisible()
    assert buttons(page) == {"Resume": True, "Back to My Music": True}
    page.begin("irish")
    assert not page.failure.isVisible()


def test_taken_up_again_the_curve_goes_on_where_it_was(page: ProgressPage) -> None:
    page.begin("irish")
    tell(page, course(100))
    history = page.state.history
    page.begin("irish", history)
    assert len(page.plot.curves.checks) == 5
    tell(page, [CORPUS, Resumed(100.0), news(101)])
    assert page.state.history.points[:-1] == history.points
    assert page.state.joints == (100.0,)


def test_much_news_at_once_is_shown_once(page: ProgressPage, qtbot: QtBot) -> None:
    page.begin("irish")
    tell(page, [CORPUS, news(1)])
    shown = page.plot.curves
    tell(page, course(60)[2:])
    assert page.plot.curves is shown
    qtbot.waitUntil(lambda: len(page.plot.curves.checks) == 3, timeout=20 * SHOWN_EVERY_MS)


def test_hidden_it_costs_nothing_and_shown_it_is_up_to_date(page: ProgressPage) -> None:
    page.begin("irish")
    page.hide()
    tell(page, course(60))
    assert page.plot.curves.checks == ()
    page.show()
    assert len(page.plot.curves.checks) == 3


def test_a_check_chosen_in_the_plot_is_the_one_to_hear_and_is_marked(page: ProgressPage) -> None:
    page.hide()
    page.begin("irish")
    tell(page, course(100))
    page.show()
    page.plot.check_chosen.emit(2)
    assert page.samples.sample is not None
    assert page.samples.sample.check == 2
    assert page.plot.curves.heard == 2


def test_what_is_to_be_heard_is_handed_on(page: ProgressPage, qtbot: QtBot) -> None:
    page.hide()
    page.begin("irish")
    tell(page, course(60))
    page.show()
    with qtbot.waitSignal(page.play_asked) as asked:
        page.samples.play.click()
    assert asked.args == [page.state.history.samples[-1]]
    page.set_playing(3, 480)
    with qtbot.waitSignal(page.stop_play_asked):
        page.samples.play.click()


def test_the_axis_switches_to_epochs_and_the_look_to_light(page: ProgressPage) -> None:
    page.hide()
    page.begin("irish")
    tell(page, course(600))
    page.show()
    before = page.grab().toImage()
    page.measures.button("epochs").click()
    assert page.plot.curves.measure == "epochs"
    in_epochs = page.grab().toImage()
    assert in_epochs != before
    page.set_colours(LIGHT)
    assert page.grab().toImage() != in_epochs


def test_the_time_in_which_it_memorised_is_marked(page: ProgressPage) -> None:
    page.hide()
    page.begin("irish")
    tell(page, [*course(600), Saved("x"), Ended("done")])
    page.show()
    assert page.plot.curves.turned_s == pytest.approx(300, abs=60)
