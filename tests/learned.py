"""Models that keep what they learned from beside them: lines that a test chooses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from melodyrnn.card import Card
from melodyrnn.checkpoint import load_model
from melodyrnn.engine.cells import Floats
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.state import State
from melodyrnn.generation.ready import ReadyModel, SourcesBeside
from melodyrnn.music.notes import NoteSequence
from melodyrnn.originality.sources import save_sources, sources_path
from tests.fakes import tiny_model
from tests.originals import sources_of


class Busy(Engine):
    """Writes short notes, so that there is something to copy; else it knows no music."""

    def shift_logits(self, state: State) -> Floats:
        return _likelier(super().shift_logits(state), (0, 6, 12))

    def duration_logits(self, state: State, *told: Any) -> Floats:
        return _likelier(super().duration_logits(state, *told), (6, 12, 24))


def learned(path: Path, *lines: NoteSequence, has_chords: bool = False) -> ReadyModel:
    """A tiny model of random weights, but busy, that says it learned from these lines."""
    card = Card(name=path.stem, has_chords=has_chords, has_velocity=has_chords)
    model = load_model(tiny_model(path, card=card))
    save_sources(sources_path(path), sources_of(*lines), model=model.identity)
    return ReadyModel(model, Busy(model), SourcesBeside(model, path))


def _likelier(logits: Floats, classes: tuple[int, ...]) -> Floats:
    bonus = np.zeros(logits.shape[1], dtype=np.float32)
    bonus[list(classes)] = 6
    return logits + bonus
