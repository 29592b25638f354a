"""Relaying: work that tells how far it is, told of in other words by whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

T = TypeVar("T")
Said = TypeVar("Said")
Told = TypeVar("Told")


def relayed(
    work: Generator[Said, None, T], tell: Callable[[Said], Told]
) -> Generator[Told, None, T]:
    """Does some work and hands on what it says, as `tell` puts it; its value is the work's."""
    while True:
        try:
            said = next(work)
        except StopIteration as ended:
            value: T = ended.value
            return value
        yield tell(said)
