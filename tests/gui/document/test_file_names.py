"""File names: for people first, and such that every system takes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.document.file_names import MAX_BYTES, described, distinct, file_stem, key_words
from melodyrnn.music.key import Key


def test_a_name_says_key_and_tempo() -> None:
    assert described("Idea 3", Key.parse("Cm"), 625_000) == "Idea 3 - C minor - 96 bpm"
    assert described("Idea 3", None, 500_000) == "Idea 3 - 120 bpm"


@pytest.mark.parametrize(
    ("key", "words"),
    [("C", "C major"), ("F#m", "F sharp minor"), ("Bb", "B flat major"), ("Ebm", "E flat minor")],
)
def test_keys_are_spelled_out(key: str, words: str) -> None:
    assert key_words(Key.parse(key)) == words


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("Was soll's? 1/2", "Was soll's- 1-2"),
        ("夜想曲 🎵", "夜想曲 🎵"),
        ("..hidden. ", "hidden"),
        ("line\nbreak", "linebreak"),
        ("CON", "CON-"),
        ("com1.mid", "com1.mid-"),
        ("", "Untitled"),
        (" . ", "Untitled"),
    ],
)
def test_what_systems_forbid_is_left_out(words: str, stem: str) -> None:
    assert file_stem(words) == stem


@given(st.text())
def test_any_words_make_one_name_in_one_folder(words: str) -> None:
    stem = file_stem(words)
    assert Path(stem).name == stem
    assert len(stem.encode()) <= MAX_BYTES + 1
    assert not stem.startswith(".")


def test_equal_names_are_numbered_whatever_their_case() -> None:
    assert distinct(["Idea", "idea", "Other", "Idea"]) == ["Idea", "idea (2)", "Other", "Idea (3)"]


def test_a_number_that_is_taken_is_passed_over() -> None:
    assert distinct(["a (2)", "a", "a"]) == ["a (2)", "a", "a (3)"]
