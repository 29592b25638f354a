"""What the engine asks of a core, recurrent or not."""

from __future__ import annotations

from typing import Protocol, TypeVar

from melodyrnn.engine.cells import Floats
from melodyrnn.music.notes import IntArray

S = TypeVar("S", bound="CoreState")


class CoreState(Protocol):
    """Where a core stands in a batch of takes."""

    @property
    def nbytes(self) -> int:
        """Bytes it holds, room for notes to come included."""

    def select(self: S, index: IntArray) -> S:
        """The takes named by `index`, in that order, sharing nothing that steps change."""


class EngineCore(Protocol[S]):
    """Weights that turn what was read into the network's state."""

    def start(self) -> S:
        """The state of one take before anything was read."""

    def step(self, x: Floats, state: S) -> tuple[Floats, S]:
        """Reads x (B, embedding) from a state, which may be used up; output (B, hidden)."""

    def run(self, x: Floats, state: S) -> tuple[Floats, S]:
        """Reads a sequence x (T, embedding) from a state of one take; outputs (T, hidden)."""
