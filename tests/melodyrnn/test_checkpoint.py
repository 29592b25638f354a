"""Model files: whole round trips, and one clear error for everything else."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from melodyrnn.card import Card
from melodyrnn.checkpoint import (
    VERSION,
    identity_of,
    load_model,
    read_card,
    read_description,
    save_model,
)
from melodyrnn.encoding.spec import EncodingSpec
from melodyrnn.errors import ExportError, ModelFileError
from melodyrnn.models.config import CORES, Core
from melodyrnn.models.shapes import parameter_shapes
from tests.fakes import TINY, tiny_model

Header = dict[str, Any]
DEEP = b"[" * 200_000 + b"]" * 200_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tiny_model(tmp_path / "tiny.safetensors", card=Card(name="Tiny", pieces=3))


def header_of(path: Path) -> tuple[Header, bytes]:
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    return json.loads(data[8 : 8 + size]), data[8 + size :]


def with_header(path: Path, header: bytes, weights: bytes, size: int | None = None) -> Path:
    told = len(header) if size is None else size
    path.write_bytes(told.to_bytes(8, "little") + header + weights)
    return path


def changed(path: Path, change: Callable[[Header], object]) -> Path:
    header, weights = header_of(path)
    change(header)
    return with_header(path, json.dumps(header).encode(), weights)


def refused(path: Path, said: str) -> None:
    """Loading gives one sentence, and allocates a few times the file's size at most."""
    tracemalloc.start()
    try:
        for read in (load_model, read_card):
            with pytest.raises(ModelFileError, match=said) as caught:
                read(path)
            assert str(caught.value).count(". ") == 0
            assert str(caught.value).endswith(".")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 500_000 + 8 * path.stat().st_size


@pytest.mark.parametrize("core", CORES)
@pytest.mark.parametrize("half", [False, True])
def test_what_was_saved_is_read_back(tmp_path: Path, core: Core, half: bool) -> None:
    rng = np.random.default_rng(0)
    config = replace(TINY, core=core, layers=2, styles=("irish", "songs"))
    weights = {
        name: rng.normal(size=shape).astype(np.float32)
        for name, shape in parameter_shapes(config).items()
    }
    card = Card(name="Ťest", collections=("irish",), nats_per_note={"pitch": 1.25})
    save_model(tmp_path / "m.safetensors", config, weights, card, half=half)
    model = load_model(tmp_path / "m.safetensors")

    assert (model.config, model.card) == (config, card)
    assert read_card(tmp_path / "m.safetensors") == card
    assert set(model.weights) == set(weights)
    for name, weight in weights.items():
        expected = weight.astype(np.float16).astype(np.float32) if half else weight
        assert model.weights[name].dtype == np.float32
        assert np.array_equal(model.weights[name], expected)


def test_half_as_many_bits_make_half_the_file_and_weights_that_differ_by_little(
    tmp_path: Path,
) -> None:
    weights = load_model(tiny_model(tmp_path / "a.safetensors")).weights
    save_model(tmp_path / "b.safetensors", TINY, weights, Card(), half=True)
    sizes = [(tmp_path / f"{n}.safetensors").stat().st_size for n in "ab"]

    assert sizes[1] < 0.6 * sizes[0]
    for name, weight in load_model(tmp_path / "b.safetensors").weights.items():
        assert np.allclose(weight, weights[name], rtol=2**-10, atol=1e-7)


def test_the_same_model_has_the_same_bytes_and_another_one_another_identity(tmp_path: Path) -> None:
    paths = [tiny_model(tmp_path / f"{i}.safetensors", card=Card(), seed=i // 2) for i in range(4)]
    identities = [load_model(p).identity for p in paths]

    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert identities[0] == identities[1] != identities[2]
    assert all(len(i) == 16 for i in identities)


def test_shape_card_and_identity_can_be_read_without_the_weights(path: Path) -> None:
    model = load_model(path)
    assert read_description(path) == (model.config, model.card)
    assert identity_of(path) == model.identity


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="cannot be opened"):
        load_model(tmp_path / "none.safetensors")
    with pytest.raises(ModelFileError, match="is a folder"):
        load_model(tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 7,
        b"\0" * 8,
        b"MThd\0\0\0\6\0\1\0\1\1\xe0",
        b"PK\3\4" + b"\0" * 100,
        np.random.default_rng(0).bytes(5000),
        (2).to_bytes(8, "little") + b"{}",
        (2).to_bytes(8, "little") + b"[]",
        (4).to_bytes(8, "little") + b"null",
        (10).to_bytes(8, "little") + b"not json!!",
        (2).to_bytes(8, "little") + b"\xff\xfe",
        (2**60).to_bytes(8, "little") + b"{}",
        (2**64 - 1).to_bytes(8, "little") + b"{}",
        (200).to_bytes(8, "little") + b"{}",
        len(DEEP).to_bytes(8, "little") + DEEP,
    ],
    ids=[
        "empty", "seven bytes", "eight bytes", "MIDI", "zip", "noise", "no metadata", "a list",
        "null", "no JSON", "no text", "header of 2**60", "header of 2**64 - 1",
        "header longer than the file", "deeply nested JSON",
    ],
)  # fmt: skip
def test_a_foreign_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "foreign.safetensors").write_bytes(data)

    refused(tmp_path / "foreign.safetensors", "foreign.safetensors is no model of this program")


def test_a_foreign_model_is_refused(path: Path) -> None:
    refused(changed(path, lambda h: h.pop("__metadata__")), "no model of this program")


def test_a_truncated_file_is_refused_wherever_it_ends(path: Path) -> None:
    data = path.read_bytes()
    header = 8 + int.from_bytes(data[:8], "little")
    ends = [0, 1, 7, 8, 9, header // 2, header - 1, header, header + 1, len(data) - 1]
    for end in [*ends, *range(header, len(data), 997)]:
        path.write_bytes(data[:end])
        refused(path, r"no model of this program|is damaged or incomplete")


def test_a_file_with_something_after_its_end_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(ModelFileError, match="is damaged"):
        load_model(path)


DAMAGES: dict[str, Callable[[Header], object]] = {
    "a tensor missing": lambda h: h.pop("norm.bias"),
    "a tensor too many": lambda h: h.update(extra=h["norm.bias"]),
    "a wrong shape": lambda h: h["norm.bias"].update(shape=[6]),
    "a shape too deep": lambda h: h["norm.bias"].update(shape=[12, 1]),
    "a huge shape": lambda h: h["norm.bias"].update(shape=[2**62]),
    "no shape": lambda h: h["norm.bias"].pop("shape"),
    "integers": lambda h: h["norm.bias"].update(dtype="I64"),
    "a type that is a list": lambda h: h["norm.bias"].update(dtype=["F32"]),
    "a tensor that is a number": lambda h: h.update({"norm.bias": 3}),
    "no config": lambda h: h["__metadata__"].pop("config"),
    "no encoding": lambda h: h["__metadata__"].pop("encoding"),
    "no card": lambda h: h["__metadata__"].pop("card"),
    "no version": lambda h: h["__metadata__"].pop("version"),
    "a version that is no number": lambda h: h["__metadata__"].update(version="two"),
    "an endless version": lambda h: h["__metadata__"].update(version=float("inf")),
    "a config that is no JSON": lambda h: h["__metadata__"].update(config="{"),
    "a config that is a list": lambda h: h["__metadata__"].update(config="[]"),
    "a deeply nested config": lambda h: h["__metadata__"].update(config="[" * 100_000),
    "a card that is a list": lambda h: h["__metadata__"].update(card="[]"),
    "an encoding that is a number": lambda h: h["__metadata__"].update(encoding="7"),
    "an endless encoding": lambda h: h["__metadata__"].update(
        encoding=json.dumps(EncodingSpec().to_json() | {"version": float("inf")})
    ),
    "a hidden layer of 10**9": lambda h: reconfigured(h, hidden=10**9),
    "10**9 layers": lambda h: reconfigured(h, layers=10**9),
    "another core": lambda h: reconfigured(h, core="transformer"),
    "the largest hidden layer": lambda h: reconfigured(h, hidden=4096, layers=8),
    "no memory": lambda h: reconfigured(h, memory_heads=0),
}


def reconfigured(header: Header, **config: object) -> None:
    metadata = header["__metadata__"]
    metadata["config"] = json.dumps(json.loads(metadata["config"]) | config)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_header_is_refused(path: Path, damage: str) -> None:
    refused(changed(path, DAMAGES[damage]), "tiny.safetensors is damaged or incomplete")


def test_tensors_that_lie_in_the_wrong_place_are_refused(path: Path) -> None:
    def swap(header: Header) -> None:
        a, b = header["norm.bias"], header["read.weight"]
        a["data_offsets"], b["data_offsets"] = b["data_offsets"], a["data_offsets"]

    with pytest.raises(ModelFileError, match="is damaged"):
        load_model(changed(path, swap))


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("half", [False, True])
def test_weights_that_are_no_numbers_are_refused(path: Path, number: float, half: bool) -> None:
    model = load_model(path)
    model.weights["norm.bias"][3] = number
    save_model(path, model.config, model.weights, model.card, half=half)
    with pytest.raises(ModelFileError, match="weights that are not numbers; train it again"):
        load_model(path)


def test_a_newer_model_asks_for_an_update(path: Path) -> None:
    newer = changed(path, lambda h: h["__metadata__"].update(version=str(VERSION + 1), config="?"))

    refused(newer, "newer version of this program; update")


def test_a_model_that_reads_music_another_way_is_refused(path: Path) -> None:
    other = json.dumps(EncodingSpec().to_json() | {"steps_per_quarter": 12})

    refused(
        changed(path, lambda h: h["__metadata__"].update(encoding=other)),
        "reads music in another way",
    )


def test_an_old_card_with_fields_missing_still_loads(path: Path) -> None:
    old = changed(
        path, lambda h: h["__metadata__"].update(card='{"name": "Old", "pieces": "many"}')
    )

    assert load_model(old).card == Card(name="Old")


def test_when_writing_fails_the_old_model_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    model = load_model(path)

    def full(_self: Path, data: bytes) -> int:
        raise OSError(28, f"No space left for {len(data)} bytes")

    monkeypatch.setattr(Path, "write_bytes", full)  # the edge of the process: a full disk
    with pytest.raises(ExportError, match="cannot be saved"):
        save_model(path, model.config, model.weights, Card(name="New"))

    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
