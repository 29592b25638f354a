"""Surprise in words."""

from __future__ import annotations

import pytest

from gui.panels.surprise_words import LEVELS, surprise_of


@pytest.mark.parametrize(
    ("nats", "level", "word"),
    [
        (0.5, 0, "very predictable"),
        (1.2, 1, "predictable"),
        (2.0, 2, "typical"),
        (3.4, 3, "surprising"),
        (9.0, 4, "very surprising"),
    ],
)
def test_the_same_nats_are_judged_against_what_the_model_is_used_to(
    nats: float, level: int, word: str
) -> None:
    assert surprise_of(nats, 2.0)[::2] == (word, level)
    assert surprise_of(nats / 2, 1.0)[::2] == (word, level)


def test_the_four_stops_have_words_of_their_own() -> None:
    typical, medians = 1.8, (1.2, 2.15, 2.7, 3.4)  # of takes of eleven melodies, stop by stop
    words = [surprise_of(nats, typical).word for nats in medians]
    assert words == ["predictable", "typical", "typical", "surprising"]


def test_the_sentence_names_both_numbers() -> None:
    sentence = surprise_of(1.9, 2.0).sentence
    assert sentence.startswith("About as surprising as the tunes it learned from")
    assert "1.90" in sentence
    assert "2.00" in sentence


def test_more_nats_never_sound_less_surprising() -> None:
    levels = [surprise_of(i / 20, 2.0).level or 0 for i in range(100)]
    assert levels == sorted(levels)
    assert set(levels) == set(range(LEVELS))


def test_without_a_yardstick_only_the_number_is_told() -> None:
    verdict = surprise_of(1.5, 0.0)
    assert verdict.level is None
    assert verdict.word == ""
    assert "1.50" in verdict.sentence
