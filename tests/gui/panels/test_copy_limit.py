"""The limit to copying, under More."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.document.settings import TakeSettings
from gui.document.settings_json import settings_from_json, settings_to_json
from gui.panels.copy_limit import NO_LIMIT, NO_SOURCES, CopyLimitBox
from tests.gui.panels.generation_desk import Desk
from tests.gui.panels.samples import document_with_melody


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = Desk(qtbot, document_with_melody())
    desk.panel.set_has_sources(True)
    return desk


def box(desk: Desk) -> CopyLimitBox:
    found = desk.number("Copy at most")
    assert isinstance(found, CopyLimitBox)
    return found


def type_in(desk: Desk, text: str) -> None:
    field = box(desk)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_there_is_no_limit_until_one_is_set(desk: Desk) -> None:
    assert box(desk).text() == NO_LIMIT
    assert desk.settings.most_copied == 0


def test_arrows_go_from_usual_limit_to_usual_limit(desk: Desk) -> None:
    seen = []
    for _ in range(14):
        box(desk).stepDown()
        seen.append(desk.settings.most_copied)
    assert seen == [64, 48, 32, 24, 20, 16, 12, 10, 8, 7, 6, 5, 4, 4]
    for _ in range(14):
        box(desk).stepUp()
    assert desk.settings.most_copied == 0


@pytest.mark.parametrize(
    ("text", "limit"), [("9", 9), ("11 notes", 11), ("64", 64), ("200", 64), (NO_LIMIT, 0)]
)
def test_any_limit_can_be_typed(desk: Desk, text: str, limit: int) -> None:
    desk.panel.set_has_sources(True)
    box(desk).setValue(30)
    type_in(desk, text)
    assert desk.settings.most_copied == limit


def test_what_no_melody_could_keep_is_not_taken(desk: Desk) -> None:
    box(desk).setValue(30)
    type_in(desk, "3")
    assert desk.settings.most_copied == 30


def test_without_sources_it_is_shut_and_says_why(desk: Desk) -> None:
    desk.panel.set_has_sources(False)
    assert not box(desk).isEnabled()
    assert box(desk).toolTip() == box(desk).accessibleDescription() == NO_SOURCES
    desk.panel.set_has_sources(True)
    assert box(desk).isEnabled()
    assert "in a row" in box(desk).toolTip()


def test_while_it_is_shut_it_shows_that_there_is_no_limit(desk: Desk) -> None:
    box(desk).setValue(8)
    desk.panel.set_has_sources(False)
    assert box(desk).text() == NO_LIMIT
    desk.document.set_settings(replace(desk.settings, bars=2))
    assert box(desk).text() == NO_LIMIT
    desk.panel.set_has_sources(True)
    assert box(desk).text() == "8 notes"


def test_a_file_keeps_the_limit_and_another_value_is_none() -> None:
    data = settings_to_json(TakeSettings(most_copied=9))
    assert settings_from_json(data).most_copied == 9
    for broken in (3, 65, -1, True, "8", None):
        assert settings_from_json({**data, "most_copied": broken}).most_copied == 0
    del data["most_copied"]
    assert settings_from_json(data) == TakeSettings()
