from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from melodyrnn.scorecard.foils import ANOTHER, OWN
from melodyrnn.scorecard.kinds import FEWEST_TRIALS, Circumstances, Kind, kind_of
from melodyrnn.scorecard.result import Foils
from tests.judged import COIN, COPYING, USUAL, a_card, costing

CASES: list[tuple[Kind, dict[str, Any], Circumstances]] = [
    ("good", {}, USUAL),
    ("repeats", {"originality": COPYING}, replace(USUAL, sources=9)),
    ("copies", {"originality": COPYING}, USUAL),
    ("too-few", {"score": costing("folk", 4.7)}, replace(USUAL, sources=9)),
    ("too-little", {"score": costing("folk", 4.7), "foils": COIN}, USUAL),
    ("forgetful", {"score": costing("folk", 2.2)}, USUAL),
    ("elsewhere", {"score": costing("folk", 2.6), "rivals": (costing("Markov chain", 4.0),)},
     USUAL),
    ("no-chords", {}, replace(USUAL, music_has_chords=True)),
    ("too-small", {"notes": 200}, USUAL),
    ("all-known", {"unheard": "none"}, USUAL),
    ("fair", {"foils": (Foils(ANOTHER, 200, 140),)}, USUAL),
    ("unproven", {"rivals": ()}, USUAL),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "changes", "around"), CASES, ids=[c[0] for c in CASES])
def test_each_case_is_told_apart(
    kind: Kind, changes: dict[str, Any], around: Circumstances
) -> None:
    assert kind_of(a_card(**changes), around) == kind


@pytest.mark.parametrize(
    "lacking",
    [
        {"rivals": ()},
        {"foils": ()},
        {"foils": (Foils(OWN, 200, 150),)},
        {"foils": (Foils(ANOTHER, FEWEST_TRIALS - 1, FEWEST_TRIALS - 1),)},
        {"overlaps": ()},
        {"rivals": (), "foils": (), "overlaps": (), "originality": None},
    ],
)
def test_what_was_not_measured_makes_no_good_model(lacking: dict[str, Any]) -> None:
    assert kind_of(a_card(**lacking), USUAL) == "unproven"


def test_what_fell_short_is_fair_whatever_else_was_not_measured() -> None:
    foils = (Foils(ANOTHER, 200, 140),)
    assert kind_of(a_card(foils=foils, overlaps=()), USUAL) == "fair"


def test_what_falls_short_after_few_pieces_is_laid_to_them() -> None:
    foils = (Foils(ANOTHER, 200, 140),)
    assert kind_of(a_card(foils=foils), replace(USUAL, sources=9)) == "too-few"
    assert kind_of(a_card(), replace(USUAL, sources=9)) == "good"


def test_one_who_knows_not_what_comes_where_is_not_good() -> None:
    another = Foils(ANOTHER, 200, 190)
    assert kind_of(a_card(foils=(another, Foils(OWN, 200, 88))), USUAL) == "fair"
    assert kind_of(a_card(foils=(another, Foils(OWN, 5, 2))), USUAL) == "good"


def test_many_parts_of_one_piece_are_too_little_to_judge_by() -> None:
    assert kind_of(a_card(pieces=9), replace(USUAL, distinct=1)) == "too-small"


def test_nobody_says_few_of_a_model_that_began_from_one_unknown() -> None:
    copying = a_card(originality=COPYING, unheard="unknown")
    tuned = replace(USUAL.card, pieces=12, base="folk")
    assert kind_of(copying, replace(USUAL, card=tuned, sources=None)) == "copies"
    from_nothing = replace(tuned, base="")
    assert kind_of(copying, replace(USUAL, card=from_nothing, sources=None)) == "repeats"
