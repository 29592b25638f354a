"""A stack of recurrent layers: from the second on each adds to what it was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from melodyrnn.engine.cells import Cell, CellState, Floats, build_cells, run, step
from melodyrnn.models.config import ModelConfig
from melodyrnn.music.notes import IntArray


@dataclass(frozen=True, slots=True)
class RecurrentState:
    """The state of each layer: as large after a thousand notes as after one."""

    layers: tuple[CellState, ...]

    @property
    def nbytes(self) -> int:
        """See `melodyrnn.engine.core.CoreState`."""
        return sum(a.nbytes for layer in self.layers for a in layer)

    def select(self, index: IntArray) -> RecurrentState:
        """See `melodyrnn.engine.core.CoreState`."""
        return RecurrentState(tuple(tuple(a[index] for a in layer) for layer in self.layers))


@dataclass(frozen=True, slots=True)
class RecurrentStack:
    """Layers from the lowest up. See `melodyrnn.engine.core.EngineCore`."""

    cells: tuple[Cell, ...]

    @classmethod
    def build(cls, config: ModelConfig, weights: Mapping[str, Floats]) -> RecurrentStack:
        """From PyTorch's weights."""
        return cls(build_cells(config, weights))

    def start(self) -> RecurrentState:
        """Nothing read, one take."""
        return RecurrentState(tuple(cell.start() for cell in self.cells))

    def step(self, x: Floats, state: RecurrentState) -> tuple[Floats, RecurrentState]:
        """One note for each take."""
        after = []
        for i, (cell, before) in enumerate(zip(self.cells, state.layers, strict=True)):
            now = step(cell, x, before)
            x = x + now[0] if i else now[0]
            after.append(now)
        return x, RecurrentState(tuple(after))

    def run(self, x: Floats, state: RecurrentState) -> tuple[Floats, RecurrentState]:
        """Many notes of one take."""
        after = []
        for i, (cell, before) in enumerate(zip(self.cells, state.layers, strict=True)):
            y, now = run(cell, x, before)
            x = x + y if i else y
            after.append(now)
        return x, RecurrentState(tuple(after))
