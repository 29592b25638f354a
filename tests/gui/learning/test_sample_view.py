"""Hear it learn: moments are chosen, played, and the newest is followed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.learning.run_state import RunState, with_event
from gui.learning.sample_picture import Room, SamplePicture, bar_ticks
from gui.learning.sample_view import SampleView
from gui.theme import DARK, LIGHT
from melodyrnn.course.events import Sampled
from melodyrnn.course.history import History
from tests.gui.learning.courses import BAR, course, sampled


def history(until_s: float) -> History:
    state = RunState()
    for event in course(until_s):
        state = with_event(state, event)
    return state.history


@pytest.fixture
def view(qtbot: QtBot) -> SampleView:
    view = SampleView(DARK)
    qtbot.addWidget(view)
    view.resize(700, 220)
    view.show()
    view.show_history(history(100))
    return view


def shown(view: SampleView) -> int:
    return view.sample.check if view.sample else 0


def test_without_samples_there_is_nothing_to_play(qtbot: QtBot) -> None:
    view = SampleView(DARK)
    qtbot.addWidget(view)
    assert view.sample is None
    assert not view.play.isEnabled()
    assert view.play.toolTip() == "There is nothing to hear yet"


def test_the_newest_is_shown_until_another_is_chosen(view: SampleView) -> None:
    assert shown(view) == 5
    view.choose(2)
    view.show_history(history(140))
    assert shown(view) == 2
    view.latest.click()
    assert shown(view) == 7
    view.show_history(history(160))
    assert shown(view) == 8


def test_coming_back_to_the_newest_follows_again(view: SampleView) -> None:
    view.choose(2)
    view.choose(5)
    view.show_history(history(140))
    assert shown(view) == 7


def test_left_and_right_go_from_check_to_check(view: SampleView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.sample_chosen) as chosen:
        QTest.keyClick(view.slider, Qt.Key.Key_Left)
    assert (chosen.args, shown(view)) == ([4], 4)
    QTest.keyClick(view.slider, Qt.Key.Key_Home)
    assert shown(view) == 1
    QTest.keyClick(view.slider, Qt.Key.Key_Right)
    assert shown(view) == 2


def test_a_click_on_the_slider_chooses_the_nearest(view: SampleView) -> None:
    y = view.slider.height() // 2
    QTest.mouseClick(view.slider, Qt.MouseButton.LeftButton, pos=QPoint(14, y))
    assert shown(view) == 1
    QTest.mousePress(view.slider, Qt.MouseButton.LeftButton, pos=QPoint(14, y))
    QTest.mouseMove(view.slider, QPoint(view.slider.width() // 2 + 6, y))
    assert shown(view) == 3


def test_the_caption_says_when_and_how_good(view: SampleView) -> None:
    words = view.slider.accessibleDescription()
    assert words.startswith("after 1 min 40 s: 2.1")
    assert "(1 in 8." in words
    assert words.endswith("the best so far")


def test_play_asks_for_what_is_shown_and_stop_for_silence(view: SampleView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.play_asked) as asked:
        view.play.click()
    assert asked.args == [view.sample]
    view.set_playing(5, BAR)
    assert view.is_heard
    with qtbot.waitSignal(view.stop_play_asked):
        view.play.click()
    view.set_playing(0)
    assert not view.is_heard


def test_choosing_another_while_one_is_heard_asks_for_that(view: SampleView, qtbot: QtBot) -> None:
    view.set_playing(5, BAR)
    with qtbot.waitSignal(view.play_asked) as asked:
        QTest.keyClick(view.slider, Qt.Key.Key_Left)
    assert asked.args is not None
    (sample,) = asked.args
    assert isinstance(sample, Sampled)
    assert sample.check == 4


def test_what_is_heard_stays_in_view_until_it_has_ended(view: SampleView) -> None:
    view.set_playing(5, BAR)
    view.show_history(history(140))
    assert shown(view) == 5
    view.set_playing(0)
    assert shown(view) == 7


def test_what_begins_to_be_heard_comes_into_view(view: SampleView) -> None:
    view.set_playing(3, 0)
    assert shown(view) == 3


def test_all_samples_share_one_room() -> None:
    tame = sampled(9, 180.0)
    wild = Sampled(
        1, 20.0, (*tame.notes[:12], (2 * BAR, 10, 127, 80), (99 * BAR, 10, 0, 80)), 2 * BAR
    )
    room = Room.of([wild, tame])
    assert room.bar == BAR
    assert room.end % BAR == 0
    assert all(o + d <= room.end and room.low <= p <= room.high for o, d, p, _ in tame.notes)
    assert Room.of([wild]).high < 100
    assert Room.of([]) == Room()
    assert Room.of([Sampled(1, 1.0, (), 0)]) == Room()


def test_a_meter_that_is_none_is_counted_as_four_four() -> None:
    assert bar_ticks("6/8") == BAR
    assert bar_ticks("party") == 1920


def test_the_playhead_is_seen_and_colours_change(qtbot: QtBot) -> None:
    picture = SamplePicture(DARK)
    qtbot.addWidget(picture)
    picture.resize(400, 120)
    sample = sampled(3, 60.0)
    picture.show_sample(sample, Room.of([sample]))
    still = picture.grab().toImage()
    picture.set_playhead(2.5 * BAR)
    assert picture.grab().toImage() != still
    picture.set_playhead(99 * BAR)
    assert picture.grab().toImage() == still
    picture.set_colours(LIGHT)
    assert picture.grab().toImage() != still
