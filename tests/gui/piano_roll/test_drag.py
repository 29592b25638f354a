from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.piano_roll.scene import Tool
from melodyrnn.music.notes import Note
from tests.gui.piano_roll.tool_canvas import ALT, CTRL, META, NONE, SHIFT, Roll, quarters

ZOOMS = (60.0, 300.0)


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("tool", ["pencil", "select"])
def test_dragging_a_note_moves_it_in_time_and_pitch(qtbot: QtBot, tool: Tool, zoom: float) -> None:
    roll = Roll(qtbot, quarters(60, 62), px_per_quarter=zoom)
    roll.use(tool)
    roll.drag((240, 60), (480, 65), (970, 67))
    assert roll.notes == [(480, 62, 480), (720, 67, 480)]
    assert roll.steps == ["Move Notes"]
    assert roll.selected == {(720, 67)}


def test_a_selected_note_takes_the_whole_selection_along(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60, 62, 67))
    roll.select((0, 60), (480, 62))
    roll.drag((240, 60), (480, 62))
    assert roll.notes == [(240, 62, 480), (720, 64, 480), (960, 67, 480)]
    assert roll.selected == {(240, 62), (720, 64)}


def test_a_note_that_is_not_selected_goes_alone(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60, 62))
    roll.select((480, 62))
    roll.drag((240, 60), (480, 65))
    assert roll.notes == [(240, 65, 480), (480, 62, 480)]


def test_moved_notes_keep_their_offset_from_the_grid(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(37, 60, 200)])
    roll.drag((137, 60), (370, 60))
    assert roll.notes == [(277, 60, 200)]


@pytest.mark.parametrize("bypass", [ALT, META])
def test_with_alt_or_super_a_note_moves_by_single_ticks(
    qtbot: QtBot, bypass: Qt.KeyboardModifier
) -> None:
    roll = Roll(qtbot, [Note(480, 60, 480)], px_per_quarter=480.0)
    roll.press(720, 60)
    roll.modifiers = bypass
    roll.move(727, 60)
    roll.release(729, 60)
    assert roll.notes == [(489, 60, 480)]


def test_shift_after_the_press_keeps_a_move_to_one_axis(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(480, 60, 480)])
    roll.press(720, 60)
    roll.modifiers = SHIFT
    roll.move(1200, 62)
    assert roll.drafted == [(960, 60, 480)]
    roll.release(840, 66)
    assert roll.notes == [(480, 66, 480)]


def test_pressing_shift_locks_the_axis_before_the_mouse_moves_on(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(480, 60, 480)])
    roll.press(720, 60)
    roll.move(1200, 62)
    assert roll.drafted == [(960, 62, 480)]
    roll.hold(Qt.Key.Key_Shift)
    assert roll.drafted == [(960, 60, 480)]
    roll.let_go(Qt.Key.Key_Shift)
    assert roll.drafted == [(960, 62, 480)]
    roll.release(1200, 62)


def test_a_group_stops_at_the_start_and_at_the_last_pitch_and_is_never_bent(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(240, 60, 240), Note(600, 72, 240)])
    roll.select((240, 60), (600, 72))
    roll.drag((700, 72), (10, 72))
    assert roll.notes == [(0, 60, 240), (360, 72, 240)]
    view = roll.scene.geometry
    roll.scene.set_geometry(view.moved_to(top=128.0))
    roll.select((0, 60))
    roll.document.edit_notes("Raise", roll.document.notes.transposed(50))
    roll.select((0, 110), (360, 122))
    roll.drag((100, 110), (100, 122))
    assert roll.notes == [(0, 115, 240), (360, 127, 240)]


def test_ctrl_drag_copies_a_note_and_selects_the_copy(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    roll.modifiers = CTRL
    roll.drag((240, 60), (960, 64), (1200, 64))
    assert roll.notes == [(0, 60, 480), (960, 64, 480)]
    assert roll.selected == {(960, 64)}
    assert roll.steps == ["Copy Notes"]


def test_ctrl_drag_copies_the_whole_selection(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60, 62))
    roll.select((0, 60), (480, 62))
    roll.modifiers = CTRL
    roll.drag((240, 60), (1200, 60))
    assert roll.notes == [(0, 60, 480), (480, 62, 480), (960, 60, 480), (1440, 62, 480)]


@pytest.mark.parametrize("zoom", ZOOMS)
def test_the_right_edge_lengthens_and_shortens(qtbot: QtBot, zoom: float) -> None:
    roll = Roll(qtbot, quarters(60), px_per_quarter=zoom)
    roll.drag((470, 60), (700, 60))
    assert roll.notes == [(0, 60, 720)]
    roll.drag((715, 60), (-900, 60))
    assert roll.notes == [(0, 60, 120)]
    assert roll.steps == ["Resize Notes"] * 2


@pytest.mark.parametrize("zoom", ZOOMS)
def test_the_left_edge_moves_the_onset_and_keeps_the_end(qtbot: QtBot, zoom: float) -> None:
    roll = Roll(qtbot, [Note(480, 60, 480)], px_per_quarter=zoom)
    roll.drag((485, 60), (250, 60))
    assert roll.notes == [(240, 60, 720)]
    roll.drag((245, 60), (1900, 60))
    assert roll.notes == [(840, 60, 120)]


def test_an_edge_comes_to_lie_on_the_grid(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(30, 60, 437)])
    roll.drag((463, 60), (580, 60))
    assert roll.notes == [(30, 60, 570)]


def test_with_alt_an_edge_moves_by_single_ticks(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60), px_per_quarter=480.0)
    roll.modifiers = ALT
    roll.drag((479, 60), (486, 60))
    assert roll.notes == [(0, 60, 487)]


def test_an_edge_resizes_all_selected_notes_by_as_much(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(0, 60, 480), Note(480, 64, 240), Note(960, 60, 240)])
    roll.select((0, 60), (480, 64))
    roll.drag((470, 60), (350, 60))
    assert roll.notes == [(0, 60, 360), (480, 64, 120), (960, 60, 240)]


def test_shift_at_an_edge_stretches_the_selection_in_proportion(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60, 62))
    roll.select((0, 60), (480, 62))
    roll.modifiers = SHIFT
    roll.drag((950, 62), (1910, 62))
    assert roll.notes == [(0, 60, 960), (960, 62, 960)]
    assert roll.steps == ["Stretch Notes"]
    roll.drag((10, 60), (970, 60))
    assert roll.notes == [(960, 60, 480), (1440, 62, 480)]


def test_the_zone_of_an_edge_is_8_pixels_or_a_third_of_the_note(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(0, 60, 480), Note(960, 60, 60)])
    shapes = [roll.shape(tick, 60) for tick in (42, 54, 426, 438, 965, 985, 1015)]
    side, whole = Qt.CursorShape.SizeHorCursor, Qt.CursorShape.SizeAllCursor
    assert shapes == [side, whole, whole, side, side, whole, side]


def test_a_click_that_moves_nothing_is_no_undo_step(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60, 62))
    for modifiers in (NONE, SHIFT, CTRL, ALT):
        roll.modifiers = modifiers
        roll.click(240, 60)
        roll.drag((240, 60), (244, 60))
        roll.drag((240, 60), (800, 60), (240, 60))
    assert roll.steps == []


def test_esc_puts_everything_back(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60, 62))
    ended: list[None] = []
    roll.gestures.preview_ended.connect(lambda: ended.append(None))
    roll.press(240, 60)
    roll.move(1200, 66)
    assert roll.is_drafting
    roll.key(Qt.Key.Key_Escape)
    assert not roll.gestures.is_active
    assert roll.scene.draft is None
    assert ended == [None]
    roll.move(1400, 70)
    roll.release(1400, 70)
    assert roll.steps == []
    assert roll.notes == [(0, 60, 480), (480, 62, 480)]


def test_an_edit_from_elsewhere_ends_a_drag_without_a_trace(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    roll.press(240, 60)
    roll.move(1200, 66)
    roll.document.edit_notes("Other", roll.document.notes.transposed(1))
    roll.move(1300, 66)
    roll.release(1300, 66)
    assert roll.notes == [(0, 61, 480)]


def test_only_another_pitch_sounds(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(0, 60, 480, 99)])
    heard: list[object] = []
    roll.gestures.preview_started.connect(lambda pitch, velocity: heard.append((pitch, velocity)))
    roll.gestures.preview_ended.connect(lambda: heard.append("end"))
    roll.press(240, 60)
    for tick in (400, 600, 800):
        roll.move(tick, 60)
    assert heard == []
    for tick in (810, 820, 830):
        roll.move(tick, 61)
    roll.move(830, 60)
    roll.release(830, 60)
    assert heard == [(61, 99), "end", (60, 99), "end"]


def test_the_grabbed_note_snaps_to_the_scale_and_the_others_go_as_far(qtbot: QtBot) -> None:
    roll = Roll(qtbot, [Note(0, 60, 240), Note(240, 61, 240)])
    roll.scene.set_tools(snaps_to_scale=True)
    roll.select((0, 60), (240, 61))
    roll.drag((120, 60), (120, 63))
    assert [pitch for _, pitch, _ in roll.notes] in ([62, 63], [64, 65])


def test_what_is_dragged_tells_where_it_is(qtbot: QtBot) -> None:
    roll = Roll(qtbot, quarters(60))
    shown: list[str] = []
    described: list[str] = []
    roll.gestures.value_shown.connect(shown.append)
    roll.gestures.note_described.connect(described.append)
    roll.drag((240, 60), (720, 62))
    assert shown[-2:] == ["D4 · bar 1 beat 2", ""]
    assert described == ["C4, quarter, bar 1 beat 1", "D4, quarter, bar 1 beat 2"]


def test_a_drag_among_a_hundred_thousand_notes_builds_no_note_objects(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    roll = Roll(qtbot, (Note(120 * i, 40 + i % 40, 100) for i in range(100_000)))
    roll.selection.select_notes(roll.document.notes)
    made = 0
    original = Note.__init__

    def counting(self: Note, *args: int, **kwargs: int) -> None:
        nonlocal made
        made += 1
        original(self, *args, **kwargs)

    monkeypatch.setattr(Note, "__init__", counting)
    roll.press(1250, 50)
    for tick in range(1300, 2300, 100):
        roll.move(tick, 52)
    monkeypatch.undo()
    roll.release(2210, 52)
    assert made < 100
    assert len(roll.notes) == 100_000
    assert roll.notes[0] == (960, 42, 100)
