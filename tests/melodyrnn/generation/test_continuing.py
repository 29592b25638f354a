"""Continuing a piece: the seed stays, the length is right, the rest of the piece is kept."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import mido
import numpy as np
import pytest

from melodyrnn.checkpoint import Model
from melodyrnn.errors import RequestError
from melodyrnn.generation.continuing import continue_piece, empty_piece, style_class
from melodyrnn.generation.request import TakeRequest
from melodyrnn.midi.reading import parse_midi
from melodyrnn.midi.writing import midi_bytes
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Marker, Part, Piece
from melodyrnn.music.tempo import TempoChange, TempoMap

BAR = 1920
SCALE = (62, 64, 66, 67, 69, 71, 73, 74)
D_MAJOR = Key(2)
METERS = ("4/4", "3/4", "2/4", "6/8", "7/8", "5/4", "12/8", "2/2", "5/16", "15/8")


def tune(meters: MeterMap | str = "4/4", *, count: int = 13, start: int = 0) -> Piece:
    """Eighths up and down the scale of D, each of its own velocity, off the grid a little."""
    notes = [Note(start + 240 * i + i % 3, SCALE[i % 8], 231, 40 + i % 80) for i in range(count)]
    if isinstance(meters, str):
        meters = MeterMap([MeterChange(0, Meter.parse(meters))])
    keys = KeyMap([KeyChange(0, D_MAJOR)])
    return Piece((Part(NoteSequence(notes), "Flute", 73),), meters=meters, keys=keys)


def wish(**wishes: Any) -> TakeRequest:
    return TakeRequest(**{"bars": 2, "takes": 3, "top_p": 1.0, **wishes})


@pytest.mark.parametrize("meter", METERS)
def test_takes_have_exactly_the_bars_asked_for_in_any_meter(model: Model, meter: str) -> None:
    piece = tune(meter)
    bar = Meter.parse(meter).bar_ticks
    unfinished = -piece.end % bar
    continuation = continue_piece(model, piece, 0, wish(bars=3))
    assert continuation.seed.end == piece.end - piece.end % -bar + 3 * bar
    for take in continuation.takes:
        assert len(take.notes)
        assert take.notes.start >= piece.end - 20
        assert continuation.seed.end - bar < take.notes.end <= continuation.seed.end
    assert unfinished < bar


def test_bars_are_counted_through_changing_meters(model: Model) -> None:
    meters = MeterMap(
        MeterChange(tick, Meter.parse(text))
        for tick, text in ((0, "5/4"), (2400, "6/4"), (5280, "5/4"), (7680, "6/4"))
    )
    continuation = continue_piece(model, tune(meters, count=8), 0, wish(bars=4))
    assert continuation.seed.end == 7680 + 2 * 2880


def test_a_pickup_is_continued_from_where_the_seed_ends(model: Model) -> None:
    continuation = continue_piece(model, tune("3/4", start=960, count=9), 0, wish())
    assert continuation.seed.start == 960 + 9 * 240
    assert continuation.seed.end == 3 * 1440 + 2 * 1440


def test_the_seed_is_untouched_to_the_tick_and_velocity(model: Model) -> None:
    piece = tune()
    continuation = continue_piece(model, piece, 0, wish())
    for take in continuation.takes:
        whole = continuation.whole(take).parts[0].notes
        assert list(whole)[: len(piece.parts[0].notes)] == list(piece.parts[0].notes)
        assert len(whole) == len(piece.parts[0].notes) + len(take.notes)


def test_the_seed_is_untouched_in_the_file_too(model: Model) -> None:
    piece = tune()
    continuation = continue_piece(model, piece, 0, wish())
    whole = continuation.whole(continuation.takes[0])
    read = parse_midi(midi_bytes(whole, length=continuation.length(new_only=False)))
    assert read.parts[0].notes == whole.parts[0].notes


def test_other_parts_and_maps_stay_as_they_were(model: Model) -> None:
    bass = Part(NoteSequence([Note(0, 36, 9 * BAR)]), "Bass", 32)
    piece = replace(
        tune(), parts=(bass, *tune().parts), markers=(Marker(0, "A"),), title="Off She Goes"
    )
    continuation = continue_piece(model, piece, 1, wish())
    whole = continuation.whole(continuation.takes[0])
    assert whole.parts[0] == bass
    assert (whole.parts[1].name, whole.parts[1].program) == ("Flute", 73)
    assert replace(whole, parts=piece.parts) == piece
    assert continuation.length(new_only=False) == 9 * BAR  # the bass goes on


def test_the_new_part_alone_starts_at_its_bar_line(model: Model) -> None:
    piece = replace(
        tune(),
        tempos=TempoMap([TempoChange(0, 400_000), TempoChange(BAR, 600_000)]),
        markers=(Marker(0, "A"), Marker(2 * BAR, "B")),
    )
    continuation = continue_piece(model, piece, 0, wish())
    take = continuation.takes[0]
    alone = continuation.new_part(take)
    assert alone.parts[0].notes == take.notes.shifted(-BAR)
    assert alone.tempos == TempoMap([TempoChange(0, 600_000)])
    assert alone.keys == piece.keys
    assert alone.markers == (Marker(BAR, "B"),)
    assert continuation.length(new_only=True) == 3 * BAR


@pytest.mark.parametrize("new_only", [False, True])
def test_a_file_ends_on_a_bar_line_whatever_lies_behind_the_take(
    model: Model, new_only: bool
) -> None:
    bass = Part(NoteSequence([Note(0, 36, 9 * BAR + 100)]), "Bass", 32)
    late = (Marker(11 * BAR + 7, "The end"),)
    for piece in (replace(tune(), parts=(*tune().parts, bass)), replace(tune(), markers=late)):
        continuation = continue_piece(model, piece, 0, wish(takes=1))
        take = continuation.takes[0]
        written = continuation.new_part(take) if new_only else continuation.whole(take)
        length = continuation.length(new_only=new_only)
        assert length % BAR == 0
        file = mido.MidiFile(file=BytesIO(midi_bytes(written, length=length)))
        assert {sum(m.time for m in track) for track in file.tracks} == {length}


@pytest.mark.parametrize("key", [None, Key(-5), Key(1, is_minor=True)])
def test_only_never_leaves_the_key(model: Model, key: Key | None) -> None:
    request = wish(bars=6, takes=6, key_rule="only", pitch_temperature=2)
    continuation = continue_piece(model, tune(), 0, request, key=key)
    belongs = list((key or D_MAJOR).pitch_classes)
    assert all(np.isin(take.notes.pitch % 12, belongs).all() for take in continuation.takes)


def test_prefer_leaves_the_key_less_often_than_off(model: Model) -> None:
    def outside(rule: str) -> float:
        request = wish(bars=8, takes=6, key_rule=rule)
        takes = continue_piece(model, tune(), 0, request).takes
        new = np.concatenate([take.notes.pitch for take in takes])
        return float((~np.isin(new % 12, list(D_MAJOR.pitch_classes))).mean())

    assert 0 < outside("prefer") < outside("off") / 2


def test_the_range_is_kept_with_everything_else_asked_for(model: Model) -> None:
    request = wish(
        bars=8, takes=6, lowest=55, highest=79, key_rule="only",
        pitch_temperature=0.8, rhythm_temperature=1.2,
    )  # fmt: skip
    for take in continue_piece(model, tune(), 0, request).takes:
        assert take.notes.pitch.min() >= 55
        assert take.notes.pitch.max() <= 79
        assert np.isin(take.notes.pitch % 12, list(D_MAJOR.pitch_classes)).all()


def test_a_range_far_from_the_seed_is_kept_too(model: Model) -> None:
    for take in continue_piece(model, tune(), 0, wish(lowest=20, highest=25)).takes:
        assert set(take.notes.pitch.tolist()) <= set(range(20, 26))


def test_music_is_made_from_nothing(model: Model) -> None:
    meters = MeterMap([MeterChange(0, Meter(6, 8))])
    piece = empty_piece(meters, TempoMap.from_bpm(96), D_MAJOR)
    continuation = continue_piece(model, piece, 0, wish(bars=4, key_rule="only"), key=D_MAJOR)
    assert continuation.seed.end == 4 * 1440
    for take in continuation.takes:
        assert len(take.notes)
        whole = continuation.whole(take)
        assert whole.parts[0].notes == take.notes
        assert whole.keys.at(0) == D_MAJOR


def test_staying_in_a_key_needs_one(model: Model) -> None:
    piece = empty_piece(MeterMap(), TempoMap(), None)
    with pytest.raises(RequestError, match="--key-signature"):
        continue_piece(model, piece, 0, wish(key_rule="only"))


def test_a_style_is_one_of_the_models(model: Model, piano_model: Model) -> None:
    assert [style_class(piano_model, name) for name in ("", "waltz", "reel")] == [0, 1, 2]
    with pytest.raises(RequestError, match="no style tango: it knows waltz, reel"):
        continue_piece(piano_model, tune(), 0, wish(style="tango"))
    with pytest.raises(RequestError, match="one only"):
        continue_piece(model, tune(), 0, wish(style="waltz"))


def test_a_style_changes_what_is_written(piano_model: Model) -> None:
    waltz, reel = (
        continue_piece(piano_model, tune(), 0, wish(style=style)).takes
        for style in ("waltz", "reel")
    )
    assert waltz != reel


@pytest.mark.parametrize("count", [1, 2000])
def test_a_seed_may_be_one_note_or_thousands(model: Model, count: int) -> None:
    continuation = continue_piece(model, tune(count=count), 0, wish())
    assert all(len(take.notes) for take in continuation.takes)


@pytest.mark.parametrize("octaves", [-5, 4])
def test_a_seed_of_an_extreme_register_is_continued_in_range(model: Model, octaves: int) -> None:
    piece = tune()
    notes = piece.parts[0].notes
    low = NoteSequence.from_columns(
        notes.onset, notes.duration, np.clip(notes.pitch + 12 * octaves, 0, 127), notes.velocity
    )
    continuation = continue_piece(model, piece.with_parts(Part(low)), 0, wish())
    assert all(len(take.notes) for take in continuation.takes)
