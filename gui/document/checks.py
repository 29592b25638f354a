"""Values from a file that anybody may have edited: each is what it should be, or refused."""

from __future__ import annotations

import math
from typing import Any

MAX_TICK = 2**40
"""No piece is longer than a thousand hours."""


def whole(value: Any, low: int = 0, high: int = MAX_TICK) -> int:
    """A whole number in its range; raises ValueError for anything else."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError(f"not a whole number from {low} to {high}")
    return value


def number(value: Any, low: float = -math.inf, high: float = math.inf) -> float:
    """A number in its range, NaN never; raises ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"not a number from {low} to {high}")
    return float(value)


def text(value: Any) -> str:
    """A text; raises TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def flag(value: Any) -> bool:
    """True or false; raises TypeError for anything else."""
    if not isinstance(value, bool):
        raise TypeError("neither true nor false")
    return value


def one_of(value: Any, choices: tuple[Any, ...]) -> Any:
    """One of some choices; raises ValueError for anything else."""
    if value not in choices:
        raise ValueError(f"none of {choices}")
    return value
