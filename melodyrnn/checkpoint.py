"""Model files: weights, and in the header all that is needed to use them. No pickle anywhere.

A model is one `.safetensors` file. Its metadata holds, as JSON texts: format, version,
config (`ModelConfig`), encoding (`EncodingSpec`) and card (`Card`). Everything is checked
against the file's size before anything is allocated.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from melodyrnn.card import Card
from melodyrnn.encoding.spec import EncodingSpec
from melodyrnn.errors import ModelFileError
from melodyrnn.models.config import ModelConfig
from melodyrnn.models.shapes import parameter_shapes
from melodyrnn.whole_file import whole_file

FORMAT = "melodyrnn"
VERSION = 1
MAX_HEADER = 1 << 20
MAX_BYTES = 1 << 31

Weights: TypeAlias = dict[str, NDArray[np.float32]]

_WIDTHS = {"F32": 4, "F16": 2}

_NOT_OURS = (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)
"""What reading JSON of another form than ours, or a hostile one, may raise."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model as read from a file.

    identity: the first 16 hex digits of the file's SHA-256, which recipes quote.
    """

    config: ModelConfig
    weights: Weights
    card: Card
    identity: str


def save_model(
    path: Path,
    config: ModelConfig,
    weights: Mapping[str, NDArray[Any]],
    card: Card,
    *,
    half: bool = False,
) -> None:
    """Writes a model, whole or not at all; `half` stores 16-bit floats.

    Raises:
        ExportError: the file cannot be written.
    """
    dtype = np.float16 if half else np.float32
    metadata = {
        "format": FORMAT,
        "version": str(VERSION),
        "config": json.dumps(config.to_json()),
        "encoding": json.dumps(EncodingSpec().to_json()),
        "card": json.dumps(card.to_json(), ensure_ascii=False),
    }
    tensors = {name: np.ascontiguousarray(w, dtype=dtype) for name, w in sorted(weights.items())}
    data = _in_order(save(tensors, metadata=metadata))
    with whole_file(path) as draft:
        draft.write_bytes(data)


def replace_card(path: Path, card: Card) -> None:
    """Gives the model in a file another card; its weights stay as they are, to the byte.

    The file is another one then, and so is the model's identity.

    Raises:
        ModelFileError: as `load_model`.
        ExportError: the file cannot be written.
    """
    data = _bytes_of(path)
    _checked_header(path, data)
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header["__metadata__"]["card"] = json.dumps(card.to_json(), ensure_ascii=False)
    text = json.dumps(header, ensure_ascii=False).encode()
    with whole_file(path) as draft:
        draft.write_bytes(_in_order(len(text).to_bytes(8, "little") + text + data[start:]))


def _in_order(data: bytes) -> bytes:
    """The same file with its metadata by name: safetensors shuffles it from save to save.

    So the same model is the same file, and has the same identity.
    """
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header["__metadata__"] = dict(sorted(header["__metadata__"].items()))
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # weights begin at a multiple of eight
    return len(text).to_bytes(8, "little") + text + data[start:]


def load_model(path: Path) -> Model:
    """Reads a model.

    Raises:
        ModelFileError: the file is missing, foreign, damaged or from a newer version.
    """
    data = _bytes_of(path)
    config, card = _checked_header(path, data)
    try:
        weights = {n: w.astype(np.float32) for n, w in load(data).items()}
    except (SafetensorError, ValueError, TypeError) as error:
        raise _damaged(path) from error
    if not all(np.isfinite(w).all() for w in weights.values()):
        raise ModelFileError(f"{path.name} holds weights that are not numbers; train it again.")
    return Model(config, weights, card, _identity(data))


def read_card(path: Path) -> Card:
    """Reads only a model's card; raises as `load_model` does."""
    return read_description(path)[1]


def read_description(path: Path) -> tuple[ModelConfig, Card]:
    """Reads only a model's shape and card; raises as `load_model` does."""
    return _checked_header(path, _bytes_of(path))


def identity_of(path: Path) -> str:
    """The identity of the model in a file, whatever it holds; raises as `load_model` does."""
    return _identity(_bytes_of(path))


def _identity(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ModelFileError(f"{path} is a folder; name a model file (.safetensors).")
        if path.stat().st_size > MAX_BYTES:
            raise ModelFileError(f"{path.name} is too large to be a model of this program.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelFileError(f"The model {path} cannot be opened ({reason}).") from error


def _checked_header(path: Path, data: bytes) -> tuple[ModelConfig, Card]:
    header, weight_bytes = _header(path, data)
    metadata = header.pop("__metadata__", None)
    if not isinstance(metadata, dict) or metadata.get("format") != FORMAT:
        raise _foreign(path)
    _check_version(path, metadata)
    try:
        config = ModelConfig.from_json(json.loads(metadata["config"]))
        spec = EncodingSpec.from_json(json.loads(metadata["encoding"]))
        card = Card.from_json(json.loads(metadata["card"]))
    except _NOT_OURS as error:
        raise _damaged(path) from error
    if spec != EncodingSpec():
        raise ModelFileError(f"{path.name} reads music in another way than this version does.")
    _check_shapes(path, config, header, weight_bytes)
    return config, card


def _header(path: Path, data: bytes) -> tuple[dict[str, Any], int]:
    """The header, and how many bytes of weights follow it."""
    size = int.from_bytes(data[:8], "little")
    if len(data) < 8 or size > len(data) - 8 or size > MAX_HEADER:
        raise _foreign(path)
    try:
        header = json.loads(data[8 : 8 + size])
    except _NOT_OURS as error:
        raise _foreign(path) from error
    if not isinstance(header, dict):
        raise _foreign(path)
    return header, len(data) - 8 - size


def _check_version(path: Path, metadata: dict[str, Any]) -> None:
    try:
        version = int(metadata["version"])
    except _NOT_OURS as error:
        raise _damaged(path) from error
    if version > VERSION:
        raise ModelFileError(
            f"{path.name} was made by a newer version of this program; update to use it."
        )


def _check_shapes(path: Path, config: ModelConfig, header: dict[str, Any], size: int) -> None:
    """Names, shapes and types must be those the configuration asks for, and fill `size` bytes."""
    shapes = parameter_shapes(config)
    total = 0
    for name, shape in shapes.items():
        entry = header.get(name)
        if not isinstance(entry, dict) or entry.get("shape") != list(shape):
            raise _damaged(path)
        width = _WIDTHS.get(str(entry.get("dtype")))
        if width is None:
            raise _damaged(path)
        total += math.prod(shape) * width
    if set(header) != set(shapes) or total != size:
        raise _damaged(path)


def _foreign(path: Path) -> ModelFileError:
    return ModelFileError(f"{path.name} is no model of this program; choose one it has trained.")


def _damaged(path: Path) -> ModelFileError:
    return ModelFileError(f"{path.name} is damaged or incomplete; copy or train it again.")
