"""Headers and chunks, sound and otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from melodyrnn.errors import MidiFileError
from melodyrnn.midi.container import Division, open_container
from tests.smf import END_OF_TRACK, meta, note, smf, track_chunk

MELODY = note(0, 60) + note(0, 62)
SOUND = smf(MELODY)


def test_a_sound_file_keeps_its_tracks_byte_for_byte() -> None:
    container = open_container(SOUND, "x.mid")

    assert container.data.startswith(SOUND)
    assert container.data[container.first_track :].startswith(MELODY)
    assert container.division == Division(480, 480)
    assert not container.is_patterns


@pytest.mark.parametrize(
    "data",
    [
        bytes(64) + SOUND,
        b"From: a friend\r\n\r\n" + SOUND,
        b"RIFF\x80\x00\x00\x00RMIDdata\x60\x00\x00\x00" + SOUND,
        SOUND + b"junk after the end",
        SOUND[:7] + b"\x08" + SOUND[8:14] + b"\x00\x00" + SOUND[14:],  # a longer header
        SOUND[:10] + b"\x00\x09" + SOUND[12:],  # nine tracks announced
        SOUND[:10] + b"\x00\x00" + SOUND[12:],  # none announced
        SOUND[:8] + b"\x00\x07" + SOUND[10:],  # a format nobody knows
        SOUND[:14] + b"XFIH\x00\x00\x00\x03abc" + SOUND[14:],  # an alien chunk
        SOUND[:14] + track_chunk(MELODY + END_OF_TRACK, length=9_999),
        SOUND[:14] + track_chunk(MELODY + END_OF_TRACK, length=11),
    ],
    ids=str,
)
def test_damage_to_the_outside_is_mended(data: bytes) -> None:
    assert open_container(data, "x.mid").data == open_container(SOUND, "x.mid").data


def test_a_track_that_claims_too_much_does_not_swallow_the_next() -> None:
    two = smf(MELODY, MELODY)
    second = two.rindex(b"MTrk")
    broken = two[:14] + track_chunk(MELODY + END_OF_TRACK, length=2**31) + two[second:]

    assert open_container(broken, "x.mid").data == open_container(two, "x.mid").data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"MThd\x00\x00", "header"),
        (SOUND[:14], "before its first track"),
        (b"la la la", "not a MIDI file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "a picture"),
        (b"\n<!DOCTYPE html><html>404", "a web page"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "a sound recording"),
        (smf(MELODY, division=0), "how long a quarter note is"),
        (smf(MELODY, division=0xE700), "how long a quarter note is"),
        (smf(MELODY, division=0x8128), "how long a quarter note is"),
        (smf(*[b""] * 3)[:14] + track_chunk(b"") * 0x10000, "65536 tracks"),
    ],
    ids=lambda value: str(value[:20]),
)
def test_what_is_no_midi_file_is_called_by_its_name(data: bytes, words: str) -> None:
    with pytest.raises(MidiFileError, match=words) as caught:
        open_container(data, "tune.mid")

    message = str(caught.value)
    assert message.startswith("tune.mid ")
    assert message.endswith(".")
    assert message.count(". ") == 0


def test_a_header_far_into_a_file_is_not_looked_for() -> None:
    with pytest.raises(MidiFileError, match="not a MIDI file"):
        open_container(b"x" * 5000 + SOUND, "x.mid")


def test_ticks_are_rounded_to_the_nearest_with_halves_upwards() -> None:
    division = Division(480, 960)

    assert division.ticks(np.array([0, 1, 2, 3])).tolist() == [0, 1, 1, 2]
    assert [division.tick(t) for t in range(4)] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("division", "ticks_a_second"),
    [(0xE728, 25 * 40), (0xE850, 24 * 80), (0xE304, 30_000 / 1001 * 4), (0xE204, 30 * 4)],
)
def test_film_time_is_read_at_120_quarters_a_minute(division: int, ticks_a_second: float) -> None:
    found = open_container(smf(meta(0, 1, b""), division=division), "x.mid").division

    assert found.is_film
    assert found.tick(round(ticks_a_second * 600)) == pytest.approx(600 * 960, abs=5)
