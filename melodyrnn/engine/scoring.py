"""What a model would have paid for a piece: nats of every field of every note."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.reading import Reading
from melodyrnn.encoding.spec import FEATURE_INDEX
from melodyrnn.engine.cells import Floats
from melodyrnn.engine.engine import Engine

_BLOCK = 1024
"""Steps whose logits are held at once."""


def score(engine: Engine, reading: Reading) -> NDArray[np.float64]:
    """-log P of each field at each step of a piece, (n + 1, 4); END's other fields cost 0."""
    trunk = engine.trunks(reading.features, reading.harmony, reading.onset, reading.spans)
    nats = np.zeros((len(reading), 4))
    for first in range(0, len(reading), _BLOCK):
        rows = slice(first, first + _BLOCK)
        nats[rows] = _field_nats(engine, reading, rows, trunk[rows])
    nats[-1, 1:] = 0
    return nats + reading.residual


def _field_nats(
    engine: Engine, reading: Reading, rows: slice, trunk: Floats
) -> NDArray[np.float64]:
    shift, pitch, duration, velocity = reading.targets[rows].T
    previous = reading.features[rows, FEATURE_INDEX["pitch"]].astype(np.int64) - 1
    logits = engine.all_logits(trunk, reading.targets[rows], reading.landing[rows], previous)
    below = np.arange(logits[1].shape[1]) <= reading.floor[rows, None]
    logits[1][below] = -np.inf
    return np.stack(
        [
            _nats(field, drawn)
            for field, drawn in zip(logits, (shift, pitch, duration, velocity), strict=True)
        ],
        axis=1,
    )


def _nats(logits: Floats, drawn: NDArray[np.int64]) -> NDArray[np.float64]:
    wide = logits.astype(np.float64)
    top = wide.max(axis=1)
    total = top + np.log(np.exp(wide - top[:, None]).sum(axis=1))
    nats: NDArray[np.float64] = total - np.take_along_axis(wide, drawn[:, None], axis=1)[:, 0]
    return nats
