from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.rolls import (
    SETS,
    counted,
    learning_splits,
    pieces_to_test,
    read_rolls,
    set_called,
)
from melodyrnn.errors import CollectionError
from tests.mat_writer import cells, mat_file, matrix

PIECES = [[[60, 64], [], [62]], [[]], []]
ROLLS = [((60, 64), (), (62,)), ((),), ()]


def written(tmp_path: Path, data: Any, name: str = "JSB_Chorales.json.gz") -> Path:
    path = tmp_path / name
    path.write_bytes(gzip.compress(json.dumps(data).encode()))
    return path


def test_pieces_are_read_frame_by_frame_empty_ones_too(tmp_path: Path) -> None:
    splits = read_rolls(written(tmp_path, {"train": PIECES, "valid": PIECES[:1]}))
    assert splits == {"train": ROLLS, "valid": ROLLS[:1]}


def test_pitches_come_upwards_and_once(tmp_path: Path) -> None:
    splits = read_rolls(written(tmp_path, {"train": [[[64, 60, 64, 60]]]}))
    assert splits == {"train": [((60, 64),)]}


def test_mat_files_give_the_same_pieces(tmp_path: Path) -> None:
    roll = np.zeros((3, 88))
    roll[0, [39, 43]] = roll[2, 41] = 1
    path = tmp_path / "JSB.mat"
    path.write_bytes(mat_file(cells("traindata", matrix(roll)), cells("validdata", matrix(roll))))
    assert learning_splits(read_rolls(path), path) == (ROLLS[:1], ROLLS[:1])


@pytest.mark.parametrize(
    "data",
    [
        {"test": PIECES, "train": [[[1]]], "valid": []},
        {"testdata": PIECES},
        {"whatever": PIECES},
        PIECES,
    ],
    ids=["test", "testdata", "one name", "no name"],
)
def test_test_pieces_are_found_in_every_form(tmp_path: Path, data: Any) -> None:
    path = written(tmp_path, data)
    assert pieces_to_test(read_rolls(path), path) == ROLLS


@pytest.mark.parametrize(
    "data",
    [
        {"train": 3},
        {"train": [3]},
        {"train": [[3]]},
        {"train": [[[128]]]},
        {"train": [[[-1]]]},
        {"train": [[[60.5]]]},
        {"train": [[[True]]]},
        {"train": [[["60"]]]},
        "train",
    ],
    ids=str,
)
def test_what_is_no_roll_gives_one_sentence(tmp_path: Path, data: Any) -> None:
    with pytest.raises(CollectionError, match=r"^JSB_Chorales\.json\.gz holds no piano rolls"):
        read_rolls(written(tmp_path, data))


@pytest.mark.parametrize("value", [0.5, 2, np.nan])
def test_matrices_of_anything_but_zeros_and_ones_are_refused(tmp_path: Path, value: float) -> None:
    path = tmp_path / "JSB.mat"
    path.write_bytes(mat_file(cells("traindata", matrix(np.full((2, 88), value), stored=9))))
    with pytest.raises(CollectionError, match="88 columns of 0 and 1"):
        read_rolls(path)


def test_matrices_with_other_than_88_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "JSB.mat"
    path.write_bytes(mat_file(cells("traindata", matrix(np.zeros((88, 3))))))
    with pytest.raises(CollectionError, match="88 columns"):
        read_rolls(path)


def test_damaged_and_missing_files_and_splits_are_told_of(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.json.gz"
    damaged.write_bytes(gzip.compress(b"{}")[:-4])
    with pytest.raises(CollectionError, match="damaged"):
        read_rolls(damaged)
    with pytest.raises(CollectionError, match="cannot be opened"):
        read_rolls(tmp_path / "none.json")
    with pytest.raises(CollectionError, match="train and valid"):
        learning_splits({"train": list(ROLLS)}, damaged)
    with pytest.raises(CollectionError, match="no test pieces but train, valid"):
        pieces_to_test({"train": list(ROLLS), "valid": list(ROLLS)}, damaged)


def test_the_name_of_a_file_says_which_set_it_is(tmp_path: Path) -> None:
    for name in SETS:
        assert set_called(tmp_path / f"{name}.json.gz") == name
    assert set_called(Path("JSB Chorales.mat")) == "JSB_Chorales"
    assert set_called(Path("MuseData_all.mat")) == "MuseData"
    with pytest.raises(CollectionError, match="--set"):
        set_called(Path("tunes.mat"))


def test_all_frames_but_the_first_of_each_piece_are_predicted() -> None:
    assert counted(list(ROLLS)) == 2
