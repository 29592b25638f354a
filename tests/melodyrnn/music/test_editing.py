"""Edits of notes: they keep a key struck once at a time, and spare what they do not touch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from melodyrnn.music.editing import (
    Edited,
    add,
    copied,
    duplicated,
    held_within,
    louder,
    moved,
    remove,
    with_velocity,
    written_over,
)
from melodyrnn.music.key import Key
from melodyrnn.music.notes import NOTE_DTYPE, Note, NoteSequence, without_collisions
from melodyrnn.music.quantize import Quantization, quantized
from melodyrnn.music.reshaping import resized, split_at, stretched
from melodyrnn.music.scale import aligned, step_transposed
from tests.strategies import crowded_notes, note_sequences, selected_notes

Chosen = tuple[NoteSequence, NDArray[np.bool_]]
Edit = Callable[[NoteSequence, NDArray[np.bool_], int, int], Edited]

EDITS: dict[str, Edit] = {
    "moved": moved,
    "copied": copied,
    "duplicated": lambda notes, mask, ticks, _: duplicated(notes, mask, abs(ticks)),
    "duplicated after itself": lambda notes, mask, _, __: duplicated(notes, mask),
    "louder": lambda notes, mask, amount, _: louder(notes, mask, amount),
    "with velocity": lambda notes, mask, velocity, _: with_velocity(notes, mask, velocity),
    "resized": lambda notes, mask, left, right: resized(notes, mask, left=left, right=right),
    "stretched": lambda notes, mask, size, anchor: stretched(
        notes, mask, 2 ** (size / 9), abs(anchor)
    ),
    "split": lambda notes, mask, tick, _: split_at(notes, tick, mask),
    "quantized": lambda notes, mask, step, _: quantized(
        notes, mask, Quantization(abs(step) + 1, swing=0.5, lengths=True)
    ),
    "step transposed": lambda notes, mask, _, steps: step_transposed(notes, mask, steps, Key(2)),
    "aligned": lambda notes, mask, _, fifths: aligned(notes, mask, Key(fifths % 7)),
}
AMOUNTS = st.integers(-30, 30)


def selected(*indexes: int, of: int) -> NDArray[np.bool_]:
    mask = np.zeros(of, dtype=np.bool_)
    mask[list(indexes)] = True
    return mask


def one_by_one(rest: NoteSequence, held: NoteSequence) -> list[Note]:
    """The rule of `written_over`, spelled out."""
    left = list(without_collisions(held))
    for note in rest:
        onset, end = note.onset, note.end
        for winner in sorted(w for w in without_collisions(held) if w.pitch == note.pitch):
            if winner.onset == note.onset:
                onset = end
            elif winner.onset < onset < winner.end:
                onset = winner.end
            elif onset <= winner.onset < end:
                end = winner.onset
        if onset < end:
            left.append(Note(onset, note.pitch, end - onset, note.velocity))
    return sorted(left)


@given(crowded_notes(), crowded_notes())
def test_edited_notes_win_over_untouched_ones(rest: NoteSequence, held: NoteSequence) -> None:
    edited = written_over(rest, held)

    assert list(edited.notes) == one_by_one(rest, held)
    assert edited.held == held


@pytest.mark.parametrize(
    ("untouched", "left"),
    [
        (Note(0, 60, 100), Note(0, 60, 40)),
        (Note(0, 60, 500), Note(0, 60, 40)),
        (Note(60, 60, 100), Note(80, 60, 80)),
        (Note(50, 60, 10), None),
        (Note(40, 60, 500), None),
        (Note(0, 60, 40), Note(0, 60, 40)),
        (Note(80, 60, 1), Note(80, 60, 1)),
        (Note(40, 61, 40), Note(40, 61, 40)),
    ],
)
def test_what_an_edited_note_covers_of_another_is_gone(untouched: Note, left: Note | None) -> None:
    winner = Note(40, 60, 40)

    edited = add(NoteSequence([untouched]), winner)

    assert set(edited.notes) == {winner} | ({left} if left else set())


@pytest.mark.parametrize("name", EDITS)
@settings(max_examples=30)
@given(chosen=selected_notes(), one=AMOUNTS, other=AMOUNTS)
def test_every_edit_keeps_a_key_struck_once_at_a_time(
    name: str, chosen: Chosen, one: int, other: int
) -> None:
    edited = EDITS[name](*chosen, one, other)

    for notes in (edited.notes, edited.held):
        assert without_collisions(notes) == notes
        assert NoteSequence.from_array(notes.array) == notes  # in range and in order


@pytest.mark.parametrize("name", EDITS)
@settings(max_examples=30)
@given(chosen=selected_notes(), one=AMOUNTS, other=AMOUNTS)
def test_what_is_in_hand_after_an_edit_is_among_the_notes(
    name: str, chosen: Chosen, one: int, other: int
) -> None:
    edited = EDITS[name](*chosen, one, other)

    assert set(edited.held) <= set(edited.notes)
    assert edited.notes.where(held_within(edited.notes, edited.held)) == edited.held


@pytest.mark.parametrize("name", EDITS)
@settings(max_examples=30)
@given(chosen=selected_notes(), one=AMOUNTS, other=AMOUNTS)
def test_no_edit_touches_other_notes_unless_it_overruns_them(
    name: str, chosen: Chosen, one: int, other: int
) -> None:
    notes, mask = chosen
    edited = EDITS[name](notes, mask, one, other)
    held = list(edited.held)
    for note in notes.where(~mask):
        is_free = not any(
            h.pitch == note.pitch and h.onset < note.end and h.end > note.onset for h in held
        )
        assert (note in set(edited.notes)) or not is_free


@pytest.mark.parametrize("name", EDITS)
@settings(max_examples=10)
@given(notes=crowded_notes(), one=AMOUNTS, other=AMOUNTS)
def test_an_edit_of_no_notes_changes_nothing(
    name: str, notes: NoteSequence, one: int, other: int
) -> None:
    edited = EDITS[name](notes, np.zeros(len(notes), dtype=np.bool_), one, other)

    assert edited.notes == notes
    assert len(edited.held) == 0


@given(selected_notes(note_sequences()), st.integers(-40_000, 40_000), st.integers(-140, 140))
def test_a_moved_group_is_never_bent(chosen: Chosen, ticks: int, semitones: int) -> None:
    notes, mask = chosen
    group = notes.where(mask)
    held = moved(notes, mask, ticks, semitones).held

    assert len(held) == len(group)
    assert len(set((held.onset - group.onset).tolist())) <= 1
    assert len(set((held.pitch - group.pitch).tolist())) <= 1
    assert np.array_equal(held.duration, group.duration)
    assert np.array_equal(held.velocity, group.velocity)


def test_a_group_stops_where_its_first_lowest_or_highest_note_must() -> None:
    notes = NoteSequence([Note(100, 5, 10), Note(200, 120, 10)])
    both = selected(0, 1, of=2)

    assert [n.onset for n in moved(notes, both, -500).held] == [0, 100]
    assert [n.pitch for n in moved(notes, both, 0, -12).held] == [0, 115]
    assert [n.pitch for n in moved(notes, both, 0, 12).held] == [12, 127]


@given(selected_notes(note_sequences()), st.integers(0, 40_000), st.integers(0, 20))
def test_moving_there_and_back_restores_what_was_not_overrun(
    chosen: Chosen, ticks: int, semitones: int
) -> None:
    notes, mask = chosen
    group = notes.where(mask)
    alone = np.ones(len(group), dtype=np.bool_)
    if len(group) and group.pitch.max() + semitones > 127:
        semitones = 0

    there = moved(group, alone, ticks, semitones).notes

    assert moved(there, alone, -ticks, -semitones).notes == group


def test_a_copy_leaves_the_notes_where_they_are() -> None:
    notes = NoteSequence([Note(0, 60, 100), Note(100, 62, 100)])

    edited = copied(notes, selected(1, of=2), 100, 2)

    assert list(edited.notes) == [Note(0, 60, 100), Note(100, 62, 100), Note(200, 64, 100)]
    assert list(edited.held) == [Note(200, 64, 100)]


def test_a_duplicate_follows_right_after_the_group() -> None:
    notes = NoteSequence([Note(0, 50, 30), Note(10, 60, 20), Note(50, 64, 40)])

    assert [n.onset for n in duplicated(notes, selected(1, 2, of=3)).held] == [90, 130]
    assert [n.onset for n in duplicated(notes, selected(1, 2, of=3), 120).held] == [130, 170]


def test_removing_takes_away_the_notes_of_the_mask_alone() -> None:
    notes = NoteSequence([Note(0, 60, 30), Note(10, 61, 20), Note(50, 64, 40)])

    assert list(remove(notes, selected(1, of=3))) == [notes[0], notes[2]]


def test_velocities_stay_within_their_range() -> None:
    notes = NoteSequence([Note(0, 60, 30, 5), Note(10, 61, 20, 120), Note(50, 64, 40, 64)])
    two = selected(0, 1, of=3)

    assert [n.velocity for n in louder(notes, two, 10).notes] == [15, 127, 64]
    assert [n.velocity for n in louder(notes, two, -10).notes] == [1, 110, 64]
    assert [n.velocity for n in with_velocity(notes, two, [0, 300]).notes] == [1, 127, 64]
    assert [n.velocity for n in with_velocity(notes, two, 33).held] == [33, 33]


def test_adding_a_note_that_is_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="pitch"):
        add(NoteSequence(), Note(0, 128, 10))


def test_the_notes_before_an_edit_are_as_they_were() -> None:
    notes = NoteSequence([Note(0, 60, 500), Note(90, 60, 10)])
    before = notes.array.copy()

    for edit in EDITS.values():
        edit(notes, np.ones(2, dtype=np.bool_), 7, 3)

    assert np.array_equal(notes.array, before)
    assert notes.array.dtype == NOTE_DTYPE
