from __future__ import annotations

import click
import pytest

from melodyrnn.cli.options import KeyName, MeterName, Number, PitchRange, take_request
from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter


def test_texts_become_values() -> None:
    assert PitchRange().convert("55-79", None, None) == (55, 79)
    assert PitchRange().convert(" 55 - 55 ", None, None) == (55, 55)
    assert KeyName().convert("F#m", None, None) == Key.parse("F#m")
    assert MeterName().convert("12/8", None, None) == Meter(12, 8)
    assert Number(0, 5).convert("1.5", None, None) == 1.5


@pytest.mark.parametrize("text", ["", "55", "a-b", "-5-60", "79-55", "0-128", "55-79-80"])
def test_a_range_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter):
        PitchRange().convert(text, None, None)


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "6", "x"])
def test_a_number_out_of_range_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter):
        Number(0, 5).convert(text, None, None)


def test_one_temperature_serves_both_unless_told_apart() -> None:
    both = take_request(
        temperature=0.7, pitch_temperature=None, rhythm_temperature=None, pitch_range=(0, 127)
    )
    assert (both.pitch_temperature, both.rhythm_temperature) == (0.7, 0.7)
    apart = take_request(
        temperature=0.7, pitch_temperature=0.0, rhythm_temperature=1.5, pitch_range=(55, 79)
    )
    assert (apart.pitch_temperature, apart.rhythm_temperature) == (0.0, 1.5)
    assert (apart.lowest, apart.highest) == (55, 79)
