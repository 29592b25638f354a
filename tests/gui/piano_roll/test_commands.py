"""What the actions of the Notes and Edit menus do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gui.actions import EDIT, NOTES, specs
from gui.document.document import Document
from gui.document.project import Project
from gui.document.selection import NoteId, Selection
from gui.piano_roll.commands import NOTHING_SELECTED, Commands
from gui.piano_roll.scene import Scene
from melodyrnn.music.grid import Grid
from melodyrnn.music.key import Key
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece
from melodyrnn.music.quantize import Quantization

TUNE = (Note(0, 60, 480, 80), Note(480, 62, 480, 90), Note(960, 64, 960, 100))


class Desk:
    """A document with a tune, the commands, and what they said."""

    def __init__(self, *notes: Note) -> None:
        self.document = Document()
        self.document.reset(Project.of_piece(simple_piece(NoteSequence(notes), key=Key())))
        self.selection = Selection(self.document)
        self.scene = Scene()
        self.commands = Commands(self.document, self.selection, self.scene)
        self.hints: list[str] = []
        self.heard: list[tuple[int, int]] = []
        self.described: list[str] = []
        self.commands.hinted.connect(self.hints.append)
        self.commands.preview_asked.connect(lambda *sound: self.heard.append(sound))
        self.commands.note_described.connect(self.described.append)

    def do(self, *names: str) -> None:
        for name in names:
            self.commands.handlers()[name]()

    def select(self, *indexes: int) -> None:
        notes = self.document.notes
        self.selection.select(NoteId(notes[i].onset, notes[i].pitch) for i in indexes)

    @property
    def notes(self) -> list[tuple[int, int, int]]:
        return [(n.onset, n.pitch, n.duration) for n in self.document.notes]

    def drafted(self) -> list[tuple[int, int, int]] | None:
        draft = self.scene.draft
        return None if draft is None else [(n.onset, n.pitch, n.duration) for n in draft.notes]

    @property
    def selected(self) -> list[tuple[int, int]]:
        return sorted((i.onset, i.pitch) for i in self.selection.ids)

    @property
    def steps(self) -> list[str]:
        history = self.document.history
        return [history.text(i) for i in range(history.count())]


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


def test_quantizing_draws_the_selection_to_the_grid(desk: Desk) -> None:
    desk.document.edit_notes("Play", NoteSequence([Note(7, 60, 100), Note(130, 62, 100)]))
    desk.select(1)

    desk.do("quantize")

    assert desk.notes == [(7, 60, 100), (120, 62, 100)]
    assert desk.selected == [(120, 62)]


def test_quantizing_without_a_selection_takes_all_notes_and_says_so(desk: Desk) -> None:
    desk.document.edit_notes("Play", NoteSequence([Note(7, 60, 100), Note(130, 62, 100)]))

    desk.do("quantize")

    assert desk.notes == [(0, 60, 100), (120, 62, 100)]
    assert desk.selected == []
    assert desk.hints == ["Quantized all notes, as none were selected."]
    desk.do("quantize")
    assert desk.hints[1:] == ["These notes are on the grid already."]


def test_quantizing_can_be_tried_before_it_is_done(desk: Desk) -> None:
    desk.document.edit_notes("Play", NoteSequence([Note(7, 60, 100)]))
    assert desk.commands.quantize_count == 1

    desk.commands.preview_quantize(Quantization(120))
    assert desk.drafted() == [(0, 60, 100)]
    assert desk.document.notes.start == 7

    desk.commands.preview_quantize(None)
    assert desk.drafted() is None

    desk.commands.quantize_with(Quantization(120, strength=0.5))
    assert desk.document.notes.start in (3, 4)


def test_a_duplicate_follows_and_is_selected(desk: Desk) -> None:
    desk.select(0, 1)

    desk.do("duplicate")
    assert desk.notes[2:] == [(960, 60, 480), (960, 64, 960), (1440, 62, 480)]
    assert desk.selected == [(960, 60), (1440, 62)]

    desk.do("duplicate")
    assert desk.selected == [(1920, 60), (2400, 62)]
    assert desk.steps == ["Duplicate", "Duplicate"]


def test_a_duplicate_of_notes_played_by_hand_keeps_their_bars() -> None:
    desk = Desk(Note(9, 60, 400), Note(1445, 62, 460))
    desk.do("select_all", "duplicate")

    assert [onset for onset, _, _ in desk.notes] == [9, 1445, 1929, 3365]


def test_deleting_and_selecting(desk: Desk) -> None:
    desk.do("select_all")
    assert len(desk.selection.ids) == 3
    desk.do("select_none")
    assert desk.selected == []
    desk.select(1)
    desk.do("delete")

    assert desk.notes == [(0, 60, 480), (960, 64, 960)]
    assert desk.selected == []


def test_cut_notes_come_back_at_the_cursor(desk: Desk) -> None:
    desk.select(1, 2)
    desk.do("cut")
    assert desk.notes == [(0, 60, 480)]

    desk.selection.set_cursor(1920)
    desk.do("paste", "paste")

    assert desk.notes[1:] == [(1920, 62, 480), (2400, 64, 960), (3360, 62, 480), (3840, 64, 960)]
    assert desk.selected == [(3360, 62), (3840, 64)]
    assert desk.selection.cursor == 4800
    assert desk.steps == ["Cut Notes", "Paste", "Paste"]


def test_pasting_works_between_two_windows(desk: Desk) -> None:
    desk.select(0, 2)
    desk.do("copy")

    other = Desk()
    other.do("paste")

    assert list(other.document.notes) == [TUNE[0], TUNE[2]]


def test_stepping_from_note_to_note_selects_sounds_and_names_it(desk: Desk) -> None:
    desk.do("next_note", "next_note", "next_note", "next_note", "previous_note")

    assert desk.selected == [(480, 62)]
    assert desk.heard == [(60, 80), (62, 90), (64, 100), (64, 100), (62, 90)]
    assert desk.described[1] == "D4, quarter, bar 1 beat 2"


def test_stepping_begins_at_the_cursor(desk: Desk) -> None:
    desk.selection.set_cursor(500)

    desk.do("previous_note")
    assert desk.selected == [(480, 62)]
    desk.do("select_none", "next_note")
    assert desk.selected == [(960, 64)]


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
