"""What the actions do to the selected notes, and what becomes of it in the history."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gui.actions import EDIT, NOTES, specs
from gui.piano_roll.commands import NOTHING_SELECTED
from melodyrnn.music.grid import Grid
from melodyrnn.music.notes import Note, NoteSequence
from tests.gui.piano_roll.command_desk import TUNE, Desk


@pytest.fixture
def desk(qapp: QGuiApplication) -> Iterator[Desk]:
    desk = Desk(*TUNE)
    yield desk
    qapp.clipboard().clear()


def test_every_action_that_edits_notes_is_handled(desk: Desk) -> None:
    elsewhere = {"undo", "redo", "cancel", "step_entry", "musical_typing"}
    elsewhere |= {name for name in specs() if name.startswith("tool_")}
    elsewhere |= {"transpose", "quantize_dialog"}
    wanted = {name for name, spec in specs().items() if spec.menu in (EDIT, NOTES)}

    assert set(desk.commands.handlers()) == wanted - elsewhere


@pytest.mark.parametrize(
    ("action", "pitches"),
    [
        ("transpose_up", [60, 63, 65]),
        ("transpose_down", [60, 61, 63]),
        ("octave_up", [60, 74, 76]),
        ("octave_down", [60, 50, 52]),
        ("scale_up", [60, 64, 65]),
        ("scale_down", [60, 60, 62]),
    ],
)
def test_the_selection_moves_in_pitch_and_stays_selected(
    desk: Desk, action: str, pitches: list[int]
) -> None:
    desk.select(1, 2)

    desk.do(action)

    assert [pitch for _, pitch, _ in desk.notes] == pitches
    assert desk.selected == [(480, pitches[1]), (960, pitches[2])]


def test_aligning_moves_what_is_outside_the_key(desk: Desk) -> None:
    desk.select(1)
    desk.do("transpose_up", "align_to_scale")

    assert desk.notes[1][1] == 64
    desk.do("align_to_scale")
    assert desk.hints == ["All selected notes are in C major already."]


@pytest.mark.parametrize(
    ("action", "onset"),
    [
        ("nudge_right", 600),
        ("nudge_left", 360),
        ("nudge_fine_right", 487),
        ("nudge_fine_left", 473),
    ],
)
def test_nudging_moves_by_the_grid_or_a_sixteenth_of_it(
    desk: Desk, action: str, onset: int
) -> None:
    desk.select(1)

    desk.do(action)

    assert desk.notes[1] == (onset, 62, 480)
    assert desk.selected == [(onset, 62)]


def test_nudging_works_with_the_grid_off_and_follows_triplets(desk: Desk) -> None:
    desk.select(1)
    desk.scene.set_tools(grid=Grid(8, "triplet", is_on=False))

    desk.do("nudge_right")

    assert desk.notes[1][0] == 640


def test_lengths_change_by_the_grid_and_a_step_is_left(desk: Desk) -> None:
    desk.select(0)

    desk.do("lengthen")
    assert desk.notes[0] == (0, 60, 600)
    desk.do(*["shorten"] * 9)
    assert desk.notes[0] == (0, 60, 120)


def test_velocity_goes_up_and_down_within_its_range(desk: Desk) -> None:
    desk.select(0, 2)

    desk.do("louder")
    assert [n.velocity for n in desk.document.notes] == [88, 90, 108]
    desk.do(*["softer"] * 20)
    assert [n.velocity for n in desk.document.notes] == [1, 90, 1]


def test_repeated_edits_of_one_kind_are_one_undo_step(desk: Desk) -> None:
    desk.select(0)
    desk.do("nudge_right", "nudge_right", "nudge_fine_right")
    desk.do("transpose_up", "octave_up", "scale_down")
    desk.do("louder", "louder")
    desk.do("lengthen", "shorten", "lengthen")

    assert desk.steps == ["Nudge", "Transpose", "Change Velocity", "Change Length"]
    for _ in range(4):
        desk.document.history.undo()
    assert list(desk.document.notes) == list(TUNE)


def test_another_selection_begins_another_undo_step(desk: Desk) -> None:
    desk.select(0)
    desk.do("nudge_right")
    desk.select(1)
    desk.do("nudge_right")

    assert desk.steps == ["Nudge", "Nudge"]


def test_after_undoing_an_edit_begins_another_undo_step(desk: Desk) -> None:
    desk.select(0)
    desk.do("louder", "transpose_up")
    desk.document.history.undo()
    desk.select(0)
    desk.do("louder")

    assert desk.steps == ["Change Velocity", "Change Velocity"]


def test_nudging_there_and_back_is_no_edit_at_all(desk: Desk) -> None:
    desk.select(0)
    desk.do("nudge_right", "nudge_left")

    assert desk.steps == []
    assert not desk.document.is_modified


@pytest.mark.parametrize(
    "action",
    [
        "transpose_up",
        "scale_up",
        "align_to_scale",
        "nudge_left",
        "lengthen",
        "louder",
        "duplicate",
        "delete",
        "cut",
        "copy",
    ],
)
def test_with_nothing_selected_nothing_happens_and_it_says_why(desk: Desk, action: str) -> None:
    desk.do(action)

    assert desk.hints == [NOTHING_SELECTED]
    assert desk.steps == []


def test_in_an_empty_melody_actions_say_what_to_do(qapp: QGuiApplication) -> None:
    desk = Desk()
    qapp.clipboard().clear()

    for action in ("next_note", "quantize", "scale_up", "paste"):
        desk.do(action)

    assert len(desk.hints) == 4
    assert desk.steps == []


def test_a_preview_is_asked_when_the_pitch_of_the_first_note_changes(desk: Desk) -> None:
    desk.select(1, 2)

    desk.do("transpose_up", "nudge_right", "louder", "octave_down")

    assert desk.heard == [(63, 90), (51, 98)]


def test_at_the_highest_pitch_nothing_changes_and_nothing_sounds(desk: Desk) -> None:
    desk.document.edit_notes("Draw", NoteSequence([Note(0, 127, 10)]))
    desk.select(0)

    desk.do("transpose_up")

    assert desk.heard == []
    assert desk.steps == ["Draw"]


def test_each_edit_tells_the_window_once(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0)
    changes: list[object] = []
    desk.document.changed.connect(changes.append)

    with qtbot.waitSignal(desk.document.changed):
        desk.do("nudge_right")

    assert len(changes) == 1
