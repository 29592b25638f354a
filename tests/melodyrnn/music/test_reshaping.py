"""Edges, proportions and cuts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.reshaping import resized, split_at, stretched
from tests.strategies import melodies, selected_notes

Chosen = tuple[NoteSequence, NDArray[np.bool_]]

TUNE = NoteSequence([Note(120, 60, 240), Note(360, 62, 120), Note(480, 64, 480)])
ALL = np.ones(3, dtype=np.bool_)


def spans(notes: NoteSequence) -> list[tuple[int, int]]:
    return [(n.onset, n.end) for n in notes]


def test_the_right_edge_moves_alone() -> None:
    assert spans(resized(TUNE, ALL, right=60).notes) == [(120, 420), (360, 540), (480, 1020)]


def test_the_left_edge_moves_alone() -> None:
    assert spans(resized(TUNE, ALL, left=60).notes) == [(180, 360), (420, 480), (540, 960)]


def test_a_note_keeps_its_shortest_length_and_its_other_edge() -> None:
    shrunk = resized(TUNE, ALL, right=-1000, shortest=120).notes
    from_the_left = resized(TUNE, ALL, left=1000, shortest=120).notes

    assert spans(shrunk) == [(120, 240), (360, 480), (480, 600)]
    assert spans(from_the_left) == [(240, 360), (360, 480), (840, 960)]


def test_a_note_that_is_shorter_already_stays_so() -> None:
    grace = NoteSequence([Note(0, 60, 30)])

    assert resized(grace, ALL[:1], right=-10, shortest=120).notes == grace
    assert resized(grace, ALL[:1], left=10, shortest=120).notes == grace


def test_left_edges_stop_together_at_the_beginning() -> None:
    assert spans(resized(TUNE, ALL, left=-500).notes) == [(0, 360), (240, 480), (360, 960)]


@given(selected_notes(), st.integers(0, 50), st.integers(0, 50))
def test_lengthening_loses_no_note_in_hand(chosen: Chosen, left: int, right: int) -> None:
    notes, mask = chosen

    assert len(resized(notes, mask, left=-left, right=right).held) == mask.sum()


@given(melodies(), st.sampled_from([2, 3, 4]), st.integers(0, 5000))
def test_stretching_and_squeezing_by_a_whole_number_restores_the_notes(
    notes: NoteSequence, factor: int, anchor: int
) -> None:
    later = notes.shifted(anchor)
    mask = np.ones(len(notes), dtype=np.bool_)

    there = stretched(later, mask, factor, anchor).notes

    assert np.array_equal(there.duration, notes.duration * factor)
    assert stretched(there, mask, 1 / factor, anchor).notes == later


def test_stretching_reaches_back_to_the_beginning_and_no_further() -> None:
    notes = stretched(TUNE, ALL, 10, anchor=960).notes

    assert notes.start == 0
    assert notes.end == 960


def test_notes_squeezed_to_nothing_keep_a_tick() -> None:
    assert stretched(TUNE, ALL, 0.0001, anchor=120).held.duration.min() == 1


@pytest.mark.parametrize("factor", [0.0, -1.0, float("nan")])
def test_a_factor_that_is_not_above_0_is_refused(factor: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        stretched(TUNE, ALL, factor, anchor=0)


@given(selected_notes(), st.integers(0, 60))
def test_a_cut_makes_two_halves_of_the_selected_notes_that_sound_across_it(
    chosen: Chosen, tick: int
) -> None:
    notes, mask = chosen
    edited = split_at(notes, tick, mask)
    crossing = [n for n in notes.where(mask) if n.onset < tick < n.end]

    assert len(edited.notes) == len(notes) + len(crossing)
    assert len(edited.held) == 2 * len(crossing)
    assert edited.notes.duration.sum() == notes.duration.sum()
    assert not any(n.onset < tick < n.end for n in edited.held)


def test_without_a_mask_every_note_is_cut() -> None:
    chord = NoteSequence([Note(0, 60, 100, 90), Note(10, 64, 100, 50), Note(50, 67, 10)])

    assert list(split_at(chord, 50).notes) == [
        Note(0, 60, 50, 90),
        Note(10, 64, 40, 50),
        Note(50, 60, 50, 90),
        Note(50, 64, 60, 50),
        Note(50, 67, 10),
    ]
