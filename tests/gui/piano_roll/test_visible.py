from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gui.piano_roll.geometry import Geometry
from gui.piano_roll.visible import NoteIndex
from melodyrnn.music.notes import Note, NoteSequence

NOTES = st.lists(
    st.builds(
        Note,
        onset=st.integers(0, 3000),
        pitch=st.integers(0, 127),
        duration=st.integers(1, 3000),
    ),
    max_size=40,
)


@given(NOTES, st.integers(-10, 4000), st.integers(1, 2000))
def test_found_are_exactly_the_notes_that_sound_in_between(
    notes: list[Note], start: int, length: int
) -> None:
    index = NoteIndex(NoteSequence(notes))
    expected = [i for i, n in enumerate(index.notes) if n.onset < start + length and n.end > start]
    assert index.between(start, start + length).tolist() == expected


def test_a_long_note_that_began_long_before_is_in_view() -> None:
    drone = Note(0, 40, 100_000)
    short = [Note(t, 60, 10) for t in range(0, 90_000, 100)]
    index = NoteIndex(NoteSequence([drone, *short]))
    assert index.between(80_050, 80_090).tolist() == [0]


def test_rows_above_and_below_the_view_are_left_out() -> None:
    index = NoteIndex(NoteSequence(Note(0, pitch, 480) for pitch in range(128)))
    view = Geometry(top=70.5, row_px=10, height=100, width=500)
    seen = index.pitch[index.in_view(view)]
    assert (int(seen.min()), int(seen.max())) == (60, 70)


def test_notes_begun_between_leave_out_the_end() -> None:
    index = NoteIndex(NoteSequence([Note(0, 60, 10), Note(10, 60, 10), Note(20, 60, 10)]))
    assert index.begun_between(5, 20).tolist() == [1]


def test_without_notes_nothing_is_found() -> None:
    index = NoteIndex(NoteSequence())
    assert len(index) == 0
    assert index.end == 0
    assert not len(index.between(0, 1000))


def test_the_end_is_that_of_the_note_that_sounds_longest() -> None:
    index = NoteIndex(NoteSequence([Note(0, 60, 5000), Note(100, 62, 10)]))
    assert index.end == 5000
    assert np.all(index.release == [5000, 110])
