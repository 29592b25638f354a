"""A progress bar, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

T = TypeVar("T")


def progress_bar() -> Progress:
    """A bar that goes away at the end; on a terminal only."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        transient=True,
        disable=not sys.stdout.isatty(),
    )


def followed(items: Iterable[T], *, doing: str, total: int) -> Iterator[T]:
    """Hands on items one by one; a bar shows how far it is, and goes away at the end."""
    with progress_bar() as bar:
        yield from bar.track(items, total=total, description=doing)
