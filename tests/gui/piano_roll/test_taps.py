"""Clicks that are no gesture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.piano_roll.scene import Scene
from gui.piano_roll.taps import Taps

LEFT = Qt.MouseButton.LeftButton


class Room:
    def __init__(self, qtbot: QtBot) -> None:
        self.scene = Scene()
        self.canvas = QWidget()
        qtbot.addWidget(self.canvas)
        self.canvas.resize(300, 200)
        self.canvas.show()
        self.taps = Taps(self.scene)
        self.taps.watch(self.canvas)
        self.seen: list[tuple[float, int]] = []
        self.taps.tapped.connect(lambda tick, pitch: self.seen.append((tick, pitch)))


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    return Room(qtbot)


def test_a_click_tells_its_place(room: Room) -> None:
    QTest.mouseClick(room.canvas, LEFT, pos=QPoint(60, 70))
    view = room.scene.geometry
    assert room.seen == [(view.tick(60), view.pitch(70))]


def test_a_short_drag_or_one_that_comes_back_is_no_click(room: Room) -> None:
    QTest.mousePress(room.canvas, LEFT, pos=QPoint(60, 70))
    QTest.mouseRelease(room.canvas, LEFT, pos=QPoint(63, 70))
    QTest.mousePress(room.canvas, LEFT, pos=QPoint(60, 70))
    QTest.mouseMove(room.canvas, QPoint(90, 70))
    QTest.mouseRelease(room.canvas, LEFT, pos=QPoint(60, 70))
    assert room.seen == []
    QTest.mousePress(room.canvas, LEFT, pos=QPoint(60, 70))
    QTest.mouseRelease(room.canvas, LEFT, pos=QPoint(62, 72))
    assert len(room.seen) == 1, "a hand that trembles still clicks"


def test_a_drag_a_modifier_another_button_or_a_cutting_tool_is_no_click(room: Room) -> None:
    QTest.mousePress(room.canvas, LEFT, pos=QPoint(60, 70))
    QTest.mouseRelease(room.canvas, LEFT, pos=QPoint(90, 70))
    QTest.mouseClick(room.canvas, LEFT, Qt.KeyboardModifier.ShiftModifier, QPoint(60, 70))
    QTest.mouseClick(room.canvas, Qt.MouseButton.RightButton, pos=QPoint(60, 70))
    room.scene.set_tools(tool="erase")
    QTest.mouseClick(room.canvas, LEFT, pos=QPoint(60, 70))
    assert room.seen == []
