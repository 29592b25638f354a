"""Which notes share a bracket."""

from __future__ import annotations

from dataclasses import replace

from gui.piano_roll.copied_pieces import Piece, pieces_of
from tests.gui.panels.copied import copied, stretch


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


def test_of_a_chord_that_was_recorded_the_notes_are_marked_that_are_copied() -> None:
    found = copied(replace(stretch(2, 4), places=(2, 1, 3, 6)))
    assert [(p.first, p.last) for p in pieces_of(found)] == [(1, 3)]
