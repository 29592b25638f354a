from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.piano_roll.scene import Tool
from tests.gui.piano_roll.tool_canvas import LEFT, RIGHT, Roll, quarters

WAYS: list[tuple[Tool, Qt.MouseButton]] = [("pencil", RIGHT), ("erase", LEFT), ("erase", RIGHT)]


@pytest.mark.parametrize("zoom", [40.0, 150.0])
@pytest.mark.parametrize(("tool", "button"), WAYS)
def test_a_click_deletes_a_note_and_on_empty_ground_nothing(
    qtbot: QtBot, tool: Tool, button: Qt.MouseButton, zoom: float
) -> None:
    roll = Roll(qtbot, quarters(60, 62, 64), px_per_quarter=zoom)
    roll.use(tool)
    roll.click(700, 62, button)
    roll.click(700, 70, button)
    assert roll.notes == [(0, 60, 480), (960, 64, 480)]
    assert roll.steps == ["Erase Notes"]


@pytest.mark.parametrize(("tool", "button"), WAYS)
def test_a_sweep_deletes_all_it_passes_over_in_one_step(
    qtbot: QtBot, tool: Tool, button: Qt.MouseButton
) -> None:
    roll = Roll(qtbot, quarters(60, 62, 64, 62))
    roll.use(tool)
    roll.press(2000, 65, button)
    roll.move(240, 60, button)
    assert roll.drafted == [(960, 64, 480), (1440, 62, 480)]
    roll.move(1700, 62, button)
    roll.release(1700, 62, button)
    assert len(roll.steps) == 1
    assert roll.notes == [(960, 64, 480)]
    roll.document.history.undo()
    assert len(roll.notes) == 4


def test_a_fast_sweep_leaves_no_note_out(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60, 60, 60, 60, 60, 62))
    roll.use("erase")
    roll.drag((2300, 60), (10, 60))
    assert roll.notes == [(2400, 62, 480)]


def test_what_else_is_selected_stays_selected(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60, 62))
    roll.select((0, 60), (480, 62))
    roll.click(700, 62, RIGHT)
    assert roll.selected == {(0, 60)}


def test_esc_brings_swept_notes_back(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60, 62))
    roll.press(240, 60, RIGHT)
    assert roll.drafted == [(480, 62, 480)]
    roll.key(Qt.Key.Key_Escape)
    roll.release(700, 62, RIGHT)
    assert len(roll.notes) == 2
