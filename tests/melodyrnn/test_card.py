"""The card of a model, old, new or tampered with."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from melodyrnn.card import Card

FULL = Card(
    name="Irish",
    created="2025-01-02",
    collections=("irish", "songs"),
    pieces=10,
    notes=1000,
    nats_per_note={"pitch": 1.5},
    epochs=2.5,
    has_chords=True,
    lowest=50,
    pitch_entropy={"1": 0.8},
    rhythm_entropy={"1": 0.4},
    pitch_balance=1.1,
    rhythm_balance=1.2,
    versions={"torch": "2"},
    credits="Everyone",
)


def test_a_card_survives_json() -> None:
    assert Card.from_json(json.loads(json.dumps(FULL.to_json()))) == FULL


@pytest.mark.parametrize("name", [f.name for f in fields(Card)])
def test_what_is_missing_takes_its_default(name: str) -> None:
    data = FULL.to_json()
    del data[name]
    card = Card.from_json(data)

    assert getattr(card, name) == getattr(Card(), name)
    assert card.credits == (FULL.credits if name != "credits" else "")


@pytest.mark.parametrize("name", [f.name for f in fields(Card)])
@pytest.mark.parametrize(
    "wrong", [None, [], {}, "x", 7, 10**400, 1.5, True, [[1]], {"a": None, "b": 10**400}], ids=type
)
def test_what_has_the_wrong_type_never_gets_in(name: str, wrong: object) -> None:
    card = Card.from_json(FULL.to_json() | {name: wrong})
    value, usual = getattr(card, name), getattr(Card(), name)

    assert type(value) is type(usual)
    if name == "collections":
        assert all(isinstance(v, str) for v in value)
    if isinstance(usual, dict):
        kind = str if name == "versions" else float
        assert all(isinstance(v, kind) for v in value.values())


def test_whole_numbers_count_as_numbers_and_unknown_fields_are_passed_over() -> None:
    card = Card.from_json({"epochs": 3, "nats_per_note": {"pitch": 2}, "mood": "merry"})

    assert card == Card(epochs=3.0, nats_per_note={"pitch": 2.0})
