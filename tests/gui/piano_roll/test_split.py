from __future__ import annotations

from pytestqt.qtbot import QtBot

from melodyrnn.music.grid import Grid
from melodyrnn.music.notes import Note
from tests.gui.piano_roll.tool_canvas import ALT, Roll, quarters


def _roll(qtbot: QtBot, *notes: Note, zoom: float = 80.0) -> Roll:
    roll = Roll(qtbot, notes or quarters(60, 62, 64), px_per_quarter=zoom)
    roll.use("split")
    return roll


def test_a_click_cuts_on_the_nearest_grid_line(qtbot: QtBot) -> None:
    for zoom in (60.0, 300.0):
        roll = _roll(qtbot, zoom=zoom)
        roll.click(290, 60)
        assert roll.notes[:2] == [(0, 60, 240), (240, 60, 240)]
        assert roll.steps == ["Split Notes"]


def test_with_alt_it_cuts_at_any_tick(qtbot: QtBot) -> None:
    roll = _roll(qtbot, zoom=480.0)
    roll.modifiers = ALT
    roll.click(301, 60)
    assert roll.notes[:2] == [(0, 60, 301), (301, 60, 179)]


def test_near_an_end_it_cuts_on_the_last_line_within_the_note(qtbot: QtBot) -> None:
    roll = _roll(qtbot)
    roll.click(470, 60)
    assert roll.notes[:2] == [(0, 60, 360), (360, 60, 120)]


def test_a_note_without_a_line_is_not_cut_and_the_reason_is_shown(qtbot: QtBot) -> None:
    roll = _roll(qtbot)
    roll.set_grid(Grid(4))
    shown: list[str] = []
    roll.gestures.value_shown.connect(shown.append)
    roll.click(240, 60)
    assert roll.steps == []
    assert "Hold Alt to cut between grid lines" in shown


def test_a_line_cuts_all_notes_that_it_crosses(qtbot: QtBot) -> None:
    chord = [Note(0, pitch, 960) for pitch in (60, 64, 67, 72)]
    roll = _roll(qtbot, *chord)
    roll.press(240, 74)
    roll.move(500, 66)
    band = roll.scene.band
    assert band is not None
    assert band.is_cut
    roll.release(730, 62)
    cuts = {pitch: onset for onset, pitch, _ in roll.notes if onset}
    assert set(cuts) == {64, 67, 72}
    assert cuts[64] > cuts[67] > cuts[72]
    assert len(roll.steps) == 1


def test_halves_are_selected_only_if_the_note_was(qtbot: QtBot) -> None:
    roll = _roll(qtbot)
    roll.select((0, 60))
    roll.click(240, 60)
    assert roll.selected == {(0, 60), (240, 60)}
    roll.click(720, 62)
    assert roll.selected == {(0, 60), (240, 60)}
