"""Which weights a configuration asks for. Free of PyTorch: model files are checked by it."""

from __future__ import annotations

from melodyrnn.encoding.echoes import HINTS, UNTOLD
from melodyrnn.encoding.features import BAR_BUCKETS
from melodyrnn.encoding.spec import FEATURES, FIELDS, HARMONY_SIZE
from melodyrnn.models.config import CONDITIONS, HINTED, INTERVALS, WIDENING, ModelConfig

GATES = {"lstm": 4, "gru": 3, "rnn": 1}
"""Blocks of rows in the weights of each recurrent cell, in PyTorch's order."""


def parameter_shapes(config: ModelConfig) -> dict[str, tuple[int, ...]]:
    """Name and shape of every weight of a network, as its state dict has them."""
    shapes: dict[str, tuple[int, ...]] = {
        "read.weight": (sum(f.size for f in FEATURES), config.embedding),
        "harmony.weight": (config.embedding, HARMONY_SIZE),
        "norm.weight": (config.hidden,),
        "norm.bias": (config.hidden,),
    }
    shapes |= _transformer(config) if config.core == "transformer" else _recurrent(config)
    if config.memory_heads:
        shapes |= _memory(config)
    for field in FIELDS:
        shapes |= _head(config, field.name, field.size)
    return shapes


def _recurrent(config: ModelConfig) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {}
    rows = GATES[config.core] * config.hidden
    for i in range(config.layers):
        name = f"core.layers.{i}"
        shapes[f"{name}.weight_ih_l0"] = (rows, config.hidden if i else config.embedding)
        shapes[f"{name}.weight_hh_l0"] = (rows, config.hidden)
        shapes[f"{name}.bias_ih_l0"] = shapes[f"{name}.bias_hh_l0"] = (rows,)
    return shapes


def _transformer(config: ModelConfig) -> dict[str, tuple[int, ...]]:
    hidden, inner = config.hidden, config.attention_heads * config.attention_width
    shapes = _linear("core.entry", config.embedding, hidden)
    for i in range(config.layers):
        name = f"core.layers.{i}"
        for norm in ("attention_norm", "network_norm"):
            shapes[f"{name}.{norm}.weight"] = shapes[f"{name}.{norm}.bias"] = (hidden,)
        shapes |= _linear(f"{name}.asked", hidden, 3 * inner)
        shapes |= _linear(f"{name}.found", inner, hidden)
        shapes |= _linear(f"{name}.widened", hidden, WIDENING * hidden)
        shapes |= _linear(f"{name}.narrowed", WIDENING * hidden, hidden)
    return shapes


def _linear(name: str, inputs: int, outputs: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (outputs, inputs), f"{name}.bias": (outputs,)}


def _memory(config: ModelConfig) -> dict[str, tuple[int, ...]]:
    inner = config.memory_heads * config.memory_width
    return {
        "memory.query.weight": (inner, config.hidden),
        "memory.query.bias": (inner,),
        "memory.key.weight": (inner, config.hidden),
        "memory.value.weight": (inner, config.embedding),
        "memory.value.bias": (inner,),
        "memory.lag.weight": (BAR_BUCKETS, config.memory_heads),
        "memory.nothing": (config.memory_heads,),
    }


def _head(config: ModelConfig, field: str, size: int) -> dict[str, tuple[int, ...]]:
    name = f"heads.{field}"
    width = config.hidden + config.memory_heads * config.memory_width
    told = sum(s for _, s in CONDITIONS[field])
    shapes = {
        f"{name}.state.weight": (config.head, width),
        f"{name}.state.bias": (config.head,),
        f"{name}.conditions.weight": (max(told, 1), config.head),
        f"{name}.out.weight": (size, config.head),
        f"{name}.out.bias": (size,),
    }
    if field == "pitch":
        shapes[f"{name}.leap.weight"] = (INTERVALS, config.head)
        if config.around:
            shapes[f"{name}.around.weight"] = (config.leap_kinds * INTERVALS, config.head)
    if config.echoes and field in HINTED:
        shapes[f"{name}.hints.table.weight"] = (len(HINTS) * (UNTOLD + 1), config.head)
        shapes[f"{name}.hints.trust.weight"] = (len(HINTS), config.head)
    return shapes
