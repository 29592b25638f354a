"""The frame: all keys are read as one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.encoding.frame import Frame, frame_for, key_class, key_classes
from melodyrnn.encoding.reading import read_notes
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from tests.strategies import keys, meter_maps, note_sequences


def signed(*changes: tuple[int, Key]) -> KeyMap:
    return KeyMap(KeyChange(tick, key) for tick, key in changes)


@given(keys())
def test_every_signature_is_moved_to_the_empty_one_by_the_shortest_way(key: Key) -> None:
    frame = frame_for(signed((0, key)), 40, 80)

    assert -6 <= frame.semitones < 6
    assert (key.tonic + frame.semitones) % 12 == (9 if key.is_minor else 0)
    assert key_class(key, frame) == (1 + 2 * 9 + 1 if key.is_minor else 1)


@pytest.mark.parametrize(("tick", "is_known"), [(0, True), (3840, True), (3841, False)])
def test_a_signature_counts_if_it_stands_near_the_start(tick: int, is_known: bool) -> None:
    assert (frame_for(signed((tick, Key(2))), 60, 72).key is not None) == is_known


def test_without_a_signature_pitches_stay_and_the_key_is_unknown() -> None:
    assert frame_for(KeyMap(), 0, 127) == Frame()
    assert key_class(Key(2), Frame()) == 0


@given(keys(), st.sampled_from([(0, 60), (67, 127), (0, 127), (3, 124)]))
def test_a_piece_at_the_ends_of_midi_is_never_moved_out(key: Key, ends: tuple[int, int]) -> None:
    low, high = ends
    frame = frame_for(signed((0, key)), low, high)

    assert low + frame.semitones >= 0
    assert high + frame.semitones <= 127


@given(keys(), st.sampled_from([(0, 127), (0, 40), (90, 127)]))
def test_pieces_at_the_ends_of_midi_keep_their_pitches(key: Key, ends: tuple[int, int]) -> None:
    tune = NoteSequence([Note(0, ends[0], 480), Note(480, ends[1], 480)])
    reading = read_notes(tune, MeterMap(), signed((0, key)))

    assert tuple(reading.targets[:2, 1] - reading.frame.semitones) == ends
    assert reading.targets[:2, 1].min() >= 0
    assert reading.targets[:2, 1].max() <= 127


@given(note_sequences(), meter_maps(), keys(), st.integers(-6, 5))
def test_a_piece_and_its_transposition_are_read_as_one(
    notes: NoteSequence, meters: MeterMap, key: Key, other_frame: int
) -> None:
    notes = NoteSequence.from_columns(
        notes.onset, notes.duration, 40 + notes.pitch % 48, notes.velocity
    )
    here = read_notes(notes, meters, signed((0, key)))
    up = here.frame.semitones - other_frame
    moved_key = Key.from_tonic((key.tonic + up) % 12, key.is_minor)
    there = read_notes(notes.transposed(up), meters, signed((0, moved_key)))

    assert there.frame.semitones == other_frame
    for name in ("features", "harmony", "targets", "landing", "floor", "onset", "spans"):
        assert np.array_equal(getattr(here, name), getattr(there, name)), name


def test_key_changes_are_heard_relative_to_the_first_key() -> None:
    keys_told = signed((480, Key(2)), (960, Key(3)), (1440, Key(-1, is_minor=True)))
    frame = frame_for(keys_told, 60, 72)
    classes = key_classes(keys_told, frame, np.array([0, 480, 959, 960, 2000]))

    assert frame.semitones == -2
    assert classes.tolist() == [1, 1, 1, 1 + 2 * 7, 1 + 2 * 0 + 1]
