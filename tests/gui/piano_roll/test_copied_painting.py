"""Copied notes on the roll: tints, brackets and their legend."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from gui.document.project import Span
from gui.piano_roll.copied_painting import Piece, pieces_of
from gui.piano_roll.palettes import Palettes
from gui.piano_roll.scene import Copying, Draft, Ghost
from gui.theme import DARK
from melodyrnn.music.notes import Note, NoteSequence
from tests.gui.panels.copied import copied, stretch
from tests.gui.piano_roll.shown_roll import Shown

NOTES = NoteSequence(Note(i * 480, 72, 470, 127) for i in range(16))
"""A quarter each; at 80 pixels a quarter ten are in view."""


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot, NOTES)


def tint(length: int) -> str:
    return Palettes.of(DARK).copied_melody.fill[{8: 64, 32: 127}[length]].name()


def copy(shown: Shown, *, first: int = 1, notes: int = 8) -> None:
    found = copied(stretch(first, notes))
    shown.scene.set_overlay(copying=Copying(found, len(NOTES)))


def test_a_note_is_in_one_bracket_that_of_its_longest_run() -> None:
    found = copied(stretch(4, 10), stretch(1, 8, "Haste"), stretch(13, 9, "Rakes"))
    assert list(pieces_of(found)) == [
        Piece("10 · Off She Goes", 4, 13),
        Piece("8 · Haste", 1, 3),
        Piece("9 · Rakes", 14, 21),
    ]


def test_a_run_around_a_longer_one_has_two_brackets() -> None:
    found = copied(stretch(3, 12), stretch(0, 11), stretch(14, 8))
    assert [(p.first, p.last) for p in pieces_of(found)] == [(3, 14), (0, 2), (15, 21)]


def test_copied_notes_are_tinted_and_the_others_are_as_ever(shown: Shown) -> None:
    copy(shown)
    assert shown.colour(600, 72).name() == tint(8)
    assert shown.colour(200, 72).name() not in (tint(8), tint(32))
    before = shown.colour(200, 72)
    shown.scene.set_overlay(copying=None)
    assert shown.colour(600, 72).name() == DARK.accent
    assert before.hue() == pytest.approx(QColor(DARK.accent).hue(), abs=3)


def test_longer_runs_are_tinted_more(shown: Shown) -> None:
    copy(shown, first=0, notes=32)
    assert shown.colour(600, 72).name() == tint(32)


def test_a_bracket_lies_below_the_run(shown: Shown) -> None:
    copy(shown)
    view = shown.scene.geometry
    y = round(view.y(72) + view.row_px + 4)
    picture = shown.picture()
    ink = QColor(DARK.copied).hue()
    assert abs(picture.pixelColor(round(view.x(1000)), y).hue() - ink) < 12
    assert abs(picture.pixelColor(round(view.x(100)), y).hue() - ink) > 12


def test_tints_of_other_notes_are_not_shown(shown: Shown) -> None:
    copy(shown)
    shown.scene.set_overlay(draft=Draft(NOTES))
    assert shown.colour(600, 72).name() == DARK.accent
    shown.scene.set_overlay(draft=None, copying=Copying(copied(stretch()), 3))
    assert shown.colour(600, 72).name() == DARK.accent


def test_a_take_being_heard_is_tinted_too_while_that_is_wanted(shown: Shown) -> None:
    take = NoteSequence(Note(i * 480, 76, 470, 127) for i in range(10))
    ghost = Ghost(take, Span(0, 9600), copied(stretch(0, 8)))
    shown.scene.set_overlay(ghost=ghost)
    assert shown.colour(600, 76).name() == DARK.idea
    shown.scene.set_overlay(copying=Copying(words="Looking"))
    assert shown.colour(600, 76).name() == tint(8)
    assert shown.colour(8 * 480 + 100, 76).hue() == pytest.approx(QColor(DARK.idea).hue(), abs=3)


def test_a_legend_says_how_much_or_why_not(shown: Shown) -> None:
    pictures = []
    for copying in (
        None,
        Copying(words="This model came without its music"),
        Copying(copied(), 16),
        Copying(copied(stretch(0, 8)), 16),
    ):
        shown.scene.set_overlay(copying=copying)
        pictures.append(shown.picture().copy(430, 0, 370, 50))
    assert all(a != b for i, a in enumerate(pictures) for b in pictures[:i])


def test_a_legend_longer_than_the_roll_is_wide_stays_within_it(shown: Shown) -> None:
    edges = []
    for words in ("Looking", "So many words that no window is wide enough for them. " * 4):
        shown.scene.set_overlay(copying=Copying(words=words))
        edges.append(shown.picture().copy(0, 8, 8, 40))
    assert edges[0] == edges[1]
