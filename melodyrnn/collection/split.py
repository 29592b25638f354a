"""Split: which pieces are held out, so that learning is judged on music it did not see."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from melodyrnn.errors import CollectionError


def split_by_piece(
    groups: Sequence[int],
    contents: Sequence[int] | None = None,
    *,
    held_out: float = 0.1,
    seed: int = 0,
) -> NDArray[np.bool_]:
    """Holds out whole groups: a piece and its twins never stand on both sides.

    Groups are drawn in an order that hangs on what they hold and on `seed`, not on the
    order of files: a file more or less moves hardly anything else across the split.
    They are taken while they fit into the share; one at least, and never all.

    Args:
        groups: for each line the number of its group, as `duplicate_groups` gives with
            `pieces`, which keeps the lines of a file together.
        contents: for each line its `content_key`. None: the groups' numbers are used,
            and the split depends on the order of lines.
        held_out: share of the lines to hold out, above 0 and below 1.
        seed: another number gives another split.

    Returns:
        One boolean a line, true where it is held out.

    Raises:
        CollectionError: fewer than two groups.
        ValueError: `held_out` out of range.
    """
    if not 0 < held_out < 1:
        raise ValueError("the share held out must lie between 0 and 1")
    numbers, group, sizes = np.unique(
        np.asarray(groups, dtype=np.int64), return_inverse=True, return_counts=True
    )
    if len(numbers) < 2:
        raise CollectionError(
            f"The collection holds {'one piece only' if len(numbers) else 'no piece to learn from'}"
            " (copies of a piece count as one): add more, so that learning can be checked on"
            " music it did not see."
        )
    group = group.reshape(-1)
    named = list(groups) if contents is None else list(contents)
    draws = _draws(group.tolist(), named, len(numbers), seed)
    chosen = _taken(draws, sizes.tolist(), held_out * len(group))
    result: NDArray[np.bool_] = np.isin(group, chosen)
    return result


def _draws(group: list[int], contents: list[int], count: int, seed: int) -> list[bytes]:
    """Draws bytes for each group, from its smallest content: one more twin seldom tells."""
    smallest: list[int | None] = [None] * count
    for number, content in zip(group, contents, strict=True):
        known = smallest[number]
        smallest[number] = content if known is None else min(known, content)
    return [hashlib.blake2b(f"{seed}:{s}".encode(), digest_size=8).digest() for s in smallest]


def _taken(draws: list[bytes], sizes: list[int], room: float) -> list[int]:
    taken: list[int] = []
    order = sorted(range(len(draws)), key=lambda g: (draws[g], g))
    for number in order:
        if sizes[number] <= room:
            taken.append(number)
            room -= sizes[number]
    return taken or [min(order, key=lambda g: sizes[g])]
