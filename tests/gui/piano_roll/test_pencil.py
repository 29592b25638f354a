from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from melodyrnn.music.grid import Grid
from melodyrnn.music.notes import Note
from tests.gui.piano_roll.tool_canvas import ALT, LEFT, META, NONE, RIGHT, SHIFT, Roll, quarters

ZOOMS = (40.0, 320.0)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_press_on_empty_ground_writes_a_note_of_the_last_length_on_the_line_before(
    qtbot: QtBot, zoom: float
) -> None:
    roll = Roll(qtbot, px_per_quarter=zoom)
    roll.click(510, 72)
    assert roll.notes == [(480, 72, 480)]
    assert roll.steps == ["Draw Note"]
    assert roll.selected == {(480, 72)}


def test_a_click_of_the_mouse_itself_writes_a_note(qtbot: QtBot) -> None:
    roll = Roll(qtbot)
    place = roll.place(490, 70).toPoint()
    QTest.mouseClick(roll.canvas, Qt.MouseButton.LeftButton, pos=place)
    assert roll.notes == [(480, 70, 480)]


@pytest.mark.parametrize("zoom", ZOOMS)
def test_dragging_sideways_ends_the_note_with_the_cell_under_the_pointer(
    qtbot: QtBot, zoom: float
) -> None:
    roll = Roll(qtbot, px_per_quarter=zoom)
    roll.drag((10, 72), (300, 72), (725, 72))
    assert roll.notes == [(0, 72, 840)]
    roll.drag((970, 72), (1300, 72), (1090, 72))
    assert roll.notes[-1] == (960, 72, 240)
    assert roll.steps == ["Draw Note", "Draw Note"]


@pytest.mark.parametrize("zoom", ZOOMS)
def test_dragging_up_and_down_changes_the_pitch_and_keeps_the_length(
    qtbot: QtBot, zoom: float
) -> None:
    roll = Roll(qtbot, px_per_quarter=zoom)
    roll.drag((10, 72), (12, 69))
    assert roll.notes == [(0, 69, 480)]


def test_shift_while_drawing_keeps_to_one_direction(qtbot: QtBot) -> None:
    roll = Roll(qtbot)
    roll.press(10, 72)
    roll.modifiers = SHIFT
    roll.move(970, 71)
    roll.release(970, 71)
    assert roll.notes == [(0, 72, 1080)]
    roll.modifiers = NONE
    roll.press(10, 65)
    roll.modifiers = SHIFT
    roll.release(240, 73)
    assert roll.notes[1:] == [(0, 73, 1080)]


def test_the_next_note_takes_the_length_and_velocity_of_the_last_one(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(0, 60, 240, 33)])
    roll.drag((1920, 72), (2200, 72))
    roll.click(2880, 72)
    assert roll.notes[-1] == (2880, 72, 360)
    roll.click(120, 60)
    roll.click(3840, 72)
    assert roll.notes[-1] == (3840, 72, 240)
    assert roll.document.notes[3].velocity == 33


def test_eighth_triplets_are_160_ticks_apart(qtbot: QtBot) -> None:
    roll = Roll(qtbot)
    roll.set_grid(Grid(8, "triplet"))
    for i, tick in enumerate((5, 170, 330, 500, 650)):
        roll.drag((tick, 72 - i), (tick + 160, 72 - i))
    assert roll.notes == [(160 * i, 72 - i, 320) for i in range(5)]


@pytest.mark.parametrize("bypass", [ALT, META])
def test_with_alt_or_super_notes_begin_and_end_at_any_tick(
    qtbot: QtBot, bypass: Qt.KeyboardModifier
) -> None:
    roll = Roll(qtbot, px_per_quarter=480.0)
    roll.modifiers = bypass
    roll.drag((7, 72), (130, 72))
    assert roll.notes == [(7, 72, 124)]


def test_snapping_to_the_scale_draws_tones_of_the_key_only(qtbot: QtBot) -> None:
    roll = Roll(qtbot)
    roll.scene.set_tools(snaps_to_scale=True)
    for i, pitch in enumerate(range(60, 72)):
        roll.drag((480 * i, 74), (480 * i, pitch))
    tones = [pitch % 12 for _, pitch, _ in roll.notes]
    assert len(tones) == 12
    assert set(tones) == {0, 2, 4, 5, 7, 9, 11}


def test_a_new_note_sounds_while_it_is_held_and_anew_only_at_another_pitch(qtbot: QtBot) -> None:
    roll = Roll(qtbot)
    heard: list[object] = []
    roll.gestures.preview_started.connect(lambda pitch, velocity: heard.append((pitch, velocity)))
    roll.gestures.preview_ended.connect(lambda: heard.append("end"))
    roll.press(10, 72)
    for tick in (100, 300, 500):
        roll.move(tick, 72)
    assert heard == [(72, 80)]
    roll.move(500, 74)
    assert heard == [(72, 80), "end", (74, 80)]
    roll.release(500, 74)
    assert heard == [(72, 80), "end", (74, 80), "end"]


def test_nothing_is_written_before_the_mouse_is_let_go(qtbot: QtBot) -> None:
    roll = Roll(qtbot)
    roll.press(10, 72)
    assert roll.drafted == [(0, 72, 480)]
    assert roll.notes == []
    roll.release(10, 72)
    assert not roll.is_drafting


def test_the_second_of_two_quick_clicks_is_a_click_too(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(0, 60, 120), Note(240, 60, 120)])
    roll.click(30, 60, RIGHT)
    roll.mouse(QEvent.Type.MouseButtonDblClick, roll.place(270, 60), RIGHT)
    roll.release(270, 60, RIGHT)
    assert roll.notes == []
    roll.click(500, 60)
    roll.mouse(QEvent.Type.MouseButtonDblClick, roll.place(980, 60), LEFT)
    roll.release(980, 60)
    assert roll.notes == [(480, 60, 480), (960, 60, 480)]


def test_a_long_press_is_one_undo_step(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60, 62))
    before = roll.notes
    roll.drag((1000, 72), *((1000 + 10 * i, 72 - i % 5) for i in range(40)))
    assert len(roll.steps) == 1
    roll.document.history.undo()
    assert roll.notes == before
