"""Tiny networks with random weights: they know no music, so every rule has to hold them."""

from __future__ import annotations

import pytest

from melodyrnn.card import Card
from melodyrnn.checkpoint import Model, load_model
from tests.fakes import tiny_model


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """One that learned from melodies without dynamics."""
    return load_model(tiny_model(tmp_path_factory.mktemp("models") / "tiny.safetensors"))


@pytest.fixture(scope="session")
def piano_model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """One that learned from chords with dynamics, and knows two styles."""
    card = Card(name="piano", has_chords=True, has_velocity=True)
    path = tmp_path_factory.mktemp("models") / "piano.safetensors"
    return load_model(tiny_model(path, card=card, styles=("waltz", "reel")))
