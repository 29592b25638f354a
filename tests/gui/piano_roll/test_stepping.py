"""The rules of step entry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.piano_roll.stepping import DEBOUNCE_S, Stepping
from melodyrnn.music.notes import Note


def test_keys_held_together_are_one_chord_until_the_last_comes_up() -> None:
    state = Stepping(cursor=480, step=120).struck(60, 80).struck(64, 90)

    half = state.lifted(60, 10.0)
    whole = half.lifted(64, 10.05)

    assert not half.is_complete
    assert whole.is_complete
    assert list(whole.chord) == [Note(480, 60, 120, 80), Note(480, 64, 120, 90)]


def test_a_key_let_go_well_before_the_others_was_a_slip() -> None:
    state = Stepping().struck(60, 80).struck(61, 80).lifted(61, 10.0)

    assert [n.pitch for n in state.settled(10.0 + DEBOUNCE_S / 2).chord] == [60, 61]
    assert [n.pitch for n in state.settled(10.0 + DEBOUNCE_S * 2).chord] == [60]
    assert [n.pitch for n in state.lifted(60, 11.0).chord] == [60]


def test_a_key_struck_again_while_others_are_held_stays() -> None:
    state = Stepping().struck(60, 80).struck(64, 50).lifted(64, 1.0).struck(64, 70)

    assert [(n.pitch, n.velocity) for n in state.settled(9.0).chord] == [(60, 80), (64, 70)]


def test_a_chord_lasts_as_many_steps_as_it_was_lengthened() -> None:
    state = Stepping(step=120).struck(60, 80).lengthened(1).lengthened(1)

    assert state.chord[0].duration == 360
    assert state.lengthened(-9).chord[0].duration == 120
    assert state.advanced() == Stepping(cursor=360, step=120)


def test_dots_and_triplets_come_and_go_and_exclude_each_other() -> None:
    plain = Stepping(step=240)

    assert plain.divided("dotted").length == 360
    assert plain.divided("triplet").length == 160
    assert plain.divided("dotted").divided("triplet").length == 160
    assert plain.divided("dotted").divided("dotted") == plain


@given(st.integers(0, 5000), st.integers(1, 1920), st.lists(st.integers(0, 127), max_size=6))
def test_a_chord_begins_at_the_cursor_and_the_next_where_it_ends(
    cursor: int, step: int, pitches: list[int]
) -> None:
    state = Stepping(cursor, step)
    for pitch in pitches:
        state = state.struck(pitch, 64)

    assert {n.pitch for n in state.chord} == set(pitches)
    assert {n.onset for n in state.chord} <= {cursor}
    assert {n.end for n in state.chord} <= {state.advanced().cursor}
    assert state.advanced().cursor == cursor + step


def test_nothing_is_before_the_beginning() -> None:
    assert Stepping(cursor=100).moved_to(-50).cursor == 0
