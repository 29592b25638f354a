"""The immutable sequence of notes: order, ranges, edits."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.music.notes import NOTE_DTYPE, Note, NoteSequence
from tests.strategies import note_sequences, notes

TUNE = NoteSequence([Note(0, 60, 480), Note(480, 64, 240, 100), Note(480, 62, 960, 1)])

Copier = Callable[[NoteSequence], NoteSequence]
COPIERS: dict[str, Copier] = {
    "pickle": lambda notes: pickle.loads(pickle.dumps(notes)),
    "old pickle": lambda notes: pickle.loads(pickle.dumps(notes, protocol=2)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "from_array": lambda notes: NoteSequence.from_array(notes.array),
    "between": lambda notes: notes.between(0, 10_000),
    "where": lambda notes: notes.where(np.ones(len(notes), dtype=bool)),
}


@given(st.permutations(list(TUNE)))
def test_notes_are_sorted_by_onset_then_pitch_however_they_come(notes: list[Note]) -> None:
    assert [(n.onset, n.pitch) for n in NoteSequence(notes)] == [(0, 60), (480, 62), (480, 64)]
    assert NoteSequence(notes) == TUNE
    assert hash(NoteSequence(notes)) == hash(TUNE)


@given(st.lists(notes(max_onset=2), max_size=8))
def test_the_same_notes_are_the_same_sequence_however_they_come(found: list[Note]) -> None:
    assert NoteSequence(found) == NoteSequence(reversed(found))


@given(note_sequences())
def test_all_ways_to_make_a_sequence_agree(notes: NoteSequence) -> None:
    columns = NoteSequence.from_columns(notes.onset, notes.duration, notes.pitch, notes.velocity)

    assert columns == NoteSequence(notes) == NoteSequence.from_array(notes.array[::-1]) == notes
    assert [notes[i] for i in range(len(notes))] == list(notes)


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (Note(-1, 60, 480), "onset"),
        (Note(0, -1, 480), "pitch"),
        (Note(0, 128, 480), "pitch"),
        (Note(0, 60, 0), "duration"),
        (Note(0, 60, 480, 0), "velocity"),
        (Note(0, 60, 480, 128), "velocity"),
    ],
)
def test_a_note_out_of_range_is_refused(note: Note, said: str) -> None:
    with pytest.raises(ValueError, match=f"note {said} must lie within"):
        NoteSequence([note])


def test_columns_are_checked_before_they_are_narrowed() -> None:
    with pytest.raises(ValueError, match="pitch"):
        NoteSequence.from_columns(0, 480, 60 + 2**16, 80)


@pytest.mark.parametrize("way", COPIERS)
def test_no_way_of_copying_opens_the_notes_to_writing(way: str) -> None:
    twin = COPIERS[way](TUNE)

    assert twin == TUNE
    assert not twin.array.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        twin.array["onset"][0] = 7
    with pytest.raises(ValueError, match="read-only"):
        twin.onset[0] = 7


def test_what_is_written_into_the_array_given_does_not_reach_the_notes() -> None:
    array = TUNE.array.copy()
    notes = NoteSequence.from_array(array)
    array["onset"] += 5

    assert notes == TUNE


def test_edits_give_new_notes_and_leave_the_old() -> None:
    before = TUNE.array.copy()

    assert list(TUNE.shifted(20).onset) == [20, 500, 500]
    assert list(TUNE.transposed(-5).pitch) == [55, 57, 59]
    assert len(TUNE.merged(TUNE)) == 6
    assert np.array_equal(TUNE.array, before)


@given(note_sequences(), st.integers(0, 5000), st.integers(0, 5000))
def test_between_finds_the_onsets_in_a_span(tune: NoteSequence, start: int, end: int) -> None:
    expected = [n for n in tune if start <= n.onset < end]

    assert list(tune.between(start, end)) == expected


@pytest.mark.parametrize("edit", [lambda: TUNE.shifted(-1), lambda: TUNE.transposed(64)])
def test_an_edit_out_of_range_is_refused(edit: Callable[[], NoteSequence]) -> None:
    with pytest.raises(ValueError, match="must lie within"):
        edit()


def test_start_and_end_span_all_that_sounds() -> None:
    assert (TUNE.start, TUNE.end) == (0, 1440)
    assert (NoteSequence().start, NoteSequence().end) == (0, 0)
    assert NoteSequence([Note(0, 60, 5000), Note(480, 62, 10)]).end == 5000


def test_monophonic_means_no_note_begins_before_the_last_has_ended() -> None:
    assert NoteSequence([Note(0, 60, 480), Note(480, 62, 10)]).is_monophonic
    assert not NoteSequence([Note(0, 60, 481), Note(480, 62, 10)]).is_monophonic
    assert NoteSequence().is_monophonic


def test_the_columns_have_the_documented_types() -> None:
    assert TUNE.array.dtype == NOTE_DTYPE
    assert {c.dtype for c in (TUNE.onset, TUNE.pitch, TUNE.velocity)} == {np.dtype(np.int64)}
