"""Places in held-out pieces where something is measured, and windows of notes that end there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import NamedTuple

import numpy as np

from melodyrnn.encoding.echoes import Echoes
from melodyrnn.encoding.reading import Reading

_SPARE = 0.125
"""Share of a distance that a place should have before it besides."""

_LONG_PIECES = 8
"""A distance is only asked for where so many pieces are longer, if there are so many."""


class Place(NamedTuple):
    """Step `step` of held-out piece number `piece`: a note is drawn there, not END."""

    piece: int
    step: int


def farthest(readings: Sequence[Reading], wanted: int) -> int:
    """The distance back, `wanted` at most, that enough pieces are long enough for; at least 1."""
    lengths = sorted((len(r) - 2 for r in readings), reverse=True)
    enough = lengths[min(_LONG_PIECES, len(lengths)) - 1]
    return max(1, min(wanted, round(enough / (1 + _SPARE))))


def places(
    readings: Sequence[Reading], back: int, count: int, rng: np.random.Generator
) -> list[Place]:
    """So many places with more than `back` notes before them, drawn evenly from all there are.

    More, where pieces are long enough, so that what lies `back` notes before is not always
    the beginning.
    """
    longest = max(len(r) for r in readings) - 2
    back = min(back + round(_SPARE * back), longest)
    every = [
        Place(piece, step)
        for piece, reading in enumerate(readings)
        for step in range(back, len(reading) - 1)
    ]
    chosen = rng.choice(len(every), size=min(count, len(every)), replace=False)
    return [every[i] for i in sorted(chosen.tolist())]


def excerpt(reading: Reading, first: int, last: int) -> Reading:
    """Steps `first` to `last`, that one included, as if nothing had been before."""
    by_step = {
        f.name: getattr(reading, f.name)[first : last + 1]
        for f in fields(reading)
        if isinstance(getattr(reading, f.name), np.ndarray | Echoes)
    }
    return replace(reading, **by_step)
