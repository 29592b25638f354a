"""The voice heard as the melody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.top_line import top_line, without_low_strays


def test_a_single_line_comes_back_as_it_is() -> None:
    line = NoteSequence([Note(0, 60, 480), Note(480, 50, 240), Note(960, 70, 480)])
    top = top_line(line)
    assert top.notes == line
    assert (top.lost, top.trimmed) == (0, 0)


def test_the_highest_note_of_a_chord_stays() -> None:
    chord = NoteSequence([Note(0, 60, 480), Note(0, 64, 480), Note(0, 67, 480)])
    top = top_line(chord)
    assert [n.pitch for n in top.notes] == [67]
    assert top.lost == pytest.approx(2 / 3)


def test_a_chord_struck_by_hand_from_below_counts_as_one() -> None:
    strummed = NoteSequence([Note(0, 60, 480), Note(6, 64, 474), Note(12, 67, 468)])
    assert [n.pitch for n in top_line(strummed).notes] == [67]


def test_a_legato_overlap_is_ended_at_the_next_note_whichever_way_the_melody_goes() -> None:
    legato = NoteSequence([Note(0, 60, 500), Note(480, 64, 500), Note(960, 62, 480)])
    top = top_line(legato)
    assert [(n.onset, n.duration) for n in top.notes] == [(0, 480), (480, 480), (960, 480)]
    assert top.lost == 0
    assert top.trimmed == pytest.approx(40 / 1480)


def test_notes_under_a_held_higher_note_are_left_out() -> None:
    held = NoteSequence([Note(0, 72, 1920), Note(480, 60, 240), Note(960, 64, 240)])
    assert top_line(held).notes == NoteSequence([Note(0, 72, 1920)])


def test_a_grace_note_is_no_strum() -> None:
    grace = NoteSequence([Note(0, 74, 10), Note(10, 72, 470)])
    assert top_line(grace).notes == grace


def test_accompaniment_in_the_rests_of_the_melody_is_left_out() -> None:
    melody = [Note(i * 480, 72 + i % 3, 480) for i in range(12)]
    bass = [Note(12 * 480, 43, 480)]
    kept = without_low_strays(NoteSequence(melody + bass))
    assert kept == NoteSequence(melody)


def test_a_melody_may_reach_down_by_less_than_an_octave() -> None:
    melody = NoteSequence(Note(i * 480, p, 480) for i, p in enumerate([72, 74, 62, 71, 72]))
    assert without_low_strays(melody) == melody


def test_few_notes_have_no_surroundings() -> None:
    assert len(without_low_strays(NoteSequence([Note(0, 72, 10), Note(10, 30, 10)]))) == 2


NOTES = st.lists(
    st.builds(
        Note, st.integers(0, 2000), st.integers(30, 90), st.integers(1, 900), st.integers(1, 127)
    ),
    min_size=1,
    max_size=40,
)


@given(NOTES)
def test_a_top_line_never_overlaps_and_invents_nothing(found: list[Note]) -> None:
    notes = NoteSequence(found)
    top = top_line(notes)
    struck = {(n.onset, n.pitch, n.velocity) for n in notes}
    assert top.notes.is_monophonic
    assert {(n.onset, n.pitch, n.velocity) for n in top.notes} <= struck
    assert 0 <= top.lost < 1
    assert 0 <= top.trimmed < 1
    assert top_line(top.notes).notes == top.notes
