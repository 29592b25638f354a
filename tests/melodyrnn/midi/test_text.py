"""Names in all encodings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.midi.container import open_container
from melodyrnn.midi.text import MAX_TEXT, clean_text, decode_text, first_track_name
from tests.smf import meta, note, smf


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ode to Joy", "ascii"),
        ("Frühling — Études", "utf-8"),
        ("Frühling — Études", "cp1252"),
        ("Prélude", "cp1252"),
        ("crème brûlée", "cp1252"),
        ("Spår 1", "cp1252"),
        ("さくら", "shift-jis"),
        ("荒城の月", "shift-jis"),
        ("荒城の月", "utf-8"),
        ("Катюша", "utf-8"),
    ],
)
def test_a_name_is_read_in_its_encoding(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)) == text


@given(st.binary(max_size=2 * MAX_TEXT))
def test_any_bytes_give_a_clean_text(raw: bytes) -> None:
    text = decode_text(raw)

    assert text == clean_text(text)
    assert len(text) <= MAX_TEXT
    assert "\0" not in text
    text.encode("utf-8")


def test_control_characters_go_and_line_breaks_become_spaces() -> None:
    assert clean_text("\x00 one\ntwo\x07\t\ud800three\ufffd ") == "one two three"


def test_a_long_text_is_cut_between_characters() -> None:
    assert decode_text(("é" * 100_000).encode()) == "é" * MAX_TEXT


def test_the_first_track_names_the_piece() -> None:
    before = meta(0, 0x51, b"\x07\xa1\x20") + meta(0, 0x01, b"x" * 300)
    data = smf(before + meta(0, 0x03, "Études".encode()), meta(0, 0x03, b"Piano"))

    assert first_track_name(open_container(data, "x.mid")) == "Études"


@pytest.mark.parametrize(
    "events",
    [b"", note(0, 60), meta(5, 0x03, b"late"), note(0, 60) + meta(0, 0x03, b"late")],
    ids=["nothing", "a note", "a name later", "a name after a note"],
)
def test_a_piece_without_a_name_at_its_start_has_none(events: bytes) -> None:
    assert first_track_name(open_container(smf(events), "x.mid")) == ""


def test_a_name_cut_off_by_the_end_of_the_file_does_no_harm() -> None:
    data = smf(b"\x00\xff\x03\xff\xff\xff\x7fName")

    assert first_track_name(open_container(data, "x.mid")).startswith("Name")
