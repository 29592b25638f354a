"""The slider with named stops."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.document.settings import STOPS
from gui.panels.stop_slider import MARGIN, Stop, StopSlider
from gui.theme import DARK


@pytest.fixture
def slider(qtbot: QtBot) -> StopSlider:
    slider = StopSlider("Boldness", [Stop(name, f"{name}.") for name in STOPS], DARK)
    qtbot.addWidget(slider)
    slider.resize(300 + 2 * int(MARGIN), 60)
    slider.show()
    return slider


def at(amount: float) -> QPoint:
    """The place of a value: a stop is 100 pixels wide here."""
    return QPoint(int(MARGIN) + round(amount * 100), 12)


def test_a_click_sets_any_value_between_the_stops(qtbot: QtBot, slider: StopSlider) -> None:
    with qtbot.waitSignal(slider.moved_to) as moved:
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=at(1.4))
    assert moved.args == [pytest.approx(1.4, abs=0.02)]


def test_a_hand_near_a_stop_means_the_stop(slider: StopSlider) -> None:
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=at(1.94))
    assert slider.amount == 2.0
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=at(1.85))
    assert slider.amount == pytest.approx(1.85, abs=0.02)


def test_a_drag_follows_the_hand_and_stops_at_the_ends(slider: StopSlider) -> None:
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=at(0.5))
    QTest.mouseMove(slider, at(2.5))
    assert slider.amount == pytest.approx(2.5, abs=0.02)
    QTest.mouseMove(slider, at(9))
    assert slider.amount == 3.0
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at(9))
    QTest.mouseMove(slider, at(0.5))
    assert slider.amount == 3.0


def test_a_click_on_a_name_goes_to_its_stop(slider: StopSlider) -> None:
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=at(2) + QPoint(0, 26))
    assert slider.amount == 2.0


def test_arrows_leave_a_stop_and_page_keys_find_the_next(slider: StopSlider) -> None:
    slider.set_amount(1.0)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert slider.amount == 1.1
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert slider.amount == 2.0
    QTest.keyClick(slider, Qt.Key.Key_Left)
    QTest.keyClick(slider, Qt.Key.Key_PageDown)
    assert slider.amount == 1.0
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_PageDown)
    assert slider.amount == 0.0


def test_a_value_set_from_outside_is_not_reported(qtbot: QtBot, slider: StopSlider) -> None:
    with qtbot.assertNotEmitted(slider.moved_to):
        slider.set_amount(2.3)
    assert slider.amount == 2.3


def test_the_nearest_stop_is_told_to_screen_readers(slider: StopSlider) -> None:
    slider.set_amount(2.8)
    assert slider.accessibleDescription() == "Wild: Wild."
