"""Names of keys, pitches and lengths."""

from __future__ import annotations

import pytest

from gui.panels.naming import counted, pitch_of, whole_bars
from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.naming import key_name, pitch_name
from tests.gui.panels.samples import BAR


def test_every_pitch_is_found_again_by_its_name() -> None:
    assert [pitch_of(pitch_name(pitch)) for pitch in range(128)] == list(range(128))


def test_middle_c_is_c4() -> None:
    assert pitch_name(60) == "C4"


@pytest.mark.parametrize(
    ("text", "pitch"),
    [("60", 60), ("bb3", 58), ("F#4", 66), ("F♯4", 66), (" c-1 ", 0), ("G9", 127)],
)
def test_pitches_may_be_typed_as_musicians_write_them(text: str, pitch: int) -> None:
    assert pitch_of(text) == pitch


@pytest.mark.parametrize("text", ["", "H4", "C", "128", "G#9", "Cb-1", "²"])
def test_what_names_no_pitch_is_none(text: str) -> None:
    assert pitch_of(text) is None


def test_keys_are_named_in_words() -> None:
    assert key_name(Key(1)) == "G major"
    assert key_name(Key(-5, is_minor=True)) == "B♭ minor"
    assert key_name(Key(6)) == "F♯ major"


def test_one_bar_is_not_bars() -> None:
    assert (counted(1, "bar"), counted(4, "bar")) == ("1 bar", "4 bars")


def test_bars_are_counted_from_the_next_bar_line() -> None:
    assert whole_bars(MeterMap(), BAR - 480, 3 * BAR) == 2
    assert whole_bars(MeterMap(), BAR, 3 * BAR) == 2


def test_bars_are_counted_across_a_change_of_meter() -> None:
    meters = MeterMap([MeterChange(2 * BAR, Meter(3, 4))])
    assert whole_bars(meters, BAR, 2 * BAR + 2 * 1440) == 3
