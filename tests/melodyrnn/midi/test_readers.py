"""symusic and mido: they must find the same, and refuse rather than fall over."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from melodyrnn.midi.assembly import assemble
from melodyrnn.midi.container import open_container
from melodyrnn.midi.mido_reader import read_with_mido
from melodyrnn.midi.symusic_reader import has_lost_text, has_split_message, read_with_symusic
from melodyrnn.music.piece import Piece
from tests.smf import meta, note, off, on, pedal, program, smf

BROKEN = Path(__file__).parents[2] / "data" / "midi_broken"
# What symusic is known to get wrong, and is not believed in.
TOLD_APART = {
    "sysex_split_f7.mid",
    "text_invalid_utf8_nul.mid",
    "text_latin1.mid",
    "text_sjis.mid",
}


def loadable() -> list[str]:
    with (BROKEN / "manifest.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    return [r["file"] for r in rows if r["expect"] == "load" and r["file"] not in TOLD_APART]


def by_symusic(data: bytes) -> Piece:
    container = open_container(data, "x.mid")
    score = read_with_symusic(container.data, pedals=True)
    assert score is not None
    return assemble(score, container.division, "")


def by_mido(data: bytes) -> Piece:
    container = open_container(data, "x.mid")
    score = read_with_mido(container.data, is_patterns=False, pedals=True)
    assert score is not None
    return assemble(score, container.division, "")


@pytest.mark.parametrize("name", loadable())
def test_both_readers_find_the_same_in_every_file_that_must_load(name: str) -> None:
    data = (BROKEN / name).read_bytes()

    assert by_mido(data) == by_symusic(data)


@pytest.mark.parametrize(
    "events",
    [
        on(0, 60) + on(240, 60, 90) + off(240, 60) + off(240, 60),
        on(0, 60) + on(480, 60, 90) + off(0, 60) + off(480, 60),
        on(0, 60) + off(0, 60) + on(100, 60) + off(100, 60),
        on(0, 60) + note(10, 62),
        on(0, 60) + program(10, 5) + off(10, 60) + note(0, 60),
        note(0, 60, channel=3) + program(0, 7, channel=1) + note(0, 61, channel=1),
        note(0, 36, channel=9) + note(0, 60),
        pedal(0, 127) + note(0, 60) + note(0, 60) + pedal(300, 0) + pedal(10, 127) + note(0, 64),
        meta(0, 0x06, b"A") + note(0, 60) + meta(0, 0x06, b"B") + meta(5, 0x59, b"\xfd\x01"),
    ],
    ids=[
        "struck while sounding", "struck as it is released", "no length", "never released",
        "program changed under a note", "many channels", "drums", "pedal", "markers and keys",
    ],
)  # fmt: skip
def test_both_readers_take_oddities_alike(events: bytes) -> None:
    data = smf(meta(0, 0x03, b"Part") + events)

    assert by_mido(data) == by_symusic(data)


def test_a_pitch_that_does_not_exist_does_not_kill_the_process() -> None:
    wild = b"".join(on(0, pitch) + off(10, pitch) for pitch in range(128, 256)) * 50

    score = read_with_symusic(open_container(smf(wild + note(0, 60)), "x.mid").data)

    assert score is None or all(part.pitch.max() <= 127 for part in score.parts)


def test_symusic_leaves_times_beyond_32_bits_to_mido() -> None:
    data = open_container(smf(note(0x0FFFFFFF, 60) * 12), "x.mid").data

    assert read_with_symusic(data) is None
    score = read_with_mido(data, is_patterns=False)
    assert score is not None
    assert int(score.parts[0].onset.max()) == 12 * 0x0FFFFFFF + 11 * 480


@pytest.mark.parametrize(
    "events",
    [b"\x40\x40\x40", b"\xff\xff\xff\xff\xff\xff\x7f" + on(0, 60)[1:], b"\x00\x90"],
    ids=["no status", "a step of seven bytes", "cut off"],
)
def test_what_neither_can_read_is_refused_by_both(events: bytes) -> None:
    data = open_container(smf(events), "x.mid").data

    assert read_with_symusic(data) is None
    assert read_with_mido(data, is_patterns=False) is None


def test_text_that_symusic_cannot_decode_is_noticed() -> None:
    good = read_with_symusic(smf(meta(0, 0x03, "Études".encode()) + note(0, 60)))
    bad = read_with_symusic(smf(meta(0, 0x03, "Études".encode("cp1252")) + note(0, 60)))
    marker = read_with_symusic(smf(meta(0, 0x06, "É".encode("cp1252")) + note(0, 60)))

    assert good is not None
    assert bad is not None
    assert marker is not None
    assert [has_lost_text(good), has_lost_text(bad), has_lost_text(marker)] == [False, True, True]


def test_a_system_message_in_packets_is_noticed_and_a_whole_one_is_not() -> None:
    whole = b"\x00\xf0\x04\x43\x12\x00\xf7"
    packets = b"\x00\xf0\x03\x43\x12\x00\x0a\xf7\x03\x01\x02\xf7"

    found = [has_split_message(smf(events + note(0, 60))) for events in (whole, packets)]

    assert found == [False, True]


def test_a_key_that_does_not_exist_stops_mido_but_not_the_program() -> None:
    data = smf(meta(0, 0x59, b"\x10\x07") + note(0, 60))

    assert read_with_mido(data, is_patterns=False) is None
