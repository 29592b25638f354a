from __future__ import annotations

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from gui.piano_roll.scene import Band, Tool
from melodyrnn.music.notes import Note
from tests.gui.piano_roll.tool_canvas import ALT, CTRL, LEFT, NONE, RIGHT, SHIFT, Roll, quarters


def _roll(qtbot: QtBot) -> Roll:
    roll = Roll(qtbot, quarters(60, 62, 64))
    roll.use("select")
    return roll


def test_a_click_selects_one_note_and_on_empty_ground_none(qtbot: QtBot) -> None:
    roll = _roll(qtbot)
    roll.click(240, 60)
    roll.click(700, 62)
    assert roll.selected == {(480, 62)}
    roll.click(700, 70)
    assert roll.selected == set()
    assert roll.steps == []


def test_shift_click_and_ctrl_click_toggle(qtbot: QtBot) -> None:
    roll = _roll(qtbot)
    for modifiers in (SHIFT, CTRL):
        roll.modifiers = NONE
        roll.click(240, 60)
        roll.modifiers = modifiers
        roll.click(700, 62)
        assert roll.selected == {(0, 60), (480, 62)}
        roll.click(240, 60)
        assert roll.selected == {(480, 62)}


def test_a_click_on_one_of_many_selected_notes_selects_it_alone(qtbot: QtBot) -> None:
    roll = _roll(qtbot)
    roll.select((0, 60), (480, 62))
    roll.click(240, 60)
    assert roll.selected == {(0, 60)}


def test_the_rubber_band_selects_what_it_touches(qtbot: QtBot) -> None:
    roll = _roll(qtbot)
    roll.press(1200, 70)
    roll.move(700, 63)
    band = roll.scene.band
    assert band == Band(1200, 70.5, 700, 63.5)
    roll.move(700, 62)
    assert roll.held == {(480, 62), (960, 64)}
    roll.release(700, 62)
    assert roll.selected == {(480, 62), (960, 64)}
    assert not roll.is_drafting
    assert roll.steps == []


def test_with_shift_the_band_adds_and_with_alt_it_takes_away(qtbot: QtBot) -> None:
    roll = _roll(qtbot)
    roll.select((0, 60))
    roll.modifiers = SHIFT
    roll.drag((1300, 70), (700, 62))
    assert roll.selected == {(0, 60), (480, 62), (960, 64)}
    roll.modifiers = ALT
    roll.drag((1300, 70), (1000, 62))
    assert roll.selected == {(0, 60), (480, 62)}
    roll.click(1300, 70)
    assert roll.selected == {(0, 60), (480, 62)}


def test_ctrl_drag_on_empty_ground_is_a_band_with_every_tool(qtbot: QtBot) -> None:
    roll = _roll(qtbot)
    roll.modifiers = CTRL
    tools: tuple[Tool, ...] = ("pencil", "select", "erase", "split")
    for tool in tools:
        roll.use(tool)
        roll.selection.clear()
        roll.drag((1300, 70), (700, 62))
        assert roll.selected == {(480, 62), (960, 64)}
    assert roll.steps == []


def test_esc_leaves_the_selection_as_it_was(qtbot: QtBot) -> None:
    roll = _roll(qtbot)
    roll.select((0, 60))
    roll.press(1300, 70)
    roll.move(700, 62)
    assert roll.gestures.cancel()
    roll.release(700, 62)
    assert roll.selected == {(0, 60)}


def test_the_right_button_asks_for_a_menu_about_the_note_or_the_selection(qtbot: QtBot) -> None:
    roll = _roll(qtbot)
    asked: list[QPoint] = []
    roll.gestures.context_menu_asked.connect(asked.append)
    roll.click(240, 60, RIGHT)
    assert roll.selected == {(0, 60)}
    roll.select((0, 60), (480, 62))
    roll.click(700, 62, RIGHT)
    roll.click(700, 70, RIGHT)
    assert roll.selected == {(0, 60), (480, 62)}
    assert [roll.canvas.mapFromGlobal(p) for p in asked] == [
        roll.place(*at).toPoint() for at in ((240, 60), (700, 62), (700, 70))
    ]
    assert roll.steps == []


def test_a_double_click_writes_on_empty_ground_and_spares_notes(qtbot: QtBot) -> None:
    roll = _roll(qtbot)
    roll.double_click(1500, 72, LEFT)
    assert roll.notes[-1] == (1440, 72, 480)
    roll.double_click(240, 60, LEFT)
    assert (0, 60, 480) in roll.notes
    assert roll.steps == ["Draw Note"]


def test_of_notes_too_short_to_be_seen_each_can_be_hit(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(0, 60, 1), Note(480, 60, 1)])
    roll.use("select")
    roll.click(482, 60)
    assert roll.selected == {(480, 60)}
    roll.click(14, 60)
    assert roll.selected == {(0, 60)}
