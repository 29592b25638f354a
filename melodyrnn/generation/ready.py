"""A model ready to run: its engine is built once and serves all requests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from melodyrnn.checkpoint import Model
from melodyrnn.engine.engine import Engine
from melodyrnn.errors import RequestError
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.limit import CopyLimit
from melodyrnn.originality.sources import matching_sources


@dataclass(frozen=True, slots=True)
class Comparing:
    """What takes are compared with, and the limit they keep to; None: none."""

    index: SourceIndex
    limit: CopyLimit | None


class SourcesBeside:
    """What a model learned from, read from beside its file when first asked for."""

    def __init__(self, model: Model, path: Path) -> None:
        self._model, self._path = model, path
        self._is_read = False
        self._index: SourceIndex | None = None
        self._limit: CopyLimit | None = None

    def index(self) -> SourceIndex | None:
        """The index: a second for a large collection, once. None: there are no sources."""
        if not self._is_read:
            model = self._model
            sources = matching_sources(self._path, model.card.sources, model.identity)
            self._index = None if sources is None else SourceIndex(sources)
            self._is_read = True
        return self._index

    def limit(self, index: SourceIndex, most: int) -> CopyLimit:
        """The limit at so many notes; the one asked for last is kept."""
        if self._limit is None or self._limit.most != most:
            self._limit = CopyLimit(index, most)
        return self._limit


@dataclass(frozen=True, slots=True, eq=False)
class ReadyModel:
    """A model with its engine.

    beside: where to find what it learned from; None: takes are not compared with it.
    """

    model: Model
    engine: Engine
    beside: SourcesBeside | None = None

    @classmethod
    def of(cls, model: Model, path: Path | None = None) -> ReadyModel:
        """Builds the engine: some milliseconds.

        path: the model's file. With it, takes are compared with what the model learned from.
        """
        return cls(model, Engine(model), SourcesBeside(model, path) if path else None)

    @property
    def sources(self) -> SourceIndex | None:
        """What the model learned from, if it lies beside its file and belongs to it."""
        return self.beside.index() if self.beside else None

    def comparing(self, most: int) -> Comparing | None:
        """What takes are compared with, and the limit of `most` notes, 0 for none.

        Raises:
            RequestError: there are no sources to keep a limit to.
        """
        index = self.sources
        if index is None or self.beside is None:
            if most:
                raise RequestError(
                    f"The music that {self.model.card.name} learned from is not kept beside it, or"
                    " is damaged, so copying cannot be limited: train it anew, or leave the limit"
                    " out."
                )
            return None
        return Comparing(index, self.beside.limit(index, most) if most else None)
