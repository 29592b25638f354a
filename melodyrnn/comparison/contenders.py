"""Which networks take part, and of what shape they are. Free of PyTorch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, get_args

from melodyrnn.comparison.results import Contender
from melodyrnn.models.config import CORES, ModelConfig, Size, sized

MemoryChoice = Literal["one", "without", "with", "both"]
"""one: the cores alone, and one more time with the in-piece memory. without, with: all of
them so. both: all of them twice."""

MEMORY_CHOICES: tuple[MemoryChoice, ...] = get_args(MemoryChoice)

FAVOURITE = "lstm"
"""The core that is shown with memory where only one is, if it takes part."""

CONTEXT = 4096
"""Notes the transformer may look back over: longer than any piece that is measured."""


def contenders(cores: Sequence[str], memory: MemoryChoice) -> tuple[Contender, ...]:
    """The networks that take part, in the order of `cores`, those with memory last."""
    names = tuple(dict.fromkeys(cores))
    bare = tuple(Contender(core) for core in names) if memory != "with" else ()
    if memory == "without" or not names:
        return bare
    favourite = FAVOURITE if FAVOURITE in names else names[0]
    remembering = (favourite,) if memory == "one" else names
    return bare + tuple(Contender(core, has_memory=True) for core in remembering)


def shape_of(contender: Contender, size: Size, styles: tuple[str, ...]) -> ModelConfig:
    """The network's configuration: that of its size, with or without what looks back by itself.

    Raises:
        ValueError: there is no such core.
    """
    core = next((core for core in CORES if core == contender.core), None)
    if core is None:
        raise ValueError(f"there is no core called {contender.core}")
    shape = sized(size, core, styles)
    if not contender.has_memory:
        shape = replace(shape, memory_heads=0, around=False, echoes=False)
    return replace(shape, context=CONTEXT)
