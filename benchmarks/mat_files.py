"""MATLAB files of version 5: the cells of plain matrices in them, and nothing else.

A file is a header of 128 bytes and then elements: a kind, a size, data. A variable is an
element of kind MATRIX, mostly packed with zlib; a cell array is a MATRIX whose last parts are
matrices again. Numbers may be stored narrower than their class says. After "MAT-File Format"
(The MathWorks), level 5.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from melodyrnn.errors import CollectionError

Matrix: TypeAlias = NDArray[Any]
"""A matrix of real numbers, (rows, columns)."""

Order: TypeAlias = Literal["little", "big"]

HEADER = 128
MOST_BYTES = 1 << 30
"""Packed variables may become so large, all together."""

ORDERS: dict[bytes, Order] = {b"IM": "little", b"MI": "big"}
STORED = {
    1: "i1", 2: "u1", 3: "i2", 4: "u2", 5: "i4", 6: "u4", 7: "f4", 9: "f8", 12: "i8", 13: "u8",
}  # fmt: skip
"""Kinds of elements that hold numbers, and how wide they are."""

INT8, INT32, UINT32, MATRIX, COMPRESSED, UTF8 = 1, 5, 6, 14, 15, 16
CELL, NUMBERS = 1, range(6, 16)
"""Classes of variables: cell arrays, and matrices from double to 64-bit integers."""

_COMPLEX = 0x0800


class _UnclearError(Exception):
    """What is wrong with the file, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class _Variable:
    """A variable's name, and what it is: cells, a matrix, or None for what is neither."""

    name: str
    value: list[Matrix] | Matrix | None


def read_cells(path: Path) -> dict[str, list[Matrix]]:
    """The cell arrays of a file by name, each as the list of its matrices.

    Variables of other kinds are left out.

    Raises:
        CollectionError: the file is none of this kind, is damaged, or holds cells that are
            no matrices of real numbers.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise CollectionError(f"{path} cannot be opened ({reason}).") from error
    try:
        order = _order(data)
        variables = list(_variables(memoryview(data)[HEADER:], order))
    except _UnclearError as error:
        raise CollectionError(
            f"{path.name} {error}; give a MATLAB file saved with -v7, with cells of piano rolls."
        ) from error
    return {v.name: v.value for v in variables if isinstance(v.value, list)}


def _order(data: bytes) -> Order:
    order = ORDERS.get(data[126:HEADER])
    if order is None:
        raise _UnclearError("is no MATLAB file of version 5 to 7")
    if int.from_bytes(data[124:126], order) >> 8 != 1:
        raise _UnclearError("is of another MATLAB version, perhaps 7.3")
    return order


def _variables(data: memoryview, order: Order) -> Iterator[_Variable]:
    room = MOST_BYTES
    for kind, part in _elements(data, order):
        if kind == COMPRESSED:
            unpacked = _unpacked(part, room)
            room -= len(unpacked)
            for inner, found in _elements(memoryview(unpacked), order):
                if inner == MATRIX:
                    yield _variable(found, order)
        elif kind == MATRIX:
            yield _variable(part, order)


def _unpacked(part: memoryview, room: int) -> bytes:
    packer = zlib.decompressobj()
    try:
        data = packer.decompress(part, room + 1)
    except zlib.error as error:
        raise _UnclearError("is damaged: it cannot be unpacked") from error
    if len(data) > room:
        raise _UnclearError(f"holds more than {MOST_BYTES >> 20} MB")
    if not packer.eof:
        raise _UnclearError("breaks off within a variable")
    return data


def _elements(data: memoryview, order: Order) -> Iterator[tuple[int, memoryview]]:
    """Kind and data of each element. Up to 4 bytes of data may stand in the tag itself."""
    at = 0
    while at < len(data):
        if len(data) - at < 8:
            raise _UnclearError("breaks off within an element")
        word = int.from_bytes(data[at : at + 4], order)
        kind, size, start = word & 0xFFFF, word >> 16, at + 4
        if size > 4:
            raise _UnclearError("is damaged: an element has no kind that is known")
        if not size:
            size, start = int.from_bytes(data[at + 4 : at + 8], order), at + 8
        if start + size > len(data):
            raise _UnclearError("breaks off within an element")
        yield kind, data[start : start + size]
        at = start + size
        if kind != COMPRESSED:  # all others end on a multiple of eight
            at += -at % 8


def _variable(data: memoryview, order: Order, *, is_cell: bool = False) -> _Variable:
    """A variable, or one cell of one."""
    parts = list(_elements(data, order))
    if [kind for kind, _ in parts[:2]] != [UINT32, INT32] or len(parts) < 3:
        raise _UnclearError("is damaged: a variable has no shape")
    (_, flags), (_, lengths), (named, name) = parts[:3]
    if len(flags) != 8 or named not in (INT8, UTF8):
        raise _UnclearError("is damaged: a variable has no name")
    word = int.from_bytes(flags[:4], order)
    shape = _numbers(INT32, lengths, order).tolist()
    if min(shape, default=-1) < 0:
        raise _UnclearError("is damaged: a variable has a length below 0")
    value: list[Matrix] | Matrix | None = None
    if word & 0xFF == CELL and not is_cell:
        value = _cells(parts[3:], math.prod(shape), order)
    elif word & 0xFF in NUMBERS and not word & _COMPLEX:
        value = _matrix(parts[3:], shape, order)
    return _Variable(bytes(name).decode("utf-8", "replace"), value)


def _cells(parts: list[tuple[int, memoryview]], count: int, order: Order) -> list[Matrix]:
    if len(parts) != count or any(kind != MATRIX for kind, _ in parts):
        raise _UnclearError("is damaged: cells are missing")
    cells = []
    for _, part in parts:
        value = _variable(part, order, is_cell=True).value if len(part) else np.zeros((0, 0))
        if not isinstance(value, np.ndarray):
            raise _UnclearError("holds cells that are no plain matrices of real numbers")
        cells.append(value)
    return cells


def _matrix(parts: list[tuple[int, memoryview]], shape: list[int], order: Order) -> Matrix:
    """Column by column, as MATLAB writes it."""
    if not parts and not math.prod(shape):
        return np.zeros(shape)
    if len(parts) != 1 or parts[0][0] not in STORED:
        raise _UnclearError("is damaged: a matrix has no numbers")
    numbers = _numbers(*parts[0], order)
    if len(numbers) != math.prod(shape):
        raise _UnclearError("is damaged: a matrix has numbers too few or too many")
    return numbers.reshape(shape, order="F")


def _numbers(kind: int, data: memoryview, order: Order) -> Matrix:
    dtype = np.dtype(("<" if order == "little" else ">") + STORED[kind])
    if len(data) % dtype.itemsize:
        raise _UnclearError("breaks off within a number")
    return np.frombuffer(data, dtype)
