"""Copied notes on the roll: tints, brackets and their legend."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from gui.document.copied import CopiedNotes
from gui.document.project import Span
from gui.piano_roll.copied_painting import paint_brackets
from gui.piano_roll.copied_pieces import Piece
from gui.piano_roll.palettes import Palettes
from gui.piano_roll.scene import Copying, Draft, Ghost
from gui.piano_roll.visible import NoteIndex
from gui.theme import DARK
from melodyrnn.music.notes import IntArray, Note, NoteSequence
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


def test_the_legend_counts_notes_and_not_runs() -> None:
    assert Copying(copied(stretch(0, 8), stretch(4, 8)), 16).legend == "12 of 16 notes copied"
    assert Copying(copied(), 16).legend.startswith("Nothing copied")
    assert Copying(words="Looking").legend == "Looking"


def test_what_was_found_is_counted_once_and_not_at_each_paint(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    count = CopiedNotes.lengths

    def lengths(found: CopiedNotes, notes: int) -> IntArray:
        counted.append(notes)
        return count(found, notes)

    monkeypatch.setattr(CopiedNotes, "lengths", lengths)
    copy(shown)
    for tick in range(0, 4800, 480):
        shown.scene.set_playhead(float(tick))
        shown.scene.set_geometry(replace(shown.scene.geometry, left=float(tick)))
        shown.picture()
    assert counted == [len(NOTES)]


class Untouchable(Piece):
    """A piece whose label nobody may read."""

    @property
    def label(self) -> str:
        raise AssertionError("painted")


def test_brackets_out_of_view_are_passed_over(shown: Shown) -> None:
    view = replace(shown.scene.geometry, left=4800.0)
    index = NoteIndex(NOTES.merged(NOTES.shifted(40 * 480)))
    picture = QImage(800, 400, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    out_of_view = [Untouchable("left", 0, 8), Untouchable("right", 20, 30)]
    paint_brackets(painter, view, index, out_of_view, Palettes.of(DARK))
    with pytest.raises(AssertionError, match="painted"):
        paint_brackets(painter, view, index, [Untouchable("in", 10, 15)], Palettes.of(DARK))
    painter.end()
