"""Asking the worker's tasks as the window does."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from typing import Any

from gui.workshop import Workshop


def run(
    task: Callable[[Workshop, Any], Iterator[object]], shop: Workshop, request: object
) -> list[Any]:
    """The answers of a task, both ways through a pickle, breaths left out."""
    travelled = pickle.loads(pickle.dumps(request))
    answers = [answer for answer in task(shop, travelled) if answer is not None]
    found: list[Any] = pickle.loads(pickle.dumps(answers))
    return found
