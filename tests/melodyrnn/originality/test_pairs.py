"""What is compared of notes."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from melodyrnn.encoding.events import encode
from melodyrnn.encoding.timing import class_of
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.originality.pairs import CODES, codes_of, pair_of, pairs_of
from tests.strategies import note_sequences


@settings(max_examples=25)
@given(note_sequences())
def test_pairs_are_those_of_the_events_in_their_order(notes: NoteSequence) -> None:
    events, _ = encode(notes)
    pairs, place = pairs_of(notes)
    assert pairs[:, 0].tolist() == np.diff(events["pitch"]).tolist()
    assert pairs[:, 1].tolist() == class_of(events["duration"][1:]).tolist()
    assert notes.pitch[place].tolist() == events["pitch"][1:].tolist()


def test_a_first_note_has_a_pair_where_something_stands_before_it() -> None:
    before, take = NoteSequence([Note(0, 60, 240)]), NoteSequence([Note(240, 67, 480)])
    pairs, place = pairs_of(take, before)
    assert (pairs.tolist(), place.tolist()) == ([[7, 24]], [0])
    for nothing in (None, NoteSequence()):
        assert pairs_of(take, nothing)[0].shape == (0, 2)
    assert pairs_of(NoteSequence(), before)[0].shape == (0, 2)


def test_a_chord_is_read_upwards_and_ends_what_stands_before() -> None:
    chord = NoteSequence([Note(0, 72, 240), Note(0, 60, 240), Note(0, 65, 240)])
    assert pairs_of(chord)[0][:, 0].tolist() == [5, 7]
    assert pairs_of(NoteSequence([Note(240, 71, 240)]), chord)[0][0, 0] == -1


@given(st.integers(-127, 127), st.integers(0, 255))
def test_a_code_is_one_pairs_alone(interval: int, duration: int) -> None:
    (code,) = codes_of(np.array([[interval, duration]])).tolist()
    assert 0 <= code < CODES
    assert pair_of(code) == (interval, duration)
