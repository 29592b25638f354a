"""What a model would have paid for a piece: nats of every field of every note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from melodyrnn.encoding.reading import Reading
from melodyrnn.encoding.spec import FEATURE_INDEX, FIELD_INDEX
from melodyrnn.engine.cells import Floats
from melodyrnn.engine.engine import Engine
from melodyrnn.music.notes import IntArray

_BLOCK = 1024
"""Steps whose logits are held at once."""


@dataclass(frozen=True, slots=True)
class Score:
    """What a model pays for some pieces together, each END included.

    nats: -log P summed over all notes, by field as in FIELDS.
    """

    pieces: int
    notes: int
    nats: NDArray[np.float64]

    def nats_per_note(self) -> dict[str, float]:
        """The sum of all fields as "total", and each field."""
        each = self.nats / self.notes
        fields = {name: float(each[i]) for name, i in FIELD_INDEX.items()}
        return {"total": float(each.sum()), **fields}

    def without_velocity(self) -> float:
        """Nats a note of all fields but velocity."""
        return float((self.nats.sum() - self.nats[FIELD_INDEX["velocity"]]) / self.notes)


def pooled_score(engine: Engine, readings: Iterable[Reading]) -> Score:
    """Scores pieces one by one, as they come, and adds them up."""
    pieces = notes = 0
    nats = np.zeros(len(FIELD_INDEX))
    with threadpool_limits(limits=1):  # the products are small: threads would only wait
        for reading in readings:
            nats += score(engine, reading).sum(axis=0)
            notes += len(reading) - 1
            pieces += 1
    return Score(pieces, notes, nats)


def score(engine: Engine, reading: Reading) -> NDArray[np.float64]:
    """-log P of each field at each step of a piece, (n + 1, 4); END's other fields cost 0."""
    trunk = engine.trunks(reading.features, reading.harmony, reading.onset, reading.spans)
    nats = np.zeros((len(reading), 4))
    for first in range(0, len(reading), _BLOCK):
        rows = slice(first, first + _BLOCK)
        nats[rows] = _field_nats(engine, reading, rows, trunk[rows])
    nats[-1, 1:] = 0
    return nats + reading.residual


def field_logits(engine: Engine, reading: Reading) -> list[Floats]:
    """Logits of each field at each step of a whole piece, (n + 1, size), as in FIELDS."""
    trunk = engine.trunks(reading.features, reading.harmony, reading.onset, reading.spans)
    return _logits(engine, reading, slice(len(reading)), trunk)


def _field_nats(
    engine: Engine, reading: Reading, rows: slice, trunk: Floats
) -> NDArray[np.float64]:
    logits = _logits(engine, reading, rows, trunk)
    drawn = reading.targets[rows].T
    return np.stack([nats_of(field, d) for field, d in zip(logits, drawn, strict=True)], axis=1)


def _logits(engine: Engine, reading: Reading, rows: slice, trunk: Floats) -> list[Floats]:
    """What may not be drawn within a chord is -inf."""
    previous = reading.features[rows, FEATURE_INDEX["pitch"]].astype(np.int64) - 1
    logits = engine.all_logits(
        trunk,
        reading.targets[rows],
        reading.landing[rows],
        previous,
        reading.around[rows],
        reading.echoes[rows],
    )
    below = np.arange(logits[1].shape[1]) <= reading.floor[rows, None]
    logits[1][below] = -np.inf
    return logits


def nats_of(logits: NDArray[np.floating], drawn: IntArray) -> NDArray[np.float64]:
    """-log P of what was drawn, as the model itself sees it: (B,), of logits (B, size)."""
    wide = logits.astype(np.float64)
    top = wide.max(axis=1)
    total = top + np.log(np.exp(wide - top[:, None]).sum(axis=1))
    nats: NDArray[np.float64] = total - np.take_along_axis(wide, drawn[:, None], axis=1)[:, 0]
    return nats
