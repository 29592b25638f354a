"""Lines that change meter."""

from __future__ import annotations

from melodyrnn.collection.lines import Line, make_line
from melodyrnn.collection.stretches import meter_stretches
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from melodyrnn.music.tempo import TempoChange, TempoMap

WALTZ = 8 * 1440
"""Ticks of eight bars of 3/4."""


def line(*meters: tuple[int, Meter], notes: int = 60) -> Line:
    tune = NoteSequence(Note(i * 480, 60 + (i * i) % 11, 480) for i in range(notes))
    piece = Piece(
        (Part(tune),),
        meters=MeterMap(MeterChange(*change) for change in meters),
        keys=KeyMap([KeyChange(0, Key(1)), KeyChange(WALTZ, Key(2))]),
        tempos=TempoMap([TempoChange(0, 400_000), TempoChange(WALTZ + 960, 600_000)]),
    )
    return make_line(tune, "Fiddle", piece)


def test_a_line_becomes_one_line_for_each_meter() -> None:
    whole = line((0, Meter(3, 4)), (WALTZ, Meter(2, 4)))
    first, second = meter_stretches(whole, min_notes=8)
    assert (first.part_name, second.part_name) == ("Fiddle, 3/4", "Fiddle, 2/4")
    assert (first.notes.start, second.notes.start) == (0, 0)
    assert len(first.notes) + len(second.notes) == len(whole.notes)
    assert second.meters == MeterMap([MeterChange(0, Meter(2, 4))])
    assert second.keys == KeyMap([KeyChange(0, Key(2))])
    assert second.tempos == TempoMap([TempoChange(0, 400_000), TempoChange(960, 600_000)])


def test_a_stretch_plays_as_it_did_in_the_whole() -> None:
    whole = line((0, Meter(3, 4)), (WALTZ, Meter(2, 4)))
    stretches = meter_stretches(whole, min_notes=8)
    assert sum(s.seconds for s in stretches) == whole.seconds


def test_a_stretch_in_the_same_meter_later_is_told_apart() -> None:
    again = line((0, Meter(3, 4)), (WALTZ, Meter(2, 4)), (WALTZ + 9600, Meter(3, 4)))
    names = [s.part_name for s in meter_stretches(again, min_notes=8)]
    assert names == ["Fiddle, 3/4", "Fiddle, 2/4", "Fiddle, 3/4 (2)"]


def test_a_note_that_sounds_on_ends_at_the_bar_line() -> None:
    tune = NoteSequence(Note(i * 480, 60 + i % 5, 900) for i in range(60))
    meters = MeterMap([MeterChange(0, Meter(3, 4)), MeterChange(WALTZ, Meter(2, 4))])
    whole = make_line(tune, "Fiddle", Piece((Part(tune),), meters=meters))
    first, _ = meter_stretches(whole, min_notes=8)
    assert first.notes.end == WALTZ


def test_empty_bars_before_a_stretch_are_cut() -> None:
    tune = line((0, Meter(3, 4))).notes
    tune = tune.where((tune.onset < WALTZ) | (tune.onset >= WALTZ + 2400))
    meters = MeterMap([MeterChange(0, Meter(3, 4)), MeterChange(WALTZ, Meter(2, 4))])
    piece = Piece((Part(tune),), meters=meters)
    _, second = meter_stretches(make_line(tune, "F", piece, max_silence_bars=None), min_notes=8)
    assert second.notes.start == 480


def test_a_line_in_one_meter_and_one_with_single_odd_bars_stay_whole() -> None:
    plain = line((0, Meter(3, 4)))
    odd = line((0, Meter(4, 4)), (1920, Meter(5, 4)), (4320, Meter(4, 4)), (27_360, Meter(2, 4)))
    assert meter_stretches(plain, min_notes=8) == (plain,)
    assert meter_stretches(odd, min_notes=8) == (odd,)


def test_scraps_between_long_stretches_go() -> None:
    whole = line((0, Meter(3, 4)), (WALTZ, Meter(1, 4)), (WALTZ + 480, Meter(2, 4)))
    names = [s.part_name for s in meter_stretches(whole, min_notes=8)]
    assert names == ["Fiddle, 3/4", "Fiddle, 2/4"]
