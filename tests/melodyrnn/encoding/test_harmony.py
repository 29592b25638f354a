"""Which pitch classes sounded together."""

from __future__ import annotations

import numpy as np
from hypothesis import given

from melodyrnn.encoding.events import encode
from melodyrnn.encoding.harmony import harmony_after, harmony_of
from melodyrnn.encoding.spec import HARMONY_SIZE
from melodyrnn.music.notes import Note, NoteSequence
from tests.strategies import note_sequences


def classes(row: np.ndarray) -> tuple[set[int], set[int]]:
    return set(np.flatnonzero(row[:12]).tolist()), set(np.flatnonzero(row[12:]).tolist())


def test_harmony_tells_the_chord_before_and_the_chord_so_far() -> None:
    chords = NoteSequence(
        [Note(0, 60, 480), Note(0, 64, 480), Note(480, 62, 480), Note(480, 74, 9), Note(960, 65, 9)]
    )
    events, _ = encode(chords)
    rows = harmony_of(events["shift"], events["pitch"])

    assert [classes(row) for row in rows] == [
        (set(), {0}),
        (set(), {0, 4}),
        ({0, 4}, {2}),
        ({0, 4}, {2}),
        ({2}, {5}),
    ]


@given(note_sequences(max_onset=2000, grid=120))
def test_harmony_of_a_stream_is_that_of_the_piece(notes: NoteSequence) -> None:
    events, _ = encode(notes)
    whole = harmony_of(events["shift"], events["pitch"])
    state = np.zeros((1, HARMONY_SIZE), dtype=bool)

    for i in range(len(events)):
        state = harmony_after(state, events["shift"][i : i + 1], events["pitch"][i : i + 1])
        assert np.array_equal(state[0], whole[i])


def test_a_batch_moves_on_take_by_take() -> None:
    state = np.zeros((2, HARMONY_SIZE), dtype=bool)
    state[:, 12] = True
    after = harmony_after(state, np.array([0, 6]), np.array([64, 64]))

    assert [classes(row) for row in after] == [(set(), {0, 4}), ({0}, {4})]
