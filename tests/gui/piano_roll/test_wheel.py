from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.gui.piano_roll.tool_canvas import ALT, CTRL, META, NONE, SHIFT, Roll, quarters

UP, DOWN = QPoint(0, 120), QPoint(0, -120)


def _velocities(roll: Roll) -> list[int]:
    velocities: list[int] = roll.document.notes.velocity.tolist()
    return velocities


@pytest.mark.parametrize("modifier", [ALT, META])
def test_alt_and_the_wheel_change_the_note_under_the_pointer(
    qtbot: QtBot, modifier: Qt.KeyboardModifier
) -> None:
    roll = Roll(qtbot, quarters(60, 62))
    roll.modifiers = modifier
    assert roll.wheel(240, 60, UP)
    assert _velocities(roll) == [84, 80]
    assert roll.wheel(240, 60, DOWN)
    assert roll.wheel(240, 60, DOWN)
    assert _velocities(roll) == [76, 80]


def test_over_a_selected_note_or_nothing_it_changes_the_selection(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60, 62, 64))
    roll.select((0, 60), (480, 62))
    roll.modifiers = ALT
    roll.wheel(240, 60, UP)
    roll.wheel(240, 72, UP)
    assert _velocities(roll) == [88, 88, 80]
    roll.wheel(1200, 64, UP)
    assert _velocities(roll) == [88, 88, 84]


def test_turns_in_a_row_are_one_undo_step_and_other_notes_another(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60, 62))
    roll.modifiers = ALT
    for _ in range(5):
        roll.wheel(240, 60, UP)
    for _ in range(3):
        roll.wheel(700, 62, DOWN)
    assert roll.steps == ["Change Velocity"] * 2
    roll.document.history.undo()
    assert _velocities(roll) == [100, 80]
    roll.document.history.undo()
    assert _velocities(roll) == [80, 80]


def test_desktops_that_turn_it_sideways_with_alt_do_no_harm(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    roll.modifiers = ALT
    roll.wheel(240, 60, QPoint(120, 0))
    assert _velocities(roll) == [84]


def test_the_small_turns_of_a_touchpad_add_up(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    roll.modifiers = ALT
    for _ in range(12):
        roll.wheel(240, 60, QPoint(0, 10))
    assert _velocities(roll) == [84]


def test_velocities_stay_within_1_and_127_and_are_shown(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    shown: list[str] = []
    roll.gestures.value_shown.connect(shown.append)
    roll.modifiers = ALT
    for _ in range(20):
        roll.wheel(240, 60, UP)
    assert _velocities(roll) == [127]
    assert shown[-1] == "Velocity 127"
    for _ in range(40):
        roll.wheel(240, 60, DOWN)
    assert _velocities(roll) == [1]


def test_the_wheel_without_alt_is_left_to_the_view(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    for modifiers in (NONE, SHIFT, CTRL, CTRL | SHIFT):
        roll.modifiers = modifiers
        assert not roll.wheel(240, 60, DOWN)
    assert _velocities(roll) == [80]


def test_with_nothing_to_change_it_says_so_and_the_view_stays(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    shown: list[str] = []
    roll.gestures.value_shown.connect(shown.append)
    roll.modifiers = ALT
    assert roll.wheel(240, 72, UP)
    assert shown == ["Select notes to change their velocity"]


def test_the_next_note_is_struck_as_hard(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    roll.modifiers = ALT
    roll.wheel(240, 60, UP)
    roll.modifiers = NONE
    roll.click(970, 72)
    assert _velocities(roll) == [84, 84]


def test_letting_go_of_alt_after_the_wheel_does_not_open_the_menus(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    menus = roll.window.menuBar()
    menus.addMenu("&File")
    qtbot.waitUntil(menus.isVisible)
    roll.hold(Qt.Key.Key_Alt)
    roll.modifiers = ALT
    roll.wheel(240, 60, UP)
    roll.let_go(Qt.Key.Key_Alt)
    assert roll.canvas.hasFocus()
    roll.key(Qt.Key.Key_Alt)
    assert not roll.canvas.hasFocus()
