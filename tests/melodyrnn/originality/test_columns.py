"""Notes in three bytes each."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from melodyrnn.encoding.events import encode
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.originality.columns import Columns, in_a_row, is_within
from tests.strategies import note_sequences

FAR = st.just(NoteSequence([Note(0, 60, 240), Note(200_000, 62, 99_980)]))


@settings(max_examples=25)
@given(note_sequences(max_onset=200_000) | FAR)
def test_events_come_back_on_their_very_steps(notes: NoteSequence) -> None:
    events, _ = encode(notes)
    again = Columns.of(events).events()
    for name in ("shift", "pitch", "duration"):
        assert np.array_equal(again[name], events[name])


@settings(max_examples=25)
@given(st.lists(note_sequences(max_size=8) | FAR, max_size=4))
def test_pieces_in_a_row_lose_nothing(pieces: list[NoteSequence]) -> None:
    parts = [Columns.of(encode(notes)[0]) for notes in pieces]
    whole = in_a_row(parts)
    expected = [encode(notes)[0] for notes in pieces]
    for name in ("shift", "pitch", "duration"):
        assert whole.events()[name].tolist() == [v for e in expected for v in e[name].tolist()]
    assert is_within(whole.beyond, whole.shift, whole.duration)


def test_steps_that_belong_to_another_class_or_note_are_not_within() -> None:
    notes = NoteSequence([Note(0, 60, 240), Note(200_000, 62, 99_980)])
    whole = Columns.of(encode(notes)[0])
    for change in ([[9, 0, 0]], [[0, 1_000_000, 0]], [[0, 0, -500_000]]):
        assert not is_within(whole.beyond + np.array(change), whole.shift, whole.duration)
    assert not is_within(np.repeat(whole.beyond, 2, axis=0), whole.shift, whole.duration)
