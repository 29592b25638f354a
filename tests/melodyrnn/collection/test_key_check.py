"""Whether the stated key is the one the notes are in."""

from __future__ import annotations

import pytest

from melodyrnn.collection.key_check import HeardKey, key_to_set
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.notes import Note, NoteSequence

D_MAJOR = NoteSequence(
    Note(i * 240, p, 240)
    for i, p in enumerate([62, 66, 69, 74, 73, 71, 69, 67, 66, 64, 62, 61, 62, 66, 69, 66, 62] * 3)
)


def stating(*changes: tuple[int, int]) -> KeyMap:
    return KeyMap(KeyChange(tick, Key(fifths)) for tick, fifths in changes)


def test_where_no_key_is_stated_it_is_heard() -> None:
    assert key_to_set(D_MAJOR, KeyMap()) == HeardKey(Key(2), None)


@pytest.mark.parametrize("fifths", [2, 1])
def test_a_key_that_fits_or_nearly_fits_is_believed(fifths: int) -> None:
    assert key_to_set(D_MAJOR, stating((0, fifths))) is None


@pytest.mark.parametrize("fifths", [0, -3, 6])
def test_a_key_that_the_notes_contradict_is_replaced(fifths: int) -> None:
    assert key_to_set(D_MAJOR, stating((0, fifths))) == HeardKey(Key(2), Key(fifths))


def test_each_stated_key_counts_for_the_notes_under_it() -> None:
    later = D_MAJOR.transposed(-2).shifted(D_MAJOR.end)
    both = D_MAJOR.merged(later)
    assert key_to_set(both, stating((0, 2), (later.start, 0))) is None
    assert key_to_set(both, stating((0, -5), (later.start, -6))) is not None


def test_chromatic_music_fits_no_key_and_keeps_its_own() -> None:
    chromatic = NoteSequence(Note(i * 240, 60 + i % 12, 240) for i in range(48))
    assert key_to_set(chromatic, stating((0, 0))) is None


def test_no_notes_need_no_key() -> None:
    assert key_to_set(NoteSequence(), KeyMap()) is None
