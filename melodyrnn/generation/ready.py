"""A model ready to run: its engine is built once and serves all requests."""

from __future__ import annotations

from dataclasses import dataclass

from melodyrnn.checkpoint import Model
from melodyrnn.engine.engine import Engine


@dataclass(frozen=True, slots=True, eq=False)
class ReadyModel:
    """A model with its engine."""

    model: Model
    engine: Engine

    @classmethod
    def of(cls, model: Model) -> ReadyModel:
        """Builds the engine: some milliseconds."""
        return cls(model, Engine(model))
