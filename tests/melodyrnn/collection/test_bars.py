"""Pickups made whole and empty bars cut."""

from __future__ import annotations

from melodyrnn.collection.bars import (
    Span,
    TimeMaps,
    cut,
    cut_maps,
    empty_bars,
    with_whole_pickup,
)
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Marker, Part, Piece
from melodyrnn.music.tempo import TempoChange, TempoMap

FOUR, THREE, SIX_EIGHT = Meter(4, 4), Meter(3, 4), Meter(6, 8)
BAR = 1920


def meters(*changes: tuple[int, Meter]) -> MeterMap:
    return MeterMap(MeterChange(t, m) for t, m in changes)


def notes(*onsets: int, length: int = 240) -> NoteSequence:
    return NoteSequence(Note(t, 60, length) for t in onsets)


def piece(sequence: NoteSequence, map_of_meters: MeterMap) -> Piece:
    return Piece((Part(sequence),), meters=map_of_meters)


def test_a_pickup_bar_of_one_eighth_becomes_a_whole_bar_that_starts_with_silence() -> None:
    tune = piece(notes(0, 240, 480), meters((0, Meter(1, 8)), (240, SIX_EIGHT)))
    whole = with_whole_pickup(tune)
    assert whole.meters == meters((0, SIX_EIGHT))
    assert whole.parts[0].notes.onset.tolist() == [1200, 1440, 1680]


def test_a_first_bar_of_more_than_a_quarter_is_a_pickup_when_the_next_meter_is_longer() -> None:
    whole = with_whole_pickup(piece(notes(0, 720), meters((0, Meter(3, 8)), (720, SIX_EIGHT))))
    assert whole.parts[0].notes.onset.tolist() == [720, 1440]


def test_a_tune_left_in_the_meter_of_its_pickup_gets_the_meter_stated_later() -> None:
    # As in O'Neill's: 1/8 until the second half states 6/8; bar lines agree with that place.
    tune = piece(notes(0, 240, 17760), meters((0, Meter(1, 8)), (17760, SIX_EIGHT)))
    whole = with_whole_pickup(tune)
    assert whole.meters == meters((0, SIX_EIGHT))
    second_half = int(whole.parts[0].notes.onset[-1])
    assert second_half % SIX_EIGHT.bar_ticks == 0
    assert whole.parts[0].notes.onset[0] == -17760 % SIX_EIGHT.bar_ticks


def test_fragments_before_the_real_meter_are_skipped_together() -> None:
    tune = meters((0, Meter(1, 8)), (480, Meter(1, 16)), (960, THREE), (2400, FOUR))
    assert with_whole_pickup(piece(notes(0), tune)).meters == meters((0, THREE), (2880, FOUR))


def test_real_meters_are_left_alone() -> None:
    for changes in (
        ((0, FOUR), (BAR, THREE)),
        ((0, THREE), (5760, FOUR)),
        ((0, Meter(1, 4)),),
        ((0, Meter(3, 8)), (2160, SIX_EIGHT)),
        ((0, Meter(5, 4)), (2400, Meter(6, 4)), (5280, Meter(5, 4))),  # they take turns
    ):
        tune = piece(notes(0), meters(*changes))
        assert with_whole_pickup(tune) == tune


def test_a_whole_pickup_moves_keys_tempos_and_markers_but_not_what_holds_from_the_start() -> None:
    tune = Piece(
        (Part(notes(0)),),
        tempos=TempoMap([TempoChange(0, 400_000), TempoChange(1680, 600_000)]),
        meters=meters((0, Meter(1, 8)), (240, SIX_EIGHT)),
        keys=KeyMap([KeyChange(0, Key(1)), KeyChange(1680, Key(2))]),
        markers=(Marker(240, "A"),),
    )
    whole = with_whole_pickup(tune)
    assert whole.tempos == TempoMap([TempoChange(0, 400_000), TempoChange(2880, 600_000)])
    assert whole.keys == KeyMap([KeyChange(0, Key(1)), KeyChange(2880, Key(2))])
    assert whole.markers == (Marker(1440, "A"),)


def test_only_whole_bars_before_the_first_note_are_cut() -> None:
    late = notes(3 * BAR + 1440, 4 * BAR)
    spans = empty_bars(late, meters(), most=1)
    assert spans == [Span(0, 3 * BAR)]
    assert cut(late, spans).onset.tolist() == [1440, BAR]


def test_a_pickup_in_the_first_bar_stays() -> None:
    assert empty_bars(notes(1440, BAR), meters(), most=1) == []


def test_a_long_silence_keeps_the_allowed_empty_bars_and_the_place_in_the_bar() -> None:
    gap = notes(0, 7 * BAR + 480)
    spans = empty_bars(gap, meters(), most=2)
    assert cut(gap, spans).onset.tolist() == [0, 3 * BAR + 480]


def test_a_silence_of_the_allowed_length_stays() -> None:
    assert empty_bars(notes(0, 2 * BAR + 480), meters(), most=1) == []


def test_without_a_limit_only_the_bars_before_the_first_note_are_cut() -> None:
    assert empty_bars(notes(BAR, 9 * BAR), meters(), most=None) == [Span(0, BAR)]


def test_a_bar_into_which_a_note_sounds_is_not_empty() -> None:
    held = NoteSequence([Note(0, 60, 4 * BAR), Note(240, 64, 240), Note(5 * BAR, 60, 240)])
    assert empty_bars(held, meters(), most=0) == [Span(4 * BAR, 5 * BAR)]


def test_no_notes_have_no_empty_bars() -> None:
    assert empty_bars(NoteSequence(), meters(), most=0) == []


def test_maps_move_with_the_notes_and_keep_what_held_at_the_end_of_a_cut() -> None:
    maps = TimeMaps(
        meters((0, FOUR), (2 * BAR, THREE), (2 * BAR + 2880, SIX_EIGHT)),
        KeyMap([KeyChange(0, Key(0)), KeyChange(BAR + 100, Key(3))]),
        TempoMap([TempoChange(0, 500_000), TempoChange(2 * BAR + 2880, 250_000)]),
    )
    moved = cut_maps(maps, [Span(BAR, 2 * BAR + 1440)])
    assert moved.meters == meters((0, FOUR), (BAR, THREE), (BAR + 1440, SIX_EIGHT))
    assert moved.keys == KeyMap([KeyChange(0, Key(0)), KeyChange(BAR, Key(3))])
    assert moved.tempos == TempoMap([TempoChange(0, 500_000), TempoChange(BAR + 1440, 250_000)])


def test_every_note_keeps_its_place_in_the_bar_through_meter_changes_and_several_cuts() -> None:
    map_of_meters = meters((0, FOUR), (3 * BAR, THREE), (3 * BAR + 7 * 1440, SIX_EIGHT))
    spread = notes(BAR + 480, 3 * BAR + 1440 + 960, 3 * BAR + 6 * 1440 + 240, 30 * 1440 + 720)
    spans = empty_bars(spread, map_of_meters, most=1)
    moved = cut(spread, spans)
    after = cut_maps(TimeMaps(map_of_meters, KeyMap(), TempoMap()), spans).meters
    was, now = map_of_meters.locate(spread.onset), after.locate(moved.onset)
    assert len(spans) == 4
    assert (now.bar_ticks == was.bar_ticks).all()
    assert (moved.onset - now.bar_start == spread.onset - was.bar_start).all()
    assert moved.end < spread.end
