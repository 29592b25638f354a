"""The shape of a network, as data."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import pytest

from melodyrnn.models.config import CONTEXT, CORES, SIZES, ModelConfig, sized
from melodyrnn.models.shapes import parameter_shapes


@pytest.mark.parametrize("core", CORES)
@pytest.mark.parametrize("size", SIZES)
def test_every_size_survives_json(size: Any, core: Any) -> None:
    config = sized(size, core, ("irish", "songs"))

    assert ModelConfig.from_json(json.loads(json.dumps(config.to_json()))) == config
    assert config.core == core
    assert core == "transformer" or config.hidden == SIZES[size].hidden


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("layers", 1, 8),
        ("hidden", 4, 4096),
        ("embedding", 4, 4096),
        ("head", 4, 4096),
        ("memory_heads", 0, 16),
        ("memory_width", 1, 512),
        ("dropout", 0, 0.9),
        ("context", 1, 65536),
    ],
)
def test_a_number_out_of_range_is_refused_by_name(name: str, low: float, high: float) -> None:
    for value in (low, high):
        assert getattr(replace(ModelConfig(), **{name: value}), name) == value  # type: ignore[arg-type]
    for value in (low - 1, high + 1, 10**9):
        with pytest.raises(ValueError, match=f"^{name} must lie within"):
            replace(ModelConfig(), **{name: value})  # type: ignore[arg-type]


def test_an_unknown_core_and_too_many_styles_are_refused() -> None:
    with pytest.raises(ValueError, match="core must be one of lstm, gru, rnn, transformer"):
        ModelConfig(core="perceptron")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at most 16 styles"):
        ModelConfig(styles=tuple("abcdefghijklmnopq"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("core", 1),
        ("core", ["lstm"]),
        ("layers", "2"),
        ("layers", 2.0),
        ("hidden", True),
        ("dropout", "0.1"),
        ("dropout", None),
        ("styles", "irish"),
        ("dropout", float("nan")),
        ("memory_heads", None),
        ("context", 10.5),
    ],
)
def test_json_of_the_wrong_type_is_refused(name: str, value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        ModelConfig.from_json(ModelConfig().to_json() | {name: value})


def test_json_with_a_part_missing_is_refused() -> None:
    data = ModelConfig().to_json()
    del data["head"]

    with pytest.raises(KeyError, match="head"):
        ModelConfig.from_json(data)


def test_what_was_saved_before_there_was_a_context_is_still_read() -> None:
    data = ModelConfig(hidden=32).to_json()
    del data["context"]

    assert ModelConfig.from_json(data) == ModelConfig(hidden=32, context=CONTEXT)


@pytest.mark.parametrize("size", SIZES)
def test_a_transformer_has_about_as_many_weights_as_an_lstm_of_its_size(size: Any) -> None:
    lstm, transformer = (
        sum(math.prod(shape) for shape in parameter_shapes(sized(size, core)).values())
        for core in ("lstm", "transformer")
    )
    assert 1 <= transformer / lstm < 1.11


@pytest.mark.parametrize("hidden", [4, 37, 96, 160, 1000])
def test_attention_heads_are_even_and_together_as_wide_as_the_layer(hidden: int) -> None:
    config = ModelConfig(core="transformer", hidden=hidden)

    assert config.attention_heads >= 2
    assert config.attention_width % 2 == 0
    spare = config.attention_heads * config.attention_width - hidden
    assert 0 <= spare < 2 * config.attention_heads
