"""MATLAB files of version 5 made byte by byte: as MATLAB writes them, and as nobody should."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Order = Literal["<", ">"]

UINT8, INT32, UINT32, DOUBLE, MATRIX, PACKED = 2, 5, 6, 9, 14, 15
DOUBLE_CLASS, UINT8_CLASS, CELL_CLASS = 6, 9, 1


def mat_file(*variables: bytes, order: Order = "<", version: int = 0x0100) -> bytes:
    """A whole file of such variables."""
    mark = {"<": b"IM", ">": b"MI"}[order]
    head = b"MATLAB 5.0 MAT-file".ljust(116) + bytes(8) + struct.pack(order + "H", version) + mark
    return head + b"".join(variables)


def element(kind: int, data: bytes, order: Order = "<") -> bytes:
    """An element, short ones within their tag."""
    if 0 < len(data) <= 4:
        return struct.pack(order + "I", len(data) << 16 | kind) + data.ljust(4, b"\0")
    return struct.pack(order + "II", kind, len(data)) + data + bytes(-len(data) % 8)


def packed(variable: bytes, order: Order = "<") -> bytes:
    """A variable as MATLAB packs it, which no padding follows."""
    data = zlib.compress(variable)
    return struct.pack(order + "II", PACKED, len(data)) + data


def variable(
    kind: int, shape: Sequence[int], *parts: bytes, name: str = "", order: Order = "<"
) -> bytes:
    """A variable of a class and shape, and what it is made of."""
    return element(
        MATRIX,
        element(UINT32, struct.pack(order + "II", kind, 0), order)
        + element(INT32, struct.pack(f"{order}{len(shape)}i", *shape), order)
        + element(1, name.encode(), order)
        + b"".join(parts),
        order,
    )


def matrix(values: NDArray[Any], *, stored: int = UINT8, order: Order = "<") -> bytes:
    """A matrix, of class double unless it holds bytes; its numbers as doubles or as bytes."""
    dtype = {UINT8: "u1", DOUBLE: f"{order}f8"}[stored]
    kind = UINT8_CLASS if values.dtype == np.uint8 else DOUBLE_CLASS
    numbers = element(stored, values.astype(dtype).tobytes(order="F"), order)
    return variable(kind, values.shape, numbers, order=order)


def cells(name: str, *inner: bytes, order: Order = "<") -> bytes:
    """A cell array in a row, as the polyphonic sets have it."""
    return variable(CELL_CLASS, (1, len(inner)), *inner, name=name, order=order)
