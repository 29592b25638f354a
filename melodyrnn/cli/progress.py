"""A progress bar, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

T = TypeVar("T")


def followed(items: Iterable[T], *, doing: str, total: int) -> Iterator[T]:
    """Hands on items one by one; a bar shows how far it is, and goes away at the end."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        transient=True,
        disable=not sys.stdout.isatty(),
    )
    with bar:
        yield from bar.track(items, total=total, description=doing)
