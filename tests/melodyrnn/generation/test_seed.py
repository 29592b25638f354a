"""Seeds: where a continuation begins and ends, what key it is in, what the model is told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from melodyrnn.card import Card
from melodyrnn.generation.seed import LEGATO_TICKS, STACCATO_TICKS, Seed, prepare_seed
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.top_line import top_line

BAR = 1920
C_MAJOR, D_MAJOR, A_MINOR = Key(0), Key(2), Key(0, is_minor=True)
NO_KEY = KeyMap()
D_MAJOR_TUNE = (62, 66, 69, 74, 73, 71, 69, 67, 66, 64, 62)


def melody(*pitches: int, start: int = 0, length: int = 480) -> NoteSequence:
    return NoteSequence(Note(start + i * length, p, length) for i, p in enumerate(pitches))


def meter(text: str) -> MeterMap:
    return MeterMap([MeterChange(0, Meter.parse(text))])


def stated(key: Key) -> KeyMap:
    return KeyMap([KeyChange(0, key)])


def prepared(
    notes: NoteSequence,
    meters: MeterMap | None = None,
    keys: KeyMap = NO_KEY,
    *,
    bars: int = 4,
    card: Card | None = None,
    key: Key | None = None,
) -> Seed:
    return prepare_seed(notes, meters or MeterMap(), keys, bars=bars, card=card or Card(), key=key)


def test_a_seed_that_ends_on_a_bar_line_is_continued_from_there() -> None:
    seed = prepared(melody(60, 62, 64, 65))
    assert (seed.start, seed.end) == (BAR, 5 * BAR)


def test_an_unfinished_bar_is_filled_before_the_bars_asked_for() -> None:
    seed = prepared(melody(60, 62, 64, 65, 67), bars=2)
    assert (seed.start, seed.end) == (BAR + 480, 4 * BAR)


def test_a_pickup_seed_ends_where_its_last_bar_does() -> None:
    seed = prepared(melody(60, 62, 64, 65, start=2 * 480), meter("3/4"), bars=8)
    assert (seed.start, seed.end) == (6 * 480, (2 + 8) * 1440)


def test_seven_eight_is_counted_in_sevens() -> None:
    seed = prepared(melody(*[60] * 10, length=240), meter("7/8"), bars=3)
    assert (seed.start, seed.end) == (2400, (2 + 3) * 1680)


def test_bars_are_counted_through_a_change_of_meter() -> None:
    meters = MeterMap([MeterChange(0, Meter(4, 4)), MeterChange(2 * BAR, Meter(3, 4))])
    assert prepared(melody(60, 62, 64, 65), meters, bars=3).end == 2 * BAR + 2 * 1440


@pytest.mark.parametrize(("end", "start"), [(1309, 1300), (1315, 1320), (1331, 1340)])
def test_an_end_off_the_grid_counts_as_the_nearest_step(end: int, start: int) -> None:
    seed = prepared(NoteSequence([Note(960, 60, end - 960)]))
    assert seed.start == start


def test_a_note_held_a_little_over_the_bar_line_does_not_open_a_new_bar() -> None:
    held = NoteSequence([Note(1440, 60, 480 + LEGATO_TICKS)])
    seed = prepared(held, bars=4)
    assert (seed.start, seed.end) == (BAR, 5 * BAR)
    longer = prepared(NoteSequence([Note(1440, 60, 480 + LEGATO_TICKS + 15)]), bars=4)
    assert longer.start > BAR
    assert longer.end == 6 * BAR


def test_a_note_released_a_little_before_the_bar_line_leaves_nothing_to_fill() -> None:
    short = prepared(NoteSequence([Note(1440, 60, 480 - STACCATO_TICKS)]), bars=4)
    assert (short.start, short.end) == (BAR, 5 * BAR)
    shorter = prepared(NoteSequence([Note(1440, 60, 480 - STACCATO_TICKS - 30)]), bars=4)
    assert (shorter.start, shorter.end) == (BAR - 120, 5 * BAR)


def test_a_note_struck_just_before_the_bar_line_is_given_room() -> None:
    seed = prepared(NoteSequence([Note(BAR - 5, 60, 20)]))
    assert seed.start >= BAR - 5 + 20


def test_the_notes_themselves_are_never_changed() -> None:
    notes = NoteSequence([Note(7, 60, 471, 33), Note(7, 64, 600, 99), Note(955, 67, 13, 1)])
    seed = prepared(notes, card=Card(has_chords=True))
    assert seed.notes is notes
    assert seed.rounding.moved == 3


def test_no_notes_begin_at_the_first_bar() -> None:
    seed = prepared(NoteSequence(), meter("3/4"), stated(D_MAJOR), bars=2)
    assert (seed.start, seed.end, seed.key) == (0, 2 * 1440, D_MAJOR)
    assert prepared(NoteSequence()).key is None


def test_a_stated_key_is_believed_when_the_notes_lie_in_it() -> None:
    # The white keys fit A minor as well as C major: the signature decides.
    seed = prepared(melody(60, 62, 64, 65, 67, 69, 71, 72), keys=stated(A_MINOR))
    assert seed.key == A_MINOR


def test_c_major_written_into_every_file_is_not_believed_against_the_notes() -> None:
    seed = prepared(melody(*D_MAJOR_TUNE), keys=stated(C_MAJOR))
    assert seed.key == D_MAJOR
    assert seed.frame.key == D_MAJOR


def test_a_few_notes_contradict_no_key() -> None:
    assert prepared(melody(61, 63), keys=stated(C_MAJOR)).key == C_MAJOR


def test_without_a_signature_the_key_is_heard() -> None:
    assert prepared(melody(*D_MAJOR_TUNE)).key == D_MAJOR


def test_what_the_user_says_stands_over_signature_and_ear() -> None:
    seed = prepared(melody(*D_MAJOR_TUNE), keys=stated(D_MAJOR), key=A_MINOR)
    assert seed.key == A_MINOR
    assert seed.keys == stated(A_MINOR)


def test_after_a_change_of_key_the_last_one_holds() -> None:
    keys = KeyMap([KeyChange(0, D_MAJOR), KeyChange(BAR, Key(3))])
    assert prepared(melody(*D_MAJOR_TUNE), keys=keys).key == Key(3)


def test_a_model_of_melodies_hears_the_top_line_of_chords() -> None:
    chords = NoteSequence(
        Note(480 * i, p, 960) for i, chord in enumerate([(48, 60, 64), (55, 67)]) for p in chord
    )
    seed = prepared(chords)
    assert seed.is_monophonic
    assert seed.events["pitch"].tolist() == [64, 67]
    assert seed.events["duration"].tolist() == [24, 48]
    assert seed.notes == chords


def test_a_model_of_chords_hears_them_all() -> None:
    chords = NoteSequence([Note(0, 60, 960), Note(0, 64, 960)])
    seed = prepared(chords, card=Card(has_chords=True))
    assert not seed.is_monophonic
    assert len(seed.events) == 2


def test_a_model_of_chords_keeps_a_single_line_single() -> None:
    card = Card(has_chords=True)
    assert prepared(melody(60, 62, 64), card=card).is_monophonic
    assert not prepared(melody(60), card=card).is_monophonic  # one note says nothing yet


def test_the_top_line_ends_each_note_where_the_next_begins() -> None:
    notes = NoteSequence([Note(0, 48, 1920), Note(0, 60, 1920), Note(480, 64, 480)])
    assert list(top_line(notes).notes) == [Note(0, 60, 480), Note(480, 64, 480)]


@pytest.mark.parametrize("pitches", [(0, 2, 4), (124, 126, 127), (24, 26, 28, 24, 23)])
def test_a_seed_far_out_is_read_by_octaves_nearer_to_what_the_model_knows(
    pitches: Sequence[int],
) -> None:
    card = Card(lowest=57, highest=86)
    seed = prepared(melody(*pitches), card=card)
    read = seed.events["pitch"]
    assert card.lowest <= np.median(read) <= card.highest
    assert (read - np.array(pitches)).tolist() == [seed.frame.semitones] * len(pitches)


def test_a_long_seed_is_read_to_its_last_note() -> None:
    seed = prepared(melody(*[60 + i % 12 for i in range(2000)]))
    assert len(seed.events) == 2000
    assert seed.start == 2000 * 480


def test_a_hand_that_strikes_the_last_note_early_does_not_put_it_behind_the_end() -> None:
    # Late by turns, so that it counts as played; the last one, 1030, was meant on 1080.
    onsets = [7, 128, 233, 371, 488, 594, 727, 832, 967, 1030]
    hand = NoteSequence(Note(onset, 60 + i, 10) for i, onset in enumerate(onsets))
    seed = prepared(hand)
    assert int(seed.events["shift"].sum()) < seed.first
