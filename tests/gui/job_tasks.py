"""Tasks for the tests of jobs: what a worker process may meet."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from melodyrnn.errors import RequestError


def count(_shop: object, request: int) -> Iterator[object]:
    """Gives the numbers below `request`."""
    yield from range(request)


def count_for_ever(_shop: object, request: float) -> Iterator[object]:
    """Gives numbers, `request` seconds apart, until cancelled."""
    number = 0
    while True:
        yield number
        number += 1
        time.sleep(request)


def hang(_shop: object, _request: object) -> Iterator[object]:
    """Gives one number, then never comes back."""
    yield 1
    time.sleep(600)


def refuse(_shop: object, request: str) -> Iterator[object]:
    """Fails with a sentence."""
    yield 1
    raise RequestError(request)


def stumble(_shop: object, _request: object) -> Iterator[object]:
    """Fails with a bug, and prints where it must not."""
    print("loose words")  # noqa: T201
    yield 1
    raise ZeroDivisionError


def die(_shop: object, _request: object) -> Iterator[object]:
    """Takes the process with it."""
    yield 1
    os._exit(3)


def process(_shop: object, _request: object) -> Iterator[object]:
    """Gives the number of the process, and what it has loaded that it should not."""
    import sys

    yield os.getpid()
    yield [name for name in ("torch", "PySide6") if name in sys.modules]
