from __future__ import annotations

import struct
import zlib
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from benchmarks.mat_files import read_cells
from melodyrnn.errors import CollectionError
from tests.mat_writer import (
    CELL_CLASS,
    DOUBLE,
    INT32,
    UINT8,
    Order,
    cells,
    element,
    mat_file,
    matrix,
    packed,
    variable,
)

TALL = np.arange(12.0).reshape(4, 3)
SMALL = np.array([[1.0, 0.0]])  # its numbers stand within their tag


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "rolls.mat"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("stored", [UINT8, DOUBLE])
@pytest.mark.parametrize("is_packed", [False, True])
def test_cells_come_back_however_they_were_written(
    tmp_path: Path, order: Order, stored: int, is_packed: bool
) -> None:
    inner = [matrix(m, stored=stored, order=order) for m in (TALL, SMALL)]
    found = cells("traindata", *inner, order=order)
    other = cells("testdata", inner[1], order=order)
    parts = [packed(p, order) for p in (found, other)] if is_packed else [found, other]
    read = read_cells(written(tmp_path, mat_file(*parts, order=order)))

    assert list(read) == ["traindata", "testdata"]
    for got, wanted in zip(read["traindata"], (TALL, SMALL), strict=True):
        assert np.array_equal(got, wanted)
    assert np.array_equal(read["testdata"][0], SMALL)


DOCUMENTED = bytes.fromhex(
    "0e000000 a8000000"  # miMATRIX of 168 bytes
    "06000000 08000000 01000000 00000000"  # array flags: mxCELL_CLASS
    "05000000 08000000 01000000 02000000"  # dimensions: 1 x 2
    "01000100 43000000"  # array name within its tag: C
    "0e000000 38000000"  # the first cell: miMATRIX of 56 bytes
    "06000000 08000000 06000000 00000000"  # mxDOUBLE_CLASS
    "05000000 08000000 02000000 03000000"  # 2 x 3
    "01000100 41000000"  # A
    "02000000 06000000 010402050306 0000"  # six miUINT8, column by column, two bytes of padding
    "0e000000 38000000"  # the second cell
    "06000000 08000000 06000000 00000000"
    "05000000 08000000 02000000 03000000"
    "01000100 42000000"  # B
    "02000000 06000000 070a080b090c 0000"
)
"""The cell array that "MAT-File Format" (The MathWorks) draws byte by byte, in Intel's order."""


@pytest.mark.parametrize("is_packed", [False, True])
def test_the_documented_example_is_read(tmp_path: Path, is_packed: bool) -> None:
    header = b"MATLAB 5.0 MAT-file, Platform: PCWIN, Created on: Mon Jan 01 00:00:00 2007"
    zipped = zlib.compress(DOCUMENTED)
    part = struct.pack("<II", 15, len(zipped)) + zipped if is_packed else DOCUMENTED
    data = header.ljust(124) + b"\x00\x01IM" + 2 * part  # nothing pads what is packed
    read = read_cells(written(tmp_path, data))
    assert [cell.tolist() for cell in read["C"]] == [
        [[1, 2, 3], [4, 5, 6]],
        [[7, 8, 9], [10, 11, 12]],
    ]


def test_bytes_empty_matrices_and_empty_cells_come_back_too(tmp_path: Path) -> None:
    empty = np.zeros((0, 88))
    inner = (matrix(TALL.astype(np.uint8)), matrix(empty), struct.pack("<II", 14, 0))
    read = read_cells(written(tmp_path, mat_file(cells("a", *inner), cells("b"))))
    assert [cell.shape for cell in read["a"]] == [(4, 3), (0, 88), (0, 0)]
    assert np.array_equal(read["a"][0], TALL)
    assert read["b"] == []


def test_variables_that_are_no_cells_are_passed_over(tmp_path: Path) -> None:
    text = variable(4, (1, 2), element(16, b"hi"), name="author")
    structure = variable(2, (1, 1), element(INT32, b"abcd1234"), name="about")
    read = read_cells(written(tmp_path, mat_file(text, structure, cells("a", matrix(TALL)))))
    assert list(read) == ["a"]


@cache
def hostile() -> dict[str, bytes]:
    whole = mat_file(cells("a", matrix(TALL)))
    deep = matrix(TALL)
    for _ in range(600):
        deep = variable(CELL_CLASS, (1, 1), deep)
    return {
        "empty": b"",
        "foreign": b"no MATLAB" * 40,
        "version 7.3": mat_file(version=0x0200),
        "broken off": whole[:-20],
        "broken off in a tag": whole + b"\x0e\0\0",
        "packed badly": mat_file(struct.pack("<II", 15, 9) + b"not packed"[:9]),
        "packing broken off": mat_file(_cut(packed(cells("a", matrix(TALL))))),
        "cells missing": mat_file(variable(CELL_CLASS, (1, 2), matrix(TALL), name="a")),
        "too few numbers": mat_file(cells("a", variable(6, (9, 9), element(UINT8, bytes(80))))),
        "a length below 0": mat_file(cells("a", variable(6, (-1, -80), element(UINT8, bytes(80))))),
        "cells within cells": mat_file(deep),
        "cells of text": mat_file(cells("a", variable(4, (1, 2), element(16, b"hi")))),
        "half a number": mat_file(cells("a", variable(6, (1, 1), element(DOUBLE, bytes(5))))),
        "no shape": mat_file(element(14, element(6, bytes(8)))),
        "a tag of no kind": mat_file(b"\xff" * 16),
    }


def _cut(part: bytes) -> bytes:
    size = struct.unpack("<II", part[:8])[1] - 9
    return struct.pack("<II", 15, size) + part[8 : 8 + size]


@pytest.mark.parametrize("what", list(hostile()))
def test_what_is_unclear_gives_one_sentence(tmp_path: Path, what: str) -> None:
    with pytest.raises(CollectionError, match=r"^rolls\.mat [^\n]*\.$"):
        read_cells(written(tmp_path, hostile()[what]))


def test_no_damage_of_a_byte_does_worse_than_an_error(tmp_path: Path) -> None:
    whole = mat_file(packed(cells("a", matrix(TALL))), cells("b", matrix(SMALL)))
    rng = np.random.default_rng(0)
    for _ in range(60):
        data = bytearray(whole)
        data[int(rng.integers(len(data)))] = int(rng.integers(256))
        try:
            read_cells(written(tmp_path, bytes(data)))
        except CollectionError:
            continue


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="cannot be opened"):
        read_cells(tmp_path / "none.mat")
