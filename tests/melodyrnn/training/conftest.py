from __future__ import annotations

from pathlib import Path

import pytest

from melodyrnn.card import Card
from tests.fakes import tiny_model
from tests.trainings import write_tunes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six tunes."""
    return write_tunes(tmp_path / "reels", range(6))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A tiny model to go on from, so that steps are quick."""
    return tiny_model(tmp_path / "base.safetensors", card=Card(name="Base"), dropout=0.1)
