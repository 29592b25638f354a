"""The workshop of the worker process: models once loaded stay at hand."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from melodyrnn.checkpoint import load_model
from melodyrnn.errors import ModelFileError
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.originality.sources import sources_path
from melodyrnn.shelf import find_model

KEPT = 3
"""Models kept at hand; the one unused for longest goes first."""


class _Version(NamedTuple):
    """What tells a file from another, and from itself after it was written anew."""

    path: Path
    modified: int
    size: int
    sources_modified: int


class Workshop:
    """Loads models and builds their engines, each once.

    folders: where models lie; None: the user's, then those that came with the program.
    """

    def __init__(self, folders: tuple[Path, ...] | None = None) -> None:
        self.folders = folders
        self._ready: dict[_Version, ReadyModel] = {}

    def model(self, name: str = "") -> ReadyModel:
        """A model by its name on the shelf, or its path; "" is the default one.

        Raises:
            ModelFileError: there is none, or it cannot be used.
        """
        return self.model_at(find_model(name or None, self.folders))

    def model_at(self, path: Path) -> ReadyModel:
        """The model in a file; raises as `model`."""
        version = _version_of(path)
        ready = self._ready.pop(version, None) or ReadyModel.of(load_model(path), path)
        self._ready[version] = ready  # the latest stands last
        while len(self._ready) > KEPT:
            del self._ready[next(iter(self._ready))]
        return ready


def _version_of(path: Path) -> _Version:
    try:
        status = path.stat()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelFileError(f"The model {path} cannot be opened ({reason}).") from error
    sources_modified = 0
    with suppress(OSError):  # they may come later than the model, or go
        sources_modified = sources_path(path).stat().st_mtime_ns
    return _Version(path, status.st_mtime_ns, status.st_size, sources_modified)
