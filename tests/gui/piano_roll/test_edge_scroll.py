from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.piano_roll.edge_scroll import EdgeScroll
from melodyrnn.music.notes import Note
from tests.gui.piano_roll.tool_canvas import Roll, quarters


def _is_scrolling(roll: Roll) -> bool:
    scroll = roll.gestures.findChild(EdgeScroll)
    assert isinstance(scroll, EdgeScroll)
    return scroll.is_scrolling


def test_a_note_held_beyond_the_right_edge_moves_on_with_the_view(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(70))
    roll.press(240, 70)
    roll.move(roll.scene.geometry.right + 120, 70)
    assert _is_scrolling(roll)
    qtbot.waitUntil(lambda: roll.scene.geometry.left > 960)
    assert roll.drafted[0][0] >= 960 + 3840 - 480
    place = roll.place(0, 70)
    roll.release(roll.scene.geometry.right + 120, 70)
    assert place.x() < 0
    assert not _is_scrolling(roll)
    assert len(roll.steps) == 1


def test_it_scrolls_back_no_further_than_to_the_start(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(4800, 70, 480)])
    roll.scene.set_geometry(roll.scene.geometry.moved_to(left=4700.0))
    roll.press(5000, 70)
    roll.move(4000, 70)
    qtbot.waitUntil(lambda: roll.scene.geometry.left == 0)
    roll.release(0, 70)
    assert roll.notes == [(0, 70, 480)]


def test_a_band_scrolls_up_and_down_and_stops_when_the_pointer_is_back(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(0, 100, 480)])
    roll.use("select")
    roll.press(900, 75)
    roll.move(240, 82)
    qtbot.waitUntil(lambda: roll.scene.geometry.top > 101)
    roll.move(240, roll.scene.geometry.top - 1)
    assert not _is_scrolling(roll)
    assert roll.held == {(0, 100)}


def test_an_edge_scrolls_in_time_only(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(70))
    top = roll.scene.geometry.top
    roll.press(470, 70)
    roll.move(roll.scene.geometry.right + 60, 84)
    qtbot.waitUntil(lambda: roll.scene.geometry.left > 240)
    assert roll.scene.geometry.top == top


def test_a_cancelled_drag_scrolls_no_more(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(70))
    roll.press(240, 70)
    roll.move(roll.scene.geometry.right + 120, 70)
    roll.key(Qt.Key.Key_Escape)
    assert not _is_scrolling(roll)
