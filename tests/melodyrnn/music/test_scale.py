"""Scale steps: along a key, into a key, and what minor makes of its seventh."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.music.key import Key
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.scale import aligned, snapped_pitch, step_transposed
from tests.strategies import keys

C_MAJOR, A_MINOR, E_FLAT = Key(), Key(0, is_minor=True), Key(-3)


def line(*pitches: int) -> NoteSequence:
    return NoteSequence(Note(i * 100, pitch, 100) for i, pitch in enumerate(pitches))


def stepped(pitches: list[int], steps: int, key: Key) -> list[int]:
    mask = np.ones(len(pitches), dtype=np.bool_)
    notes = step_transposed(line(*pitches), mask, steps, key).notes
    return [note.pitch for note in notes]


@pytest.mark.parametrize(
    ("key", "before", "steps", "after"),
    [
        (C_MAJOR, [60, 62, 64, 65, 67, 69, 71], 1, [62, 64, 65, 67, 69, 71, 72]),
        (C_MAJOR, [60, 64, 67], 2, [64, 67, 71]),
        (C_MAJOR, [60, 64, 67], -1, [59, 62, 65]),
        (E_FLAT, [63, 65, 67], 3, [68, 70, 72]),
        (A_MINOR, [69, 71, 72], 1, [71, 72, 74]),
        (C_MAJOR, [60, 64], 7, [72, 76]),
    ],
)
def test_a_line_moves_along_the_scale(
    key: Key, before: list[int], steps: int, after: list[int]
) -> None:
    assert stepped(before, steps, key) == after


def test_a_tone_outside_the_key_stays_raised() -> None:
    assert stepped([61], 1, C_MAJOR) == [63]
    assert stepped([63], 1, C_MAJOR) == [65]


def test_in_minor_the_raised_seventh_leads_on_like_the_seventh() -> None:
    assert stepped([67, 68], 1, A_MINOR) == [69, 69]
    assert stepped([67, 68], -1, A_MINOR) == [65, 65]


def test_in_minor_a_note_comes_to_the_seventh_of_the_signature() -> None:
    assert stepped([65], 1, A_MINOR) == [67]
    assert stepped([69], -1, A_MINOR) == [67]


@given(keys(), st.lists(st.integers(40, 90), max_size=12), st.integers(-14, 14))
def test_tones_of_the_key_stay_in_it(key: Key, pitches: list[int], steps: int) -> None:
    inside = [p for p in pitches if p % 12 in key.pitch_classes]

    assert {p % 12 for p in stepped(inside, steps, key)} <= key.pitch_classes


@given(keys(), st.lists(st.integers(30, 90), max_size=12), st.integers(-14, 14))
def test_steps_there_and_back_restore_the_tones_of_the_signature(
    key: Key, pitches: list[int], steps: int
) -> None:
    leading = (key.tonic + 11) % 12
    inside = [
        p
        for p in pitches
        if p % 12 in key.pitch_classes and not (key.is_minor and p % 12 == leading)
    ]

    assert stepped(stepped(inside, steps, key), -steps, key) == inside


@given(st.integers(-7, 7), st.lists(st.integers(0, 127), min_size=1, max_size=12), st.booleans())
def test_a_group_stops_where_a_further_step_would_leave_the_pitches(
    fifths: int, pitches: list[int], is_up: bool
) -> None:
    one, key = (1 if is_up else -1), Key(fifths)
    moved = stepped([snapped_pitch(p, key) for p in pitches], 200 * one, key)

    assert min(moved) >= 0
    assert max(moved) <= 127
    assert stepped(moved, one, key) == moved
    assert min(moved) < 3 or max(moved) > 124


def test_a_leading_tone_at_the_lowest_pitch_stays() -> None:
    c_sharp_minor = Key(4, is_minor=True)

    assert stepped([0, 60], 0, c_sharp_minor) == [0, 60]
    assert stepped([0, 60], -1, c_sharp_minor) == [0, 60]


@given(keys(), st.integers(0, 127))
def test_a_snapped_pitch_is_in_the_key_and_as_near_as_can_be(key: Key, pitch: int) -> None:
    snapped = snapped_pitch(pitch, key)

    assert 0 <= snapped <= 127
    assert snapped % 12 in key.pitch_classes
    assert abs(snapped - pitch) <= (0 if pitch % 12 in key.pitch_classes else 1)


@pytest.mark.parametrize(
    ("pitch", "key", "becomes"),
    [
        (61, C_MAJOR, 60),
        (63, C_MAJOR, 64),
        (66, C_MAJOR, 67),
        (68, C_MAJOR, 67),
        (70, C_MAJOR, 69),
        (70, A_MINOR, 69),
        (73, A_MINOR, 72),
        (68, A_MINOR, 68),
        (66, A_MINOR, 65),
        (0, Key(6), 1),
        (127, Key(4), 126),
    ],
)
def test_a_tone_outside_goes_to_the_tonic_triad_or_down(pitch: int, key: Key, becomes: int) -> None:
    assert snapped_pitch(pitch, key) == becomes


def test_aligning_moves_the_tones_outside_alone() -> None:
    notes = line(60, 61, 63, 64)
    mask = np.array([True, True, True, False])

    edited = aligned(notes, mask, C_MAJOR)

    assert edited.notes.pitch.tolist() == [60, 60, 64, 64]
    assert edited.held.pitch.tolist() == [60, 60, 64]


def test_two_notes_of_a_chord_that_become_one_are_one() -> None:
    chord = NoteSequence([Note(0, 60, 50, 40), Note(0, 61, 90, 30)])

    edited = aligned(chord, np.ones(2, dtype=np.bool_), C_MAJOR)

    assert list(edited.notes) == [Note(0, 60, 90, 40)]
