from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from melodyrnn.scorecard.foils import ANOTHER, OWN
from melodyrnn.scorecard.kinds import Circumstances
from melodyrnn.scorecard.result import Foils, Originality
from melodyrnn.scorecard.verdict import MOST_SENTENCES, verdict
from tests.judged import COIN, COPYING, USUAL, a_card, all_sentences, costing

CASES: list[tuple[dict[str, Any], Circumstances, str]] = [
    ({}, USUAL, "good model"),
    ({"originality": COPYING}, replace(USUAL, sources=9), "Off She Goes"),
    ({"originality": COPYING}, USUAL, "It copies"),
    ({"score": costing("folk", 4.7)}, replace(USUAL, sources=9), "9 pieces"),
    ({"score": costing("folk", 4.7), "foils": COIN}, USUAL, "Train it longer"),
    ({"score": costing("folk", 2.2)}, USUAL, "comes back to what it has said"),
    ({"score": costing("folk", 2.6), "rivals": (costing("Markov chain", 4.0),)}, USUAL,
     "73 % more than at home"),
    ({}, replace(USUAL, music_has_chords=True), "never heard chords"),
    ({"pieces": 3, "notes": 200}, replace(USUAL, distinct=3), "hints"),
    ({"unheard": "none"}, USUAL, "learned from every piece"),
    ({"foils": (Foils(ANOTHER, 200, 140),)}, USUAL, "more to learn"),
    ({"rivals": (), "overlaps": ()}, USUAL, "nobody to compare it with and nothing"),
    ({"rivals": (), "foils": (), "overlaps": (), "originality": None}, USUAL, "does not tell"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "around", "words"), CASES, ids=[c[-1] for c in CASES])
def test_each_case_says_so_in_a_few_sentences(
    changes: dict[str, Any], around: Circumstances, words: str
) -> None:
    said = verdict(a_card(**changes), around)
    assert words in all_sentences(said)
    assert 2 <= len(said) <= MOST_SENTENCES
    assert all(sentence.endswith(".") for sentence in said)


def test_a_few_questions_are_not_told_as_a_hundred() -> None:
    one = a_card(foils=(Foils(ANOTHER, 1, 1), Foils(OWN, 1, 1)))
    assert "times" not in all_sentences(verdict(one, USUAL))
    some = a_card(foils=(Foils(ANOTHER, 25, 25), Foils(OWN, 200, 130)))
    said = all_sentences(verdict(some, USUAL))
    assert "another piece's 25 of 25 times" in said
    assert "of the same piece 65 times in 100" in said


def borrowing(share: float, human: float, **more: Any) -> str:
    few = Originality(200, 8, 11, 16, share, 8, 12, 20, human, "Off She Goes, bars 3-5")
    return all_sentences(verdict(a_card(originality=replace(few, **more)), USUAL))


@pytest.mark.parametrize(
    ("share", "human", "words"),
    [
        (0.19, 0.2, "no more than people"),
        (0.21, 0.2, "no more than people"),
        (0.23, 0.2, "a little more than people"),
        (0.19, 0.0, "clearly more than people"),
    ],
)
def test_how_much_more_is_borrowed_is_said_as_it_is(share: float, human: float, words: str) -> None:
    assert f"It borrows {words}" in borrowing(share, human)


def test_a_run_that_is_longer_than_any_of_peoples_is_named() -> None:
    assert "its longest run, 45 notes, is from “Off She Goes”." in borrowing(0.2, 0.2, longest=45)
    assert "longest" not in borrowing(0.2, 0.2, longest=45, human_longest=50)
    assert "longest" not in borrowing(0.2, 0.2, longest=19, human_longest=9)


def test_nothing_is_said_of_copies_where_nobody_can_tell() -> None:
    said = all_sentences(verdict(a_card(originality=None), USUAL))
    assert "borrow" not in said
    assert "repeat" not in said


def test_what_is_borrowed_from_music_nobody_knows_is_not_denied() -> None:
    said = all_sentences(verdict(a_card(unheard="unknown"), USUAL))
    assert "that it is known to have learned" in said


def test_where_it_knew_all_pieces_no_figure_is_put_into_words() -> None:
    for found in (a_card().originality, COPYING):
        assert len(verdict(a_card(unheard="none", originality=found), USUAL)) == 2


@pytest.mark.parametrize(
    ("pieces", "distinct", "notes", "head", "advice"),
    [
        (3, 3, 900, "3 pieces with 900 notes", "with 8 different pieces or more"),
        (20, 20, 500, "20 pieces with 500 notes", "with 800 notes or more"),
        (3, 3, 500, "3 pieces with 500 notes", "with 8 different pieces and 800 notes or more"),
        (9, 1, 900, "1 piece, in 9 parts or versions, with 900 notes", "with 8 different pieces"),
    ],
)
def test_where_there_is_too_little_it_says_of_what(
    pieces: int, distinct: int, notes: int, head: str, advice: str
) -> None:
    first, last = verdict(a_card(pieces=pieces, notes=notes), replace(USUAL, distinct=distinct))
    assert head in first
    assert f"Name a folder {advice}" in last
