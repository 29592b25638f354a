"""Cards in plain words."""

from __future__ import annotations

from melodyrnn.card import Card
from melodyrnn.card_text import card_rows, summary
from melodyrnn.models.config import ModelConfig


def test_a_summary_says_what_was_learned_and_how_well() -> None:
    card = Card(notes=12_345, collections=("irish", "songs"))
    assert summary(card) == "learned 12,345 notes of irish, songs"
    scored = Card(notes=5, nats_per_note={"without_velocity": 1.8032})
    assert summary(scored).endswith("unnamed music; 1.80 nats a note on unseen music")


def test_what_a_card_does_not_say_is_left_out() -> None:
    assert set(card_rows(Card(), ModelConfig())) == {"writes", "network"}
    rows = card_rows(Card(credits="Us", notes=9, pieces=2), ModelConfig(styles=("reels",)))
    assert (rows["music by"], rows["styles"]) == ("Us", "reels")
    assert rows["learned from"] == "unnamed music: 9 notes in 2 pieces"
