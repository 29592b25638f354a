from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.piano_roll.scene import Hint, Tool
from melodyrnn.music.notes import Note
from tests.gui.piano_roll.tool_canvas import CTRL, LEFT, RIGHT, Roll, quarters

TOOLS: dict[str, Tool] = {"P": "pencil", "S": "select", "E": "erase", "X": "split"}
HINT = Hint(480, 240, 65, 0.4)


@pytest.mark.parametrize("tool", TOOLS.values())
def test_a_click_on_a_hint_chooses_it_with_every_tool(qtbot: QtBot, tool: Tool) -> None:
    roll = Roll(qtbot, quarters(60))
    roll.use(tool)
    roll.scene.set_overlay(hints=(HINT, Hint(480, 480, 67, 0.2)))
    chosen: list[Hint] = []
    heard: list[int] = []
    roll.gestures.hint_chosen.connect(chosen.append)
    roll.gestures.preview_started.connect(lambda pitch, _velocity: heard.append(pitch))
    roll.click(600, 65)
    assert chosen == [HINT]
    assert heard == [65]
    assert roll.steps == []


def test_a_note_over_a_hint_and_a_rubber_band_come_first(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60, 65))
    roll.scene.set_overlay(hints=(HINT, Hint(960, 240, 65, 0.4)))
    chosen: list[Hint] = []
    roll.gestures.hint_chosen.connect(chosen.append)
    roll.click(700, 65)
    roll.click(700, 65, RIGHT)
    roll.modifiers = CTRL
    roll.drag((970, 65), (240, 60))
    assert chosen == []


def test_a_lost_release_ends_the_gesture_where_the_mouse_shows_up_again(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    roll.press(240, 60)
    roll.move(700, 62)
    roll.move(720, 64, Qt.MouseButton.NoButton)
    assert not roll.gestures.is_active
    assert roll.notes == [(480, 64, 480)]


def test_another_button_does_not_disturb_a_drag(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    roll.press(240, 60)
    roll.move(700, 62)
    place = roll.place(700, 62)
    roll.mouse(QEvent.Type.MouseButtonPress, place, RIGHT, others=LEFT)
    roll.mouse(QEvent.Type.MouseButtonRelease, place, RIGHT, others=LEFT)
    roll.release(720, 62)
    assert roll.notes == [(480, 62, 480)]
    assert roll.steps == ["Move Notes"]


def test_a_view_that_scrolls_under_the_pointer_carries_the_gesture_on(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    roll.press(240, 60)
    roll.move(700, 60)
    roll.scene.set_geometry(roll.scene.geometry.moved_to(left=480.0))
    assert roll.drafted == [(960, 60, 480)]


def test_the_view_follows_no_playhead_while_the_mouse_is_down(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    roll.scene.set_tools(follow="smooth")
    for tool in TOOLS.values():
        roll.use(tool)
        for place in ((240, 60), (960, 70)):
            roll.press(*place)
            roll.scene.set_playhead(3000)
            roll.scene.set_playhead(2000)
            assert roll.scene.geometry.left == 0
            roll.gestures.cancel()
            roll.release(*place)
            roll.scene.set_playhead(None)
    roll.scene.set_playhead(3000)
    assert roll.scene.geometry.left > 0


def test_leaving_silences_and_a_drag_goes_on(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    ended: list[None] = []
    roll.gestures.preview_ended.connect(lambda: ended.append(None))
    roll.press(970, 60)
    roll.gestures.left()
    assert ended == [None]
    assert roll.gestures.is_active


def test_shapes_of_the_pointer_say_what_a_press_would_do(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    roll.scene.set_overlay(hints=(HINT,))
    shape = Qt.CursorShape
    found = {}
    for tool in TOOLS.values():
        roll.use(tool)
        found[tool] = tuple(roll.shape(*at) for at in ((10, 60), (240, 60), (240, 70), (500, 65)))
    hand = shape.PointingHandCursor
    assert found == {
        "pencil": (shape.SizeHorCursor, shape.SizeAllCursor, shape.CrossCursor, hand),
        "select": (shape.SizeHorCursor, shape.SizeAllCursor, shape.ArrowCursor, hand),
        "erase": (hand, hand, shape.ArrowCursor, hand),
        "split": (shape.SplitHCursor, shape.SplitHCursor, shape.CrossCursor, hand),
    }


def _with_shortcuts(roll: Roll) -> Roll:
    """Lets the window's shortcuts choose tools, as the real one's do."""
    for key, tool in TOOLS.items():
        _add_action(roll, key, partial(roll.use, tool))
    _add_action(roll, "Esc", roll.selection.clear)
    return roll


def _add_action(roll: Roll, key: str, act: Callable[[], object]) -> None:
    action = QAction(key, roll.window)
    action.setShortcut(key)
    action.triggered.connect(lambda _checked=False: act())
    roll.window.addAction(action)


def test_a_tapped_key_keeps_its_tool_and_a_held_one_gives_it_back(qtbot: QtBot) -> None:
    roll = _with_shortcuts(Roll(qtbot, quarters(60)))
    tools = []
    roll.scene.tools_changed.connect(lambda: tools.append(roll.scene.tool))
    roll.key(Qt.Key.Key_E)
    assert tools == ["erase"]
    roll.hold(Qt.Key.Key_S)
    roll.clock.now += 1
    roll.key(Qt.Key.Key_Shift)
    assert tools == ["erase", "select"]
    roll.let_go(Qt.Key.Key_S)
    assert tools == ["erase", "select", "erase"]


def test_a_tool_that_was_used_while_its_key_was_down_goes_at_once(qtbot: QtBot) -> None:
    roll = _with_shortcuts(Roll(qtbot, quarters(60, 62)))
    QTest.keyPress(roll.canvas, Qt.Key.Key_E)
    roll.click(240, 60)
    QTest.keyRelease(roll.canvas, Qt.Key.Key_E)
    assert roll.clock.now == 0
    assert roll.scene.tool == "pencil"
    assert roll.notes == [(480, 62, 480)]


def test_esc_ends_the_gesture_first_and_only_then_acts_in_the_window(qtbot: QtBot) -> None:
    roll = _with_shortcuts(Roll(qtbot, quarters(60, 62)))
    roll.select((0, 60))
    roll.press(240, 60)
    roll.move(900, 65)
    QTest.keyClick(roll.canvas, Qt.Key.Key_Escape)
    roll.release(900, 65)
    assert roll.selected == {(0, 60)}
    assert roll.steps == []
    QTest.keyClick(roll.canvas, Qt.Key.Key_Escape)
    assert roll.selected == set()


def test_alt_tapped_in_a_drag_does_not_open_the_menus(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(480, 60, 480)])
    menus = roll.window.menuBar()
    menus.addMenu("&File")
    qtbot.waitUntil(menus.isVisible)
    roll.press(720, 60)
    roll.move(830, 60)
    assert roll.drafted == [(600, 60, 480)]
    roll.hold(Qt.Key.Key_Alt)
    assert roll.drafted == [(590, 60, 480)]
    roll.let_go(Qt.Key.Key_Alt)
    assert roll.drafted == [(600, 60, 480)]
    assert roll.canvas.hasFocus()
    roll.release(830, 60)
