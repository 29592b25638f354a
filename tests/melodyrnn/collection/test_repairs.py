"""The names of repairs and what is said of them."""

from __future__ import annotations

from melodyrnn.collection.repairs import REPAIR_TEXTS, REPAIRS


def test_every_repair_has_a_button_and_a_sentence() -> None:
    assert tuple(REPAIR_TEXTS) == REPAIRS
    for button, sentence in REPAIR_TEXTS.values():
        assert 0 < len(button) <= 30
        assert sentence.endswith(".")
