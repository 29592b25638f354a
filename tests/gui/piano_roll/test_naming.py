from __future__ import annotations

import pytest

from gui.piano_roll.naming import length_name, place_name, spoken_note
from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.naming import key_name, pitch_name
from melodyrnn.music.notes import Note


@pytest.mark.parametrize(("pitch", "name"), [(60, "C4"), (0, "C-1"), (127, "G9"), (69, "A4")])
def test_middle_c_is_c4(pitch: int, name: str) -> None:
    assert pitch_name(pitch) == name


def test_keys_with_flats_spell_flats() -> None:
    assert pitch_name(70, Key.parse("F")) == "B♭4"
    assert pitch_name(70, Key.parse("D")) == "A♯4"


@pytest.mark.parametrize(
    ("ticks", "name"),
    [
        (1920, "whole"),
        (480, "quarter"),
        (720, "dotted quarter"),
        (160, "eighth triplet"),
        (120, "sixteenth"),
        (500, "1.04 quarters"),
        (2400, "5 quarters"),
    ],
)
def test_lengths_are_called_as_musicians_do(ticks: int, name: str) -> None:
    assert length_name(ticks) == name


def test_a_place_is_a_bar_and_a_beat_of_the_meter_there() -> None:
    meters = MeterMap([MeterChange(0, Meter(4, 4)), MeterChange(1920, Meter(6, 8))])
    assert place_name(480, meters) == "bar 1 beat 2"
    assert place_name(1920 + 720, meters) == "bar 2 beat 2"
    assert place_name(240, meters) == "bar 1 beat 1.5"


def test_a_note_is_spoken_without_signs() -> None:
    told = spoken_note(Note(480, 60, 480), MeterMap())
    assert told == "C4, quarter, bar 1 beat 2"
    assert spoken_note(Note(0, 70, 240), MeterMap(), Key.parse("Bb")).startswith("B flat 4,")


def test_keys_have_a_mode() -> None:
    assert key_name(Key.parse("Bbm")) == "B♭ minor"
    assert key_name(Key.parse("F#")) == "F♯ major"
