from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from melodyrnn.card import Card
from melodyrnn.scorecard.foils import ANOTHER, OWN
from melodyrnn.scorecard.result import Foils, Originality
from melodyrnn.scorecard.verdict import MOST_SENTENCES, Circumstances, Kind, kind_of, verdict
from tests.judged import a_card, all_sentences, costing

HOME = Card(pieces=3000, held_out_pieces=300, nats_per_note={"without_velocity": 1.5})
USUAL = Circumstances(HOME, music_has_chords=False, sources=3000)
COPYING = Originality(200, 30, 60, 90, 0.8, 6, 9, 12, 0.1, "Off She Goes, bars 1-9")
COIN = (Foils(ANOTHER, 200, 104), Foils(OWN, 200, 99))

CASES: list[tuple[Kind, dict[str, Any], Circumstances, str]] = [
    ("good", {}, USUAL, "good model"),
    ("repeats", {"originality": COPYING}, replace(USUAL, sources=9), "Off She Goes"),
    ("copies", {"originality": COPYING}, USUAL, "It copies"),
    ("too-few", {"score": costing("folk", 4.7)}, replace(USUAL, sources=9), "9 pieces"),
    ("too-little", {"score": costing("folk", 4.7), "foils": COIN}, USUAL, "Train it longer"),
    ("forgetful", {"score": costing("folk", 2.2)}, USUAL, "comes back to what it has said"),
    ("elsewhere", {"score": costing("folk", 2.6), "rivals": (costing("Markov chain", 4.0),)},
     USUAL, "73 % more than at home"),
    ("no-chords", {}, replace(USUAL, music_has_chords=True), "never heard chords"),
    ("too-small", {"pieces": 3, "notes": 200}, USUAL, "hints"),
    ("all-known", {"unheard": "none"}, USUAL, "learned from every piece"),
    ("fair", {"foils": (Foils(ANOTHER, 200, 140),)}, USUAL, "more to learn"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "changes", "around", "words"), CASES, ids=[c[0] for c in CASES])
def test_each_case_is_told_apart_and_says_so(
    kind: Kind, changes: dict[str, Any], around: Circumstances, words: str
) -> None:
    card = a_card(**changes)
    assert kind_of(card, around) == kind
    said = verdict(card, around)
    assert words in all_sentences(said)
    assert 2 <= len(said) <= MOST_SENTENCES
    assert all(sentence.endswith(".") for sentence in said)


def test_a_card_without_rivals_takes_or_questions_still_has_a_verdict() -> None:
    bare = a_card(rivals=(), foils=(), overlaps=(), originality=None)
    assert verdict(bare, USUAL)


def test_nothing_is_said_of_copies_where_nobody_can_tell() -> None:
    said = all_sentences(verdict(a_card(originality=None), USUAL))
    assert "borrow" not in said
    assert "repeat" not in said
