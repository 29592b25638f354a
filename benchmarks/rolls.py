"""Piano rolls in files: the usual polyphonic sets, and test files in any of their forms.

`.json.gz` or `.json`: `{"train": pieces, "valid": pieces}`, a piece being a list of frames,
a frame a list of MIDI pitches. `.mat`: cells `traindata`, `validdata`, `testdata` of matrices
with 88 columns, 1 where a key sounds, the first one being pitch 21.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from benchmarks.mat_files import Matrix, read_cells
from melodyrnn.errors import CollectionError
from melodyrnn.music.notes import MAX_PITCH

Roll: TypeAlias = tuple[tuple[int, ...], ...]
"""A piece: for each frame its pitches, upwards, each once."""

Splits: TypeAlias = dict[str, list[Roll]]
"""Pieces by the name of their split: "train", "valid", "test" or what the file says."""

KEYS, LOWEST_KEY = 88, 21

SETS = {
    "JSB_Chorales": "jsb",
    "Nottingham": "nottingham",
    "MuseData": "muse",
    "Piano_midi": "piano",
}
"""The four sets, and what in a file's name tells them apart."""

_NOT_A_ROLL = (
    "holds no piano rolls; give lists of pieces, each a list of frames, each a list of MIDI"
    " pitches from 0 to 127."
)


def set_called(path: Path) -> str:
    """Which of the four sets a file holds, by its name.

    Raises:
        CollectionError: the name does not say.
    """
    for name, mark in SETS.items():
        if mark in path.name.lower():
            return name
    raise CollectionError(f"Which set is in {path.name}? Say it with --set {' or '.join(SETS)}.")


def read_rolls(path: Path) -> Splits:
    """All splits of a file.

    Raises:
        CollectionError: it cannot be read, or not as piano rolls.
    """
    if path.suffix == ".mat":
        found: dict[str, Any] = {
            name: [_roll_of(cell, path) for cell in cells]
            for name, cells in read_cells(path).items()
        }
    else:
        found = _json(path)
    return {_split_name(name): _checked(pieces, path) for name, pieces in found.items()}


def learning_splits(splits: Splits, path: Path) -> tuple[list[Roll], list[Roll]]:
    """What is learned from, and what choices are made by.

    Raises:
        CollectionError: one of them is missing or empty.
    """
    if not (splits.get("train") and splits.get("valid")):
        raise CollectionError(f"{path.name} must hold the splits train and valid, with pieces.")
    return splits["train"], splits["valid"]


def pieces_to_test(splits: Splits, path: Path) -> list[Roll]:
    """The test pieces of a file: those under "test", or all it has if they have one name only.

    Raises:
        CollectionError: it has none, or does not say which.
    """
    named = splits.get("test")
    if named is None and len(splits) == 1:
        (named,) = splits.values()
    if not named:
        names = ", ".join(sorted(splits)) or "nothing"
        raise CollectionError(
            f"{path.name} has no test pieces but {names}; give a file with test pieces."
        )
    return named


def _split_name(name: str) -> str:
    return name.lower().removesuffix("data").rstrip("_") or name


def _json(path: Path) -> dict[str, Any]:
    try:
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        found = json.loads(data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CollectionError(f"{path} cannot be opened ({reason}).") from error
    except (EOFError, zlib.error, ValueError, RecursionError) as error:
        raise CollectionError(
            f"{path.name} is damaged or no JSON; give a file of piano rolls, .json.gz or .mat."
        ) from error
    if isinstance(found, list):
        return {"test": found}
    if not isinstance(found, dict):
        raise CollectionError(f"{path.name} {_NOT_A_ROLL}")
    return found


def _checked(pieces: Any, path: Path) -> list[Roll]:
    """Each frame's pitches upwards and once: a key cannot be struck twice at a time."""
    if not _is_list(pieces) or not all(_is_list(p) and all(map(_is_list, p)) for p in pieces):
        raise CollectionError(f"{path.name} {_NOT_A_ROLL}")
    pitches = [pitch for piece in pieces for frame in piece for pitch in frame]
    if not all(type(pitch) is int and 0 <= pitch <= MAX_PITCH for pitch in pitches):
        raise CollectionError(f"{path.name} {_NOT_A_ROLL}")
    return [tuple(tuple(sorted(set(frame))) for frame in piece) for piece in pieces]


def _is_list(value: object) -> bool:
    return isinstance(value, (list, tuple))


def _roll_of(matrix: Matrix, path: Path) -> list[list[int]]:
    """A piece of (frames, 88) zeros and ones."""
    if not matrix.size:
        return []
    if matrix.ndim != 2 or matrix.shape[1] != KEYS or not np.isin(matrix, (0, 1)).all():
        raise CollectionError(
            f"{path.name} holds matrices that are no piano rolls; give {KEYS} columns of 0 and 1."
        )
    return [[LOWEST_KEY + key for key in np.flatnonzero(frame).tolist()] for frame in matrix]


def counted(pieces: Sequence[Roll]) -> int:
    """Frames that are predicted: all but the first of each piece."""
    return sum(max(len(piece) - 1, 0) for piece in pieces)
