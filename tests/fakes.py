"""Stand-ins that several tests share: real, only tiny."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from melodyrnn.card import Card
from melodyrnn.checkpoint import save_model
from melodyrnn.models.config import ModelConfig
from melodyrnn.models.shapes import parameter_shapes

TINY = ModelConfig(
    layers=1, hidden=12, embedding=8, head=8, memory_heads=1, memory_width=4, dropout=0.0
)


def tiny_model(path: Path, *, card: Card | None = None, seed: int = 0, **config: Any) -> Path:
    """Writes a model file with random weights, without torch; returns its path.

    config: what differs from TINY, such as core="gru" or styles=("irish",).
    """
    shape = replace(TINY, **config)
    rng = np.random.default_rng(seed)
    weights = {
        name: rng.normal(0, 0.3, size=size).astype(np.float32)
        for name, size in parameter_shapes(shape).items()
    }
    save_model(path, shape, weights, card or Card(name=path.stem))
    return path
