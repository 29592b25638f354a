"""How many floating-point operations a learning step needs, and how many this machine can do."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from math import prod

import torch

from melodyrnn.models.config import ModelConfig
from melodyrnn.models.shapes import parameter_shapes

LOOKED_UP = ("read.weight", "conditions.weight", "lag.weight")
"""Tables whose rows are picked, not multiplied with: they count as nothing."""

SIDES = (1024, 2048)


def learning_flops(config: ModelConfig, lengths: Sequence[int]) -> float:
    """Of the products of one step forward and backward, real positions only.

    lengths: steps of each piece. Multiplication and addition are two; backward is twice
    forward. Softmaxes, gates' functions, dropout and the optimizer count as nothing.
    """
    matrices = (
        prod(shape)
        for name, shape in parameter_shapes(config).items()
        if len(shape) == 2 and not name.endswith(LOOKED_UP)
    )
    per_step = 2 * sum(matrices)
    inner = config.memory_heads * config.memory_width
    looked_at = sum(n * (n + 1) / 2 for n in lengths)
    return 3 * (per_step * sum(lengths) + 4 * inner * looked_at)


def product_sides(dtype: torch.dtype) -> dict[str, Callable[[], None]]:
    """Square products of several sizes, each a side to be timed; the name ends in the size."""
    return {f"{_name(dtype)} product {side}": _product(side, dtype) for side in SIDES}


def product_flops(name: str) -> float:
    """Of the side of that name."""
    return 2.0 * int(name.rpartition(" ")[2]) ** 3


def seconds_clock() -> Callable[[], float]:
    """Processor time with one thread, which other work hardly changes; else the time of day."""
    return time.process_time if torch.get_num_threads() == 1 else time.perf_counter


def _product(side: int, dtype: torch.dtype) -> Callable[[], None]:
    one, other = torch.randn(2, side, side).to(dtype)
    result = torch.empty(side, side, dtype=dtype)

    def run() -> None:
        torch.mm(one, other, out=result)

    return run


def _name(dtype: torch.dtype) -> str:
    return {torch.float32: "fp32", torch.bfloat16: "bf16"}[dtype]
