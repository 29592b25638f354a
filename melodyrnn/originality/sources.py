"""Sources: the music a model learned from, small enough to lie beside its file.

A note takes three bytes: its pitch, and the classes of its shift and duration, as
`melodyrnn.encoding.events` writes them; its velocity is let go. Steps that a class does not
tell stand apart, for the few notes that have them: every note comes back on its very step.
The file is a safetensors one, named like the model: `tune.safetensors` and `tune.sources`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from melodyrnn.encoding.events import decode, encode
from melodyrnn.encoding.timing import CLASS_COUNT, TICKS_PER_STEP
from melodyrnn.errors import ModelFileError
from melodyrnn.music.notes import MAX_PITCH, IntArray, NoteSequence
from melodyrnn.music.piece import Part, Piece
from melodyrnn.originality.columns import Columns, in_a_row, is_within
from melodyrnn.originality.source import Source, heard, told
from melodyrnn.whole_file import whole_file

SUFFIX = ".sources"
FORMAT = "melodyrnn sources"
VERSION = 1
MAX_BYTES = 1 << 28
"""Of a file: some eighty million notes."""

_COLUMNS = {"pitch": MAX_PITCH, "shift": CLASS_COUNT - 1, "duration": CLASS_COUNT - 1}
"""The largest number in each column."""

_NOT_OURS = (
    SafetensorError, KeyError, TypeError, ValueError, IndexError, AttributeError,
    OverflowError, RecursionError,
)  # fmt: skip
"""What reading a file of another form than ours, or a hostile one, may raise."""


class SourcesFileError(ModelFileError):
    """A file holds no sources of a model, is damaged, or comes from a newer version."""


class SourcePiece(NamedTuple):
    """A source and its notes."""

    source: Source
    notes: NoteSequence


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """All the lines a model learned from, as columns of their notes one after another.

    starts: (pieces + 1,), the first note of each, and the end. pitch, shift, duration:
    (notes,). beyond: (m, 3), notes of which a class does not tell the steps: the number of
    the note, and the steps by which shift and duration go beyond the least of their classes.
    """

    sources: tuple[Source, ...]
    starts: IntArray
    pitch: NDArray[np.uint8]
    shift: NDArray[np.uint8]
    duration: NDArray[np.uint8]
    beyond: NDArray[np.int64]

    @classmethod
    def of(cls, pieces: Iterable[SourcePiece]) -> Sources:
        """Takes pieces one by one, so that their notes may be let go meanwhile."""
        columns = [(source, Columns.of(encode(notes)[0])) for source, notes in pieces]
        return cls._of_columns(columns)

    @classmethod
    def joined(cls, base: Sources, new: Sources) -> Sources:
        """What a model learned from that went on from another; what both have, once."""
        kept: dict[tuple[Any, ...], tuple[Source, Columns]] = {}
        for each in (base, new):
            for number in range(len(each)):
                source, columns = each.sources[number], each._columns(number)
                notes = tuple(column.tobytes() for column in columns)
                kept.setdefault((source, *notes), (source, columns))
        return cls._of_columns(list(kept.values()))

    @property
    def fingerprint(self) -> str:
        """Changes with any note, name, meter or key; 32 hex digits."""
        sums = hashlib.blake2b(digest_size=16)
        for column in self._tensors().values():
            sums.update(len(column).to_bytes(8, "little"))
            sums.update(column.tobytes())
        return sums.hexdigest()

    @property
    def note_count(self) -> int:
        """Notes of all pieces."""
        return len(self.pitch)

    def __len__(self) -> int:
        return len(self.sources)

    def source(self, number: int) -> Source:
        """What is told of a piece."""
        return self.sources[number]

    def notes(self, number: int) -> NoteSequence:
        """The notes of a piece, on the grid."""
        return decode(self._columns(number).events())

    def piece(self, number: int) -> Piece:
        """A piece of one part, to show and to play."""
        source = self.sources[number]
        part = Part(self.notes(number), name=source.part_name)
        return Piece((part,), meters=source.meters, keys=source.keys, title=source.title)

    def bar(self, number: int, note: int) -> int:
        """The number of the bar a note of a piece begins in, from 1."""
        onset = int(self._columns(number).events()["shift"][: note + 1].sum()) * TICKS_PER_STEP
        return int(self.sources[number].meters.locate(onset).bar) + 1

    @classmethod
    def _of_columns(cls, pieces: Sequence[tuple[Source, Columns]]) -> Sources:
        parts = [columns for _, columns in pieces]
        starts = np.cumsum([0, *(len(part.pitch) for part in parts)]).astype(np.int64)
        return cls(tuple(source for source, _ in pieces), starts, *in_a_row(parts))

    def _columns(self, number: int) -> Columns:
        start, end = self.starts[number : number + 2].tolist()
        first, last = np.searchsorted(self.beyond[:, 0], [start, end])
        pitch, shift, duration = (getattr(self, name)[start:end] for name in _COLUMNS)
        return Columns(pitch, shift, duration, self.beyond[first:last] - np.array([start, 0, 0]))

    def _tensors(self) -> dict[str, NDArray[Any]]:
        columns = {name: getattr(self, name) for name in _COLUMNS}
        names = np.frombuffer(told(self.sources), dtype=np.uint8)
        return {"starts": self.starts, **columns, "beyond": self.beyond, "told": names}


def sources_path(model_path: Path) -> Path:
    """Where the sources of a model lie: beside it."""
    return model_path.with_suffix(SUFFIX)


def save_sources(path: Path, sources: Sources, *, model: str = "") -> None:
    """Writes sources, whole or not at all.

    model: identity of the model they belong to, where its card was written before it could
    name them; so a model whose identity is quoted elsewhere need not be another one.

    Raises:
        ExportError: the file cannot be written.
    """
    said = json.dumps({"format": FORMAT, "version": VERSION, "model": model})
    tensors = {name: np.ascontiguousarray(t) for name, t in sources._tensors().items()}
    data = save(tensors, metadata={"sources": said})
    with whole_file(path) as draft:
        draft.write_bytes(data)


def load_sources(path: Path) -> Sources:
    """Reads sources.

    Raises:
        SourcesFileError: the file is missing, foreign, damaged or from a newer version.
    """
    return _loaded(path)[0]


def matching_sources(model_path: Path, fingerprint: str, identity: str) -> Sources | None:
    """The sources beside a model if they are its own; None if there are none or others.

    They are its own if its card names their fingerprint, or if they name its identity.
    """
    try:
        sources, model = _loaded(sources_path(model_path))
    except SourcesFileError:
        return None
    is_own = bool(model) and model == identity
    return sources if is_own or sources.fingerprint == fingerprint else None


def _loaded(path: Path) -> tuple[Sources, str]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SourcesFileError(f"{path.name} is too large to hold what a model learned from.")
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourcesFileError(f"{path} cannot be opened ({reason}).") from error
    try:
        size = int.from_bytes(data[:8], "little")
        said = json.loads(json.loads(data[8 : 8 + size])["__metadata__"]["sources"])
        if said["format"] != FORMAT:
            raise ValueError("of another kind")
        if int(said["version"]) > VERSION:
            raise SourcesFileError(
                f"{path.name} was made by a newer version of this program; update to use it."
            )
        return _checked(load(data)), str(said["model"])
    except _NOT_OURS as error:
        raise SourcesFileError(
            f"{path.name} does not hold what a model learned from, or is damaged; copy it again"
            " from where the model is from."
        ) from error


def _checked(tensors: dict[str, NDArray[Any]]) -> Sources:
    """Sources of a file's columns, all in range.

    Raises:
        ValueError, KeyError, TypeError, AttributeError, IndexError: they are not ours.
    """
    sources = heard(tensors["told"].tobytes())
    starts, beyond = tensors["starts"], tensors["beyond"]
    pitch, shift, duration = columns = [tensors[name] for name in _COLUMNS]
    count = len(pitch)
    is_sound = (
        starts.dtype == np.int64
        and starts.shape == (len(sources) + 1,)
        and (int(starts[0]), int(starts[-1])) == (0, count)
        and bool((np.diff(starts) >= 0).all())
        and all(c.dtype == np.uint8 and c.shape == (count,) for c in columns)
        and all(c.max(initial=0) <= m for c, m in zip(columns, _COLUMNS.values(), strict=True))
        and duration.min(initial=1) > 0
        and beyond.dtype == np.int64
        and beyond.shape[1:] == (3,)
        and is_within(beyond, shift, duration)
    )
    if not is_sound:
        raise ValueError("columns that do not go together")
    return Sources(sources, starts, pitch, shift, duration, beyond)
