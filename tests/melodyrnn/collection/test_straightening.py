"""What was played by hand, put on the grid."""

from __future__ import annotations

import numpy as np
import pytest

from melodyrnn.collection.straightening import ON_GRID, straightened
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Part, Piece

REEL = [120, 120, 240, 480, 240, 240, 360, 120] * 8
SHUFFLE = [320, 160] * 32
MIXED = [240, 240, 160, 160, 160, 480, 120, 120, 240] * 8


def tune(lengths: list[int]) -> NoteSequence:
    steps = np.array(lengths)
    pitch = 60 + (np.arange(len(steps)) ** 2) % 11
    return NoteSequence.from_columns(np.cumsum(steps) - steps + 480, steps, pitch, 80)


def played(notes: NoteSequence, spread: float, *, late: int = 0) -> NoteSequence:
    """As a hand plays it: never quite there, never quite so long."""
    rng = np.random.default_rng(5)
    onset = notes.onset + np.rint(rng.normal(late, spread, len(notes))).astype(int)
    length = np.rint(notes.duration * rng.uniform(0.8, 0.98, len(notes))).astype(int)
    return NoteSequence.from_columns(onset, length, notes.pitch, notes.velocity)


def piece(*parts: NoteSequence) -> Piece:
    return Piece(tuple(map(Part, parts)))


def put_right(notes: NoteSequence) -> NoteSequence:
    done = straightened(piece(notes))
    assert done.piece is not None
    return done.piece.parts[0].notes


def share_of(notes: NoteSequence, right: NoteSequence) -> float:
    """Share of the notes that are where they should be."""
    wanted = set(zip(right.onset.tolist(), right.pitch.tolist(), strict=True))
    return len(wanted & set(zip(notes.onset.tolist(), notes.pitch.tolist(), strict=True))) / len(
        wanted
    )


@pytest.mark.parametrize("lengths", [REEL, SHUFFLE, MIXED])
def test_what_a_hand_meant_is_found_again(lengths: list[int]) -> None:
    meant = tune(lengths)
    assert share_of(put_right(played(meant, 11)), meant) > 0.96


def test_lateness_that_stays_the_same_is_taken_off() -> None:
    meant = tune(REEL)
    assert share_of(put_right(played(meant, 8, late=35)), meant) > 0.98


def test_lengths_become_whole_and_none_vanishes() -> None:
    right = put_right(played(tune(REEL), 11))
    assert set((right.duration % 120).tolist()) == {0}
    assert np.mean(right.duration == tune(REEL).duration) > 0.8


def test_quick_notes_are_not_crushed_into_one() -> None:
    meant = tune([60, 60, 120, 240, 480] * 12)
    assert len(put_right(played(meant, 7))) == len(meant)
    assert share_of(put_right(played(meant, 7)), meant) > 0.95


def test_a_chord_struck_by_hand_stays_one_chord() -> None:
    chords = NoteSequence.from_columns(
        np.repeat(np.arange(1, 33) * 480, 3) + np.tile([-9, 0, 7], 32),
        400,
        np.tile([60, 64, 67], 32),
        80,
    )
    assert put_right(chords).onset.tolist() == np.repeat(np.arange(1, 33) * 480, 3).tolist()


def test_parts_stay_together_and_drums_as_they_are() -> None:
    meant = tune(REEL)
    first, second = played(meant, 9, late=10), played(meant, 9, late=10).transposed(-12)
    drums = Part(played(meant, 9), is_drum=True)
    done = straightened(Piece((Part(first), Part(second), drums))).piece
    assert done is not None
    assert np.array_equal(done.parts[0].notes.onset, done.parts[1].notes.onset)
    assert done.parts[2] is drums


def test_what_is_on_the_grid_is_left_alone() -> None:
    assert straightened(piece(tune(MIXED))) == ON_GRID
    assert straightened(piece(tune(MIXED).shifted(2))) == ON_GRID
    assert straightened(piece()) == ON_GRID


def test_what_was_played_without_regard_to_the_beat_is_said_to_be_free() -> None:
    rng = np.random.default_rng(1)
    onset = np.cumsum(rng.integers(60, 700, 300))
    free = straightened(piece(NoteSequence.from_columns(onset, 100, 60 + onset % 9, 80)))
    assert (free.piece, free.is_free) == (None, True)
