"""Joined buttons of which one is down."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.panels.segments import Segment, Segments


@pytest.fixture
def segments(qtbot: QtBot) -> Segments:
    names = ("off", "prefer", "only")
    segments = Segments("Stay in key", [Segment(n, n.title(), f"{n}.") for n in names])
    qtbot.addWidget(segments)
    with qtbot.waitActive(segments):
        segments.show()
        segments.activateWindow()
    return segments


def test_a_click_puts_one_down_and_the_others_up(qtbot: QtBot, segments: Segments) -> None:
    with qtbot.waitSignal(segments.chosen) as chosen:
        QTest.mouseClick(segments.button("only"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["only"]
    assert [segments.button(n).isChecked() for n in ("off", "prefer", "only")] == [0, 0, 1]


def test_a_value_set_from_outside_is_not_reported(qtbot: QtBot, segments: Segments) -> None:
    with qtbot.assertNotEmitted(segments.chosen):
        segments.set_value("prefer")
    assert segments.value == "prefer"


def test_arrows_choose_the_neighbour(qtbot: QtBot, segments: Segments) -> None:
    segments.button("off").setFocus()
    with qtbot.waitSignal(segments.chosen) as chosen:
        QTest.keyClick(segments.button("off"), Qt.Key.Key_Right)
    assert chosen.args == ["prefer"]
    assert segments.button("prefer").hasFocus()


def test_each_button_is_named_with_its_question(segments: Segments) -> None:
    assert segments.button("only").accessibleName() == "Stay in key: Only"
    assert segments.button("only").toolTip() == "only."
