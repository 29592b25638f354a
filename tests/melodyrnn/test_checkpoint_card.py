"""Another card for a model file."""

from __future__ import annotations

from pathlib import Path

import pytest

from melodyrnn.card import Card
from melodyrnn.checkpoint import load_model, replace_card, save_model
from melodyrnn.errors import ModelFileError
from tests.fakes import TINY, tiny_model


def weights_in(path: Path) -> bytes:
    data = path.read_bytes()
    return data[8 + int.from_bytes(data[:8], "little") :]


@pytest.mark.parametrize("half", [False, True])
def test_another_card_leaves_the_weights_as_they_are_to_the_byte(
    tmp_path: Path, half: bool
) -> None:
    path = tmp_path / "m.safetensors"
    weights = load_model(tiny_model(tmp_path / "a.safetensors")).weights
    save_model(path, TINY, weights, Card(name="Old"), half=half)
    before = load_model(path)
    card = Card(name="Ňew", pitch_entropy={"1": 0.8})
    old_weights = weights_in(path)
    replace_card(path, card)

    assert weights_in(path) == old_weights
    after = load_model(path)
    assert (after.card, after.config) == (card, before.config)
    assert after.identity != before.identity
    save_model(tmp_path / "b.safetensors", TINY, weights, card, half=half)
    assert path.read_bytes() == (tmp_path / "b.safetensors").read_bytes()


def test_a_file_that_is_no_model_gets_no_card(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Remember the milk.")
    with pytest.raises(ModelFileError, match="no model"):
        replace_card(path, Card())
    assert path.read_text() == "Remember the milk."
