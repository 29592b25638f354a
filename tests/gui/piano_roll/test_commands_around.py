"""What the actions do beside changing notes: quantise, repeat, copy and find them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.quantize import Quantization
from tests.gui.piano_roll.command_desk import TUNE, Desk


@pytest.fixture
def desk(qapp: QGuiApplication) -> Iterator[Desk]:
    desk = Desk(*TUNE)
    yield desk
    qapp.clipboard().clear()


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
