"""What a score card says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gui.learning.card_words import (
    NO_SOURCES,
    as_text,
    copied_words,
    day,
    foils_words,
    judged_by,
    overlap_words,
    preferred_words,
    scale_words,
    shares_words,
    worst_words,
)
from melodyrnn.scorecard.result import Foils, Originality, Overlap, Unheard
from tests.gui.learning.score_cards import GOOD

FOUND = Originality(200, 41.0, 96.0, 212, 0.86, 3.0, 5.0, 9, 0.01, "Off She Goes")


def test_the_foil_test_is_told_of_a_hundred_times_beside_a_coin() -> None:
    assert foils_words(Foils("another piece", 400, 348)) == (
        "Against one from another piece it prefers the true continuation 87 of 100 times"
        " (a coin: 50)."
    )


def test_a_few_trials_are_not_blown_up_to_a_hundred() -> None:
    assert preferred_words(Foils("", 9, 7)) == "7 of 9 times"
    assert preferred_words(Foils("", 1, 1)) == "1 of 1 time"
    assert "(a coin: 4.5)" in foils_words(Foils("", 9, 7))


def test_a_statistic_says_what_is_shared_and_what_is_most_common() -> None:
    lengths = Overlap("duration", 0.78, (0.4, 0.6), (0.7, 0.3), ("8th", "quarter"))
    assert overlap_words(lengths) == (
        "Duration: its takes and the music share 78%. Most common in its takes: quarter (60%);"
        " in the music: 8th (70%)."
    )
    assert overlap_words(replace(lengths, labels=("", ""))).endswith("share 78%.")
    assert overlap_words(Overlap("x", 0.0, (), (), ())).endswith("share 0%.")


def test_copies_are_told_beside_peoples() -> None:
    assert copied_words(FOUND) == (
        "Half of its 200 takes copy at most 41 notes in a row, nine in ten at most 96, and none"
        " more than 212. In people's own pieces it is 3, 5 and 9."
    )
    assert worst_words(FOUND) == "The longest copied run, 212 notes, stands in “Off She Goes”."


def test_one_take_is_not_told_of_in_halves_and_tenths() -> None:
    one = replace(FOUND, takes=1)
    assert copied_words(one) == (
        "Its one take copies at most 212 notes in a row. In people's own pieces it is at most 9."
    )
    assert copied_words(replace(one, longest=0)).startswith("Nothing in its one take is copied")


def test_all_is_only_said_of_all() -> None:
    nearly = replace(FOUND, share=0.999, human_share=0.29)
    assert shares_words(nearly).startswith("99% of its notes")
    assert shares_words(nearly).endswith("29%.")
    assert preferred_words(Foils("", 400, 399)) == "99 of 100 times"
    assert preferred_words(Foils("", 400, 400)) == "100 of 100 times"


@pytest.mark.parametrize(
    ("unheard", "said"),
    [("none", "It learned from it."), ("unknown", "Whether it learned from it is not known.")],
)
def test_one_piece_is_not_all_of_them(unheard: Unheard, said: str) -> None:
    card = replace(GOOD, pieces=1, left_out=0, unheard=unheard)
    assert judged_by(card).endswith(said)


def test_nothing_copied_is_said_so() -> None:
    none = replace(FOUND, median=0, p90=0, longest=0, worst="")
    assert copied_words(none).startswith("Nothing in its 200 takes is copied")
    assert worst_words(none) == ""
    assert "have nothing in common" in copied_words(replace(FOUND, human_longest=0))


@pytest.mark.parametrize(
    ("unheard", "left_out", "said"),
    [
        ("sure", 12, "12 more were left out because it learned from them."),
        ("sure", 1, "1 more was left out because it learned from it."),
        ("sure", 0, "It learned from none of them."),
        ("unknown", 0, "Whether it learned from some of them is not known."),
        ("none", 0, "It learned from all of them."),
    ],
)
def test_it_is_said_by_what_it_was_judged(unheard: str, left_out: int, said: str) -> None:
    card = replace(GOOD, unheard=unheard, left_out=left_out)  # type: ignore[arg-type]  # one of them
    assert judged_by(card) == (
        "Judged by 103 pieces of “session tunes” with 24,118 notes, on November 20, 2026. " + said
    )
    assert ("never learned from" in scale_words(card)) == (unheard == "sure")


def test_one_piece_is_spoken_of_as_one() -> None:
    assert judged_by(replace(GOOD, pieces=1, left_out=0)).endswith("It did not learn from it.")


def test_a_moment_is_a_day_and_what_is_neither_stays() -> None:
    assert day("2026-05-03T10:00:00") == "May 3, 2026"
    assert day("spring") == "spring"
    assert day("") == "a day unknown"


def test_all_of_it_is_one_text() -> None:
    text = as_text(GOOD, "my model")
    assert text.startswith("Score card of my model\nJudged by 103 pieces")
    said = [
        *GOOD.verdict,
        "Copying forward: 3.33 (when 0.72, which note 1.95, how long 0.66)",
        *map(foils_words, GOOD.foils),
        *map(overlap_words, GOOD.overlaps),
        "stands in “Off She Goes”",
        *GOOD.remarks,
    ]
    assert [words for words in said if words not in text] == []


def test_what_is_not_known_leaves_no_empty_heading() -> None:
    text = as_text(replace(GOOD, foils=(), overlaps=(), originality=None, remarks=()), "x")
    assert text.endswith(f"Are its takes its own?\n{NO_SOURCES}\n")
    assert "Does it know" not in text
    assert "sound like" not in text
