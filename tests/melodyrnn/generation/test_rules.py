"""What may be drawn next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from melodyrnn.card import Card
from melodyrnn.encoding.spec import END_CLASS
from melodyrnn.encoding.timing import CLASS_COUNT, class_low, class_size
from melodyrnn.errors import RequestError
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.rules import PREFERENCE_NATS, Rules
from melodyrnn.generation.seed import prepare_seed
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence

BAR = 96  # steps of 4/4
FLAT = np.zeros((1, CLASS_COUNT + 1))
TUNE = NoteSequence(Note(480 * i, 60 + i, 480) for i in range(4))


def rules(
    notes: NoteSequence = TUNE, *, meters: MeterMap | None = None, chords: bool = False, **wish: Any
) -> Rules:
    request = TakeRequest(**{"bars": 2, **wish})
    keys = KeyMap([KeyChange(0, Key(0))])
    card = Card(has_chords=chords)
    seed = prepare_seed(notes, meters or MeterMap(), keys, bars=request.bars, card=card)
    return Rules.build(seed, request)


def shifts(
    rules: Rules, onset: int, release: int, *, is_first: bool = False
) -> tuple[list[int], bool]:
    """Onsets that may follow, in steps, and whether the take may finish."""
    ruled = rules.shift(FLAT, np.array([onset]), np.array([release]), is_first)[0]
    allowed = np.flatnonzero(np.isfinite(ruled[:END_CLASS]))
    return (onset + class_low(allowed)).tolist(), bool(np.isfinite(ruled[END_CLASS]))


def test_the_first_note_comes_no_earlier_than_the_seed_ends() -> None:
    onsets, _ = shifts(rules(), onset=72, release=BAR, is_first=True)
    assert min(onsets) == BAR


def test_the_first_note_of_a_polyphonic_take_joins_no_chord_of_the_seed() -> None:
    onsets, _ = shifts(rules(chords=True), onset=BAR, release=BAR, is_first=True)
    assert min(onsets) == BAR + 1


def test_a_single_line_never_overlaps() -> None:
    onsets, _ = shifts(rules(), onset=100, release=112)
    assert min(onsets) == 112


def test_chords_may_overlap_and_be_struck_together() -> None:
    polyphonic = NoteSequence([Note(0, 60, 1920), Note(0, 64, 1920)])
    onsets, _ = shifts(rules(polyphonic, chords=True), onset=100, release=112)
    assert onsets[:3] == [100, 101, 102]


def test_nothing_begins_at_or_after_the_last_bar_line() -> None:
    onsets, _ = shifts(rules(), onset=280, release=281)
    assert max(onsets) == 3 * BAR - 1


def test_nothing_sounds_past_the_last_bar_line() -> None:
    logits = np.zeros((1, CLASS_COUNT))
    ruled = rules().duration(logits, np.array([3 * BAR - 10]))[0]
    assert class_low(np.flatnonzero(np.isfinite(ruled))).tolist() == list(range(1, 11))


def test_only_exact_durations_are_written() -> None:
    ruled = rules(bars=40).duration(np.zeros((1, CLASS_COUNT)), np.array([BAR]))[0]
    assert (class_size(np.flatnonzero(np.isfinite(ruled))) == 1).all()


def test_rests_are_at_most_a_beat_where_the_seed_has_none() -> None:
    onsets, _ = shifts(rules(), onset=100, release=120)
    assert max(onsets) == 120 + 24


def test_rests_may_be_as_long_as_the_seeds_own() -> None:
    resting = NoteSequence([Note(0, 60, 480), Note(1440, 62, 480)])
    assert max(shifts(rules(resting), onset=100, release=120)[0]) == 120 + 48


def test_rests_are_never_longer_than_a_bar() -> None:
    resting = NoteSequence([Note(0, 60, 480), Note(10 * 1920, 62, 1920)])
    assert rules(resting).longest_rest == BAR


def test_from_nothing_a_take_may_wait_a_bar_as_pickups_do() -> None:
    onsets, may_finish = shifts(rules(NoteSequence()), onset=0, release=0, is_first=True)
    assert (min(onsets), max(onsets), may_finish) == (0, BAR, False)


@pytest.mark.parametrize(("release", "may_finish"), [(2 * BAR, False), (239, False), (240, True)])
def test_a_take_may_finish_once_half_its_last_bar_sounds(release: int, may_finish: bool) -> None:
    assert shifts(rules(), onset=release - 1, release=release)[1] is may_finish


def test_no_take_finishes_before_its_first_note() -> None:
    tiny_bars = MeterMap([MeterChange(0, Meter(1, 64))])
    found = shifts(
        rules(NoteSequence([Note(0, 60, 31)]), meters=tiny_bars, bars=1), 0, 2, is_first=True
    )
    assert found == ([2], False)


def test_the_half_of_a_bar_cut_short_counts_from_its_own_length() -> None:
    # 4/4, but a change of meter cuts the last bar asked for to a quarter.
    meters = MeterMap([MeterChange(0, Meter(4, 4)), MeterChange(2 * 1920 + 480, Meter(3, 4))])
    assert rules(meters=meters).may_finish == 2 * BAR + 12


def test_finishing_is_as_likely_as_all_that_lies_beyond_the_end() -> None:
    logits = np.full((1, CLASS_COUNT + 1), -np.inf)
    logits[0, [10, 30, 40, END_CLASS]] = np.log([0.1, 0.2, 0.3, 0.4])
    ruled = rules().shift(logits, np.array([3 * BAR - 20]), np.array([3 * BAR - 12]), False)
    assert np.isclose(np.exp(ruled[0, END_CLASS]), 0.9)
    assert np.isclose(np.exp(ruled[0, 10]), 0.1)


def test_where_nothing_is_left_the_take_finishes() -> None:
    onsets, may_finish = shifts(rules(), onset=150, release=3 * BAR)
    assert (onsets, may_finish) == ([], True)


def written(rules: Rules, last: int = -1, stale: frozenset[int] = frozenset()) -> NDArray[Any]:
    ruled = rules.pitch(np.zeros((1, 128)), np.array([last]), [set(stale)])[0]
    return np.flatnonzero(np.isfinite(ruled))


def test_pitches_stay_in_the_range() -> None:
    assert written(rules(lowest=55, highest=60)).tolist() == list(range(55, 61))


def test_only_leaves_the_tones_of_the_key() -> None:
    found = written(rules(key_rule="only", lowest=60, highest=72))
    assert found.tolist() == [60, 62, 64, 65, 67, 69, 71, 72]


def test_prefer_makes_other_tones_less_likely() -> None:
    ruled = rules(key_rule="prefer").pitch(np.zeros((1, 128)), np.array([-1]), [set()])[0]
    assert ruled[60] - ruled[61] == PREFERENCE_NATS


def test_notes_of_a_chord_ascend() -> None:
    assert written(rules(), last=64).min() == 65


def test_stale_pitches_are_avoided_while_there_is_another() -> None:
    assert 60 not in written(rules(), stale=frozenset({60}))
    assert written(rules(lowest=60, highest=60), stale=frozenset({60})).tolist() == [60]


def test_stale_pitches_outside_midi_do_no_harm() -> None:
    assert len(written(rules(), stale=frozenset({-3, 130}))) == 128


def test_range_and_key_are_of_what_is_written_not_of_what_the_model_reads() -> None:
    keys = KeyMap([KeyChange(0, Key(2))])
    request = TakeRequest(key_rule="only", lowest=61, highest=64)
    notes = NoteSequence(Note(480 * i, p, 480) for i, p in enumerate((62, 66, 69, 73, 74, 71)))
    seed = prepare_seed(notes, MeterMap(), keys, bars=1, card=Card())
    assert seed.frame.semitones != 0
    found = written(Rules.build(seed, request)) - seed.frame.semitones
    assert found.tolist() == [61, 62, 64]


def test_a_range_without_a_tone_of_the_key_is_refused() -> None:
    with pytest.raises(RequestError, match=r"No pitch from 61 to 61 .* in C: widen the range"):
        rules(key_rule="only", lowest=61, highest=61)


def test_a_range_that_the_model_cannot_reach_from_the_seed_is_refused() -> None:
    # A seed at the top of MIDI is read octaves lower: then the lowest pitches have no place.
    with pytest.raises(RequestError, match="0 to 3 are out of reach"):
        rules(NoteSequence([Note(0, 127, 480)]), lowest=0, highest=3)


def test_room_above_ends_at_the_highest_pitch_that_may_be_written() -> None:
    ruled = rules(key_rule="only", lowest=60, highest=66)
    assert ruled.has_room_above(np.array([60, 64, 65, 66])).tolist() == [True, True, False, False]


def test_rules_of_one_row_do_not_touch_another() -> None:
    both = np.zeros((2, CLASS_COUNT + 1))
    ruled = replace(rules(), is_monophonic=True)
    onset, release = np.array([100, 200]), np.array([110, 230])
    together = ruled.shift(both, onset, release, False)
    for row in range(2):
        one = slice(row, row + 1)
        alone = ruled.shift(both[one], onset[one], release[one], False)
        assert np.array_equal(together[one], alone)
