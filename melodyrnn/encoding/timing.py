"""Musical time as the network sees it: a fine grid, and classes of steps.

A step is 1/24 of a quarter, so 16ths, 32nds and triplets are exact. A network draws
from a finite list, yet any number of steps must be writable: `CLASS_LOWS` is that
list. Class c stands for the values CLASS_LOWS[c] .. CLASS_LOWS[c + 1] - 1. Every value
that music uses has a class of its own; rare ones share a class and are told apart by a
residual drawn evenly, which costs log(size of the class) and keeps likelihoods exact.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from melodyrnn.music.notes import TICKS_PER_QUARTER, IntArray

STEPS_PER_QUARTER = 24
TICKS_PER_STEP = TICKS_PER_QUARTER // STEPS_PER_QUARTER

MAX_STEPS = 2**24 - 1
"""The longest rest or note that can be written: some hours. Longer ones are cut to it."""


def _class_lows() -> tuple[int, ...]:
    lows = list(range(97))  # every step up to a whole note
    for spacing, end in ((6, 384), (96, 768)):  # then 16ths up to four, whole notes up to eight
        for value in range(lows[-1] + spacing, end + 1, spacing):
            lows += [value - spacing + 1, value]
    octaves = (1536 * 2**k for k in range(14))  # then each class is twice as wide
    return (*lows, 769, *octaves)


CLASS_LOWS = _class_lows()
CLASS_COUNT = len(CLASS_LOWS)

_LOWS = np.array(CLASS_LOWS, dtype=np.int64)
_SIZES = np.diff(np.append(_LOWS, MAX_STEPS + 1))
_LOG_SIZES = np.log(_SIZES)


def class_of(steps: ArrayLike) -> IntArray:
    """The class of each number of steps (0 to `MAX_STEPS`), any shape."""
    return _LOWS.searchsorted(np.asarray(steps), side="right") - 1


def class_low(classes: ArrayLike) -> IntArray:
    """The smallest number of steps each class stands for."""
    low: IntArray = _LOWS[np.asarray(classes)]
    return low


def class_size(classes: ArrayLike) -> IntArray:
    """How many numbers of steps each class stands for."""
    size: IntArray = _SIZES[np.asarray(classes)]
    return size


def residual_nats(classes: IntArray) -> NDArray[np.float64]:
    """What telling a value from the others of its class costs: 0 for all common values."""
    nats: NDArray[np.float64] = _LOG_SIZES[classes]
    return nats


def to_steps(ticks: NDArray[Any]) -> IntArray:
    """The nearest grid line to each tick, halves rounded up."""
    steps: IntArray = (ticks + TICKS_PER_STEP // 2) // TICKS_PER_STEP
    return steps
