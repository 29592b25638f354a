"""Step entry: piano and computer keys write into the document."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.document.document import Document
from gui.document.selection import Selection
from gui.piano_roll.scene import Scene
from gui.piano_roll.step_entry import StepEntry
from gui.piano_roll.undoing import Undoing
from melodyrnn.music.grid import Grid
from melodyrnn.music.notes import Note, NoteSequence

CTRL = Qt.KeyboardModifier.ControlModifier


class Bench:
    """Step entry into an empty document, with a clock that stands until it is set."""

    def __init__(self, qtbot: QtBot) -> None:
        self.now = 100.0
        self.document = Document()
        self.selection = Selection(self.document)
        self.scene = Scene()
        self.scene.set_tools(grid=Grid(8))
        self.entry = StepEntry(self.document, self.selection, self.scene, lambda: self.now)
        self.canvas = QWidget()
        qtbot.addWidget(self.canvas)
        self.entry.watch(self.canvas)
        self.canvas.show()
        qtbot.waitExposed(self.canvas)
        self.canvas.setFocus()
        self.hints: list[str] = []
        self.entry.hinted.connect(self.hints.append)
        self.entry.handlers()["step_entry"](True)

    def play(self, *pitches: int) -> None:
        for pitch in pitches:
            self.entry.note_started(pitch, 80)
        for pitch in pitches:
            self.entry.note_ended(pitch)

    def key(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.canvas, key, modifiers)

    @property
    def notes(self) -> list[tuple[int, int, int]]:
        return [(n.onset, n.pitch, n.duration) for n in self.document.notes]

    def drafted(self) -> list[tuple[int, int, int]] | None:
        draft = self.scene.draft
        return None if draft is None else [(n.onset, n.pitch, n.duration) for n in draft.notes]

    @property
    def cursors(self) -> tuple[int | None, int]:
        return self.scene.step_cursor, self.selection.cursor


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_notes_played_one_by_one_follow_each_other(bench: Bench) -> None:
    bench.play(60)
    bench.play(62)

    assert bench.notes == [(0, 60, 240), (240, 62, 240)]
    assert bench.cursors == (480, 480)
    assert [i.pitch for i in bench.selection.ids] == [62]


def test_each_chord_is_one_undo_step_and_the_cursor_follows_it(bench: Bench) -> None:
    bench.play(60, 64, 67)
    bench.play(62)
    undoing = Undoing(bench.document, bench.selection)
    history = bench.document.history
    assert [history.text(i) for i in range(history.count())] == ["Enter Chord", "Enter Note"]

    undoing.undo()
    assert bench.cursors == (240, 240)
    undoing.undo()
    assert bench.cursors == (0, 0)
    assert bench.notes == []
    undoing.redo()
    undoing.redo()
    assert bench.cursors == (480, 480)

    undoing.undo()
    bench.play(71)
    assert bench.notes[-1] == (240, 71, 240)


def test_editing_a_note_just_entered_does_not_move_the_cursor(bench: Bench) -> None:
    bench.play(60)
    bench.document.edit_notes("Transpose", bench.document.notes.transposed(2))
    bench.document.history.undo()
    assert bench.cursors == (240, 240)

    bench.document.history.undo()
    assert bench.cursors == (0, 0)


def test_the_chord_in_hand_is_shown_before_it_is_written(bench: Bench) -> None:
    bench.entry.note_started(60, 80)
    assert bench.drafted() == [(0, 60, 240)]
    assert bench.notes == []

    bench.entry.note_ended(60)
    assert bench.drafted() is None
    assert bench.notes == [(0, 60, 240)]


def test_a_slip_leaves_the_chord_while_the_others_are_held(bench: Bench, qtbot: QtBot) -> None:
    bench.entry.note_started(60, 80)
    bench.entry.note_started(61, 80)
    bench.entry.note_ended(61)
    bench.now += 1.0
    qtbot.waitUntil(lambda: bench.drafted() == [(0, 60, 240)])

    bench.entry.note_ended(60)

    assert bench.notes == [(0, 60, 240)]


def test_right_and_left_change_how_long_held_notes_last(bench: Bench) -> None:
    bench.entry.note_started(60, 80)
    bench.key(Qt.Key.Key_Right)
    bench.key(Qt.Key.Key_Right)
    bench.key(Qt.Key.Key_Left)
    bench.entry.note_ended(60)

    assert bench.notes == [(0, 60, 480)]
    assert bench.cursors == (480, 480)


def test_with_nothing_held_right_and_left_move_the_cursor(bench: Bench) -> None:
    bench.key(Qt.Key.Key_Right)
    bench.key(Qt.Key.Key_Right)
    bench.key(Qt.Key.Key_Left)
    assert bench.cursors == (240, 240)

    bench.key(Qt.Key.Key_Left)
    bench.key(Qt.Key.Key_Left)
    assert bench.cursors == (0, 0)
    assert not bench.document.is_modified


def test_0_is_a_rest(bench: Bench) -> None:
    bench.play(60)
    bench.key(Qt.Key.Key_0)
    bench.play(64)

    assert bench.notes == [(0, 60, 240), (480, 64, 240)]


def test_dot_and_triplet_change_the_length_until_pressed_again(bench: Bench) -> None:
    bench.key(Qt.Key.Key_Period)
    bench.play(60)
    bench.key(Qt.Key.Key_3, CTRL)
    bench.play(62)
    bench.key(Qt.Key.Key_3, CTRL)
    bench.play(64)

    assert bench.notes == [(0, 60, 360), (360, 62, 160), (520, 64, 240)]
    assert bench.hints == [
        "Step entry: eighth",
        "Step entry: dotted eighth",
        "Step entry: eighth triplet",
        "Step entry: eighth",
    ]


def test_backspace_steps_back_over_what_was_entered_and_deletes_it(bench: Bench) -> None:
    bench.play(60)
    bench.entry.note_started(62, 80)
    bench.entry.lengthen()
    bench.entry.note_ended(62)

    bench.key(Qt.Key.Key_Backspace)
    assert bench.notes == [(0, 60, 240)]
    assert bench.cursors == (240, 240)

    bench.key(Qt.Key.Key_Backspace)
    bench.key(Qt.Key.Key_Backspace)
    assert bench.notes == []
    assert bench.cursors == (0, 0)


def test_backspace_after_moving_away_goes_back_a_single_step(bench: Bench) -> None:
    there = NoteSequence([Note(0, 50, 100), Note(1700, 51, 100)])
    bench.document.edit_notes("Draw", there)
    bench.play(60)
    bench.selection.set_cursor(1920)

    bench.key(Qt.Key.Key_Backspace)

    assert bench.notes == [(0, 50, 100), (0, 60, 240)]
    assert bench.cursors == (1680, 1680)


def test_backspace_drops_the_chord_in_hand_first(bench: Bench) -> None:
    bench.play(60)
    bench.entry.note_started(64, 80)
    bench.key(Qt.Key.Key_Backspace)
    bench.entry.note_ended(64)

    assert bench.notes == [(0, 60, 240)]
    assert bench.cursors == (240, 240)


def test_the_length_follows_the_grid(bench: Bench) -> None:
    bench.scene.set_tools(grid=Grid(4))
    bench.play(60)
    bench.scene.set_tools(grid=Grid(8, "triplet", is_on=False))
    bench.play(62)

    assert bench.notes == [(0, 60, 480), (480, 62, 160)]


def test_it_begins_at_the_cursor_and_goes_where_the_cursor_is_put(bench: Bench) -> None:
    bench.entry.set_on(False)
    bench.selection.set_cursor(960)
    assert bench.scene.step_cursor is None

    bench.entry.set_on(True)
    bench.play(60)
    bench.selection.set_cursor(1920)
    bench.play(62)

    assert bench.notes == [(960, 60, 240), (1920, 62, 240)]


def test_off_it_writes_nothing_and_leaves_the_keys_to_shortcuts(bench: Bench) -> None:
    used: list[str] = []
    shortcut = QShortcut(QKeySequence("0"), bench.canvas)
    shortcut.activated.connect(lambda: used.append("0"))
    bench.key(Qt.Key.Key_0)
    assert used == []

    bench.entry.set_on(False)
    bench.play(60)
    bench.key(Qt.Key.Key_0)

    assert used == ["0"]
    assert bench.notes == []


def test_the_keys_of_the_number_pad_count(bench: Bench) -> None:
    bench.key(Qt.Key.Key_0, Qt.KeyboardModifier.KeypadModifier)

    assert bench.cursors == (240, 240)
