from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.panels.notices import Notice, Notices
from gui.theme import DARK, LIGHT


@pytest.fixture
def notices(qtbot: QtBot) -> Notices:
    notices = Notices(DARK)
    qtbot.addWidget(notices)
    return notices


def texts(notices: Notices) -> list[str]:
    return [label.text() for label in notices.findChildren(QLabel) if label.text()]


def test_without_a_notice_there_is_no_bar(notices: Notices) -> None:
    assert notices.isHidden()
    notices.notify(Notice("Saved."))
    assert notices.isVisible()
    assert texts(notices) == ["Saved."]
    assert not notices.action.isVisible()


def test_the_button_tells_what_to_do_and_closes_the_notice(notices: Notices, qtbot: QtBot) -> None:
    notices.notify(Notice("Not saved.", "error", "Try Again", "save"))
    with qtbot.waitSignal(notices.acted) as acted:
        QTest.mouseClick(notices.action, Qt.MouseButton.LeftButton)
    assert acted.args == ["save"]
    assert notices.isHidden()


def test_a_notice_can_be_closed_without_doing_anything(notices: Notices, qtbot: QtBot) -> None:
    notices.notify(Notice("Not saved.", "error", "Try Again", "save"))
    with qtbot.assertNotEmitted(notices.acted):
        QTest.mouseClick(notices.dismiss, Qt.MouseButton.LeftButton)
    assert notices.isHidden()
    assert notices.notice is None


def test_good_news_goes_by_itself_and_trouble_waits(notices: Notices) -> None:
    notices.notify(Notice("Saved.", "good"))
    assert notices._timer.isActive()
    notices._timer.timeout.emit()
    assert notices.isHidden()
    for notice in (Notice("No room.", "error"), Notice("A crash.", "info", "Recover", "r")):
        notices.notify(notice)
        assert not notices._timer.isActive()


def test_the_next_notice_takes_the_place_of_the_last(notices: Notices) -> None:
    notices.notify(Notice("One.", "error"))
    notices.notify(Notice("Two."))
    notices.set_colours(LIGHT)
    assert texts(notices) == ["Two."]


def test_names_in_a_notice_are_shown_as_they_are_written(notices: Notices) -> None:
    notices.notify(Notice("“<i>jigs</i>” is judged."))
    (label,) = [label for label in notices.findChildren(QLabel) if label.text()]
    assert label.textFormat() == Qt.TextFormat.PlainText
