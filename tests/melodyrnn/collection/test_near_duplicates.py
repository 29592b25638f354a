"""Which lines are the same tune."""

from __future__ import annotations

import numpy as np
import pytest

from melodyrnn.collection.near_duplicates import (
    Fingerprints,
    content_key,
    doubles,
    duplicate_groups,
)
from melodyrnn.music.notes import NoteSequence


def tune(seed: int, length: int = 80) -> NoteSequence:
    rng = np.random.default_rng(seed)
    steps = rng.choice([120, 240, 240, 480, 360], length)
    pitch = np.clip(67 + np.cumsum(rng.integers(-4, 5, length)), 40, 100)
    return NoteSequence.from_columns(np.cumsum(steps) - steps[0], steps, pitch, 80)


def slower(notes: NoteSequence) -> NoteSequence:
    return NoteSequence.from_columns(2 * notes.onset, notes.duration, notes.pitch, notes.velocity)


def with_wrong_notes(notes: NoteSequence, *places: int) -> NoteSequence:
    pitch = notes.pitch.copy()
    pitch[list(places)] += 1
    return NoteSequence.from_columns(notes.onset, notes.duration, pitch, notes.velocity)


def test_different_tunes_are_groups_of_their_own() -> None:
    assert duplicate_groups([tune(i) for i in range(50)]) == list(range(50))


def test_a_tune_in_another_key_place_speed_or_articulation_is_the_same_tune() -> None:
    original = tune(1)
    staccato = NoteSequence.from_columns(original.onset, 60, original.pitch, 100)
    lines = [original, tune(2), original.transposed(-5), original.shifted(1920), slower(original)]
    assert duplicate_groups([*lines, staccato]) == [0, 1, 0, 0, 0, 0]


def test_a_variant_with_a_few_other_notes_is_a_twin() -> None:
    assert duplicate_groups([tune(1), with_wrong_notes(tune(1), 10, 60)]) == [0, 0]


def test_a_tune_inside_a_longer_line_is_a_twin_of_it() -> None:
    medley = tune(1).merged(tune(2).shifted(tune(1).end)).merged(tune(3).shifted(100_000))
    assert duplicate_groups([medley, tune(4), tune(2)]) == [0, 1, 0]


def test_a_shared_phrase_makes_no_twin() -> None:
    phrase = tune(9, 30)
    first = phrase.merged(tune(1).shifted(phrase.end))
    second = phrase.merged(tune(2).shifted(phrase.end))
    assert duplicate_groups([first, second]) == [0, 1]


def test_repeated_notes_alone_make_no_twins() -> None:
    def drone(seed: int) -> NoteSequence:
        still = NoteSequence.from_columns(np.arange(100) * 240, 240, 60, 80)
        return still.merged(tune(seed, 40).shifted(100 * 240))

    assert duplicate_groups([drone(1), drone(2)]) == [0, 1]


def test_twins_of_twins_belong_together() -> None:
    a = tune(1, 120)
    b = with_wrong_notes(a, 5, 25, 45)
    c = with_wrong_notes(b, 65, 85, 105, 112)
    assert duplicate_groups([a, c]) == [0, 1]
    assert duplicate_groups([a, c, b]) == [0, 0, 0]


def test_lines_too_short_for_a_fingerprint_are_twins_when_equal() -> None:
    short = tune(1, 9)
    assert duplicate_groups([short, tune(2, 9), short.transposed(3)]) == [0, 1, 0]


def test_lines_of_one_piece_come_into_one_group_and_bring_their_twins() -> None:
    lines = [tune(1), tune(2), tune(3), tune(2).transposed(2)]
    assert duplicate_groups(lines, pieces=[0, 0, 1, 2]) == [0, 0, 1, 0]


def test_very_many_copies_are_one_group() -> None:
    copies = [tune(1).transposed(i % 12 - 6) for i in range(100)]
    assert duplicate_groups([tune(2), *copies, tune(3)]) == [0] + [1] * 100 + [2]


def test_chords_are_compared_too() -> None:
    third = NoteSequence.from_columns(tune(1).onset, 120, tune(1).pitch - 4, 80)
    chords = tune(1).merged(third)
    assert duplicate_groups([chords, tune(2), chords.transposed(1)]) == [0, 1, 0]


@pytest.mark.parametrize("count", [0, 1])
def test_few_or_no_lines_are_no_trouble(count: int) -> None:
    assert duplicate_groups([NoteSequence()] * count) == [0] * count


def test_the_content_key_hears_intervals_and_rhythm_and_nothing_else() -> None:
    assert content_key(tune(1)) == content_key(tune(1).transposed(4).shifted(960))
    assert content_key(tune(1)) != content_key(with_wrong_notes(tune(1), 3))
    assert content_key(tune(1)) != content_key(slower(tune(1)))


def test_the_content_key_is_the_same_in_every_version_and_on_every_machine() -> None:
    plain = NoteSequence.from_columns([0, 480, 960], 480, [60, 62, 64], 80)
    assert content_key(plain) == content_key(NoteSequence.from_array(plain.array))
    assert content_key(plain) == 9046818309533178325


def test_where_only_some_fingerprints_are_held_twins_are_found_all_the_same() -> None:
    def moving(seed: int) -> NoteSequence:
        rng = np.random.default_rng(seed)
        onset = np.cumsum(rng.choice([120, 240, 360], 300))
        return NoteSequence.from_columns(onset, 120, rng.integers(50, 90, 300), 80)

    prints = Fingerprints(most=10_000)
    for i in range(100):
        prints.add(moving(i))
        prints.add(with_wrong_notes(moving(i).transposed(3), 40))
    assert prints.groups() == [i // 2 for i in range(200)]


def test_of_doubles_the_fullest_stays_and_the_others_know_it() -> None:
    fuller = tune(1, 100)
    lines = [fuller.where(fuller.onset < fuller.end // 2), tune(2), fuller, fuller.transposed(1)]
    assert doubles(lines, [True] * 4) == {0: 2, 3: 2}
    assert doubles(lines, [True, True, True, False]) == {0: 2}
    assert doubles(lines, [False] * 4) == {}
