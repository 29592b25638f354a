"""Meter, key and timing in one word each."""

from __future__ import annotations

import numpy as np

from melodyrnn.collection.character import main_key, main_meter, off_grid_share
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence

SCALE = NoteSequence(
    Note(i * 480, p, 480) for i, p in enumerate([62, 64, 66, 67, 69, 71, 73, 74, 69, 66, 62])
)


def test_the_main_meter_is_the_one_most_notes_stand_in_even_if_it_comes_back() -> None:
    four, three = Meter(4, 4), Meter(3, 4)
    changes = [(0, three), (1440, four), (2880, three), (4320, four)]
    meters = MeterMap(MeterChange(t, m) for t, m in changes)
    notes = NoteSequence(Note(t, 60, 10) for t in (0, 480, 960, 2880, 3000, 4320, 4400, 4500, 4600))
    assert main_meter(notes, meters) == three


def test_without_notes_the_first_meter_is_the_main_one() -> None:
    assert main_meter(NoteSequence(), MeterMap([MeterChange(0, Meter(5, 8))])) == Meter(5, 8)


def test_a_stated_key_is_believed() -> None:
    assert main_key(SCALE, KeyMap([KeyChange(0, Key(-3))])) == ("Eb", "stated")


def test_of_several_stated_keys_the_one_with_most_notes_counts() -> None:
    keys = KeyMap([KeyChange(0, Key(0)), KeyChange(960, Key(2))])
    assert main_key(SCALE, keys) == ("D", "stated")


def test_without_a_stated_key_it_is_heard() -> None:
    assert main_key(SCALE, KeyMap()) == ("D", "detected")


def test_a_key_stated_after_the_last_note_is_not_the_key() -> None:
    assert main_key(SCALE, KeyMap([KeyChange(99_999, Key(-3))])) == ("D", "detected")


def test_no_notes_have_no_key() -> None:
    assert main_key(NoteSequence(), KeyMap([KeyChange(0, Key(2))])) == ("", "none")


def test_off_grid_counts_onsets_beside_the_24ths_of_a_quarter() -> None:
    assert off_grid_share(np.array([0, 160, 60, 69])) == 0.25
    assert off_grid_share(np.array([], dtype=np.int64)) == 0


def test_an_onset_that_another_division_of_time_rounded_is_on_the_grid() -> None:
    assert off_grid_share(np.array([1, 163, 57, 480])) == 0
