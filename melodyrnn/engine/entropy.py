"""How open a model's choices are at each temperature, measured on music new to it.

What a slider of boldness is calibrated by: a temperature of 1 means little, since an
overtrained model is too sure of itself and a young one too unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from melodyrnn.card import Card
from melodyrnn.encoding.reading import Reading
from melodyrnn.encoding.spec import FIELD_INDEX
from melodyrnn.engine.cells import Floats
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.scoring import field_logits, nats_of

TEMPERATURES = (0.25, 0.4, 0.55, 0.7, 0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5, 3.0)
"""Where the drawn entropy is measured."""

TOP_P = 0.9
"""Top-p of the draws that are measured, which is what takes are drawn with by default."""

MAX_NOTES = 12_000
"""Held-out notes that are enough to measure by: a few seconds of work."""

COOLEST_BALANCE, HOTTEST_BALANCE = 0.7, 1.5
"""A model off by more is not too sure of itself but knows too little; heat does not help it."""

_FIELDS = {"pitch": ("pitch",), "rhythm": ("shift", "duration")}


@dataclass(frozen=True, slots=True)
class Calibration:
    """What boldness needs to know of a model.

    pitch_entropy, rhythm_entropy: nats a note of the choices really drawn from, after
    temperature and top-p, at each of some temperatures (their text is the key); rhythm is
    shift and duration together. pitch_balance, rhythm_balance: the temperature at which
    the model is as unsure, before top-p, as held-out music costs it.
    """

    pitch_entropy: dict[str, float]
    rhythm_entropy: dict[str, float]
    pitch_balance: float
    rhythm_balance: float

    def on(self, card: Card) -> Card:
        """The card with these figures on it."""
        return replace(card, **{f.name: getattr(self, f.name) for f in fields(self)})


class Choices(NamedTuple):
    """Choices of one field.

    logits: (N, size), each row from the likeliest down, which is 0. cost: nats of all that
    came, together.
    """

    logits: NDArray[np.float64]
    cost: float


def calibrate(engine: Engine, readings: Sequence[Reading]) -> Calibration:
    """Measures a model on pieces it has not learned from; about `MAX_NOTES` of their notes.

    Raises:
        ValueError: there is no note in them.
    """
    with threadpool_limits(limits=1):
        choices, notes = _choices(engine, sample(readings))
        tables, balances = {}, {}
        for name, parts in _FIELDS.items():
            drawn_from = [choices[part] for part in parts]
            tables[name] = {
                f"{t:g}": round(_entropy(drawn_from, t, TOP_P) / notes, 4) for t in TEMPERATURES
            }
            balances[name] = _balance(drawn_from)
    return Calibration(tables["pitch"], tables["rhythm"], balances["pitch"], balances["rhythm"])


def sample(readings: Sequence[Reading]) -> list[Reading]:
    """Pieces spread evenly over all, with about `MAX_NOTES` notes."""
    notes = sum(len(r) - 1 for r in readings)
    every = max(1, round(notes / MAX_NOTES))
    return list(readings[::every])


def mean_entropy(
    engine: Engine, reading: Reading, first: int, pitch: float, rhythm: float
) -> tuple[float, float]:
    """Nats a note of what the notes from number `first` on were drawn from, at two temperatures.

    Returns pitch and rhythm; rules such as range and key are left out of account.
    """
    last = len(reading) - 1
    logits = [_descending(x[first:last]) for x in field_logits(engine, reading)]
    heats = {"pitch": pitch, "rhythm": rhythm}
    nats = {
        name: sum(entropy(logits[FIELD_INDEX[f]], heats[name], TOP_P) for f in _FIELDS[name])
        for name in heats
    }
    return nats["pitch"] / (last - first), nats["rhythm"] / (last - first)


def entropy(descending: NDArray[np.float64], temperature: float, top_p: float) -> float:
    """Nats of all choices together as they are drawn; rows (N, size) as in `Choices`.

    The same as the entropy of `shaped`, but sorted only once for all temperatures.
    """
    scaled = descending / temperature
    chances = np.exp(scaled)
    chances /= chances.sum(axis=1, keepdims=True)
    chances[np.cumsum(chances, axis=1) - chances >= top_p] = 0.0
    share = chances.sum(axis=1)
    chances /= share[:, None]
    known = np.where(chances > 0, chances, 1.0)
    return -float((known * np.log(known)).sum())


def _descending(logits: Floats) -> NDArray[np.float64]:
    ordered: NDArray[np.float64] = -np.sort(-logits.astype(np.float64), axis=1)
    ordered -= ordered[:, :1]
    return ordered


def _choices(engine: Engine, readings: Sequence[Reading]) -> tuple[dict[str, Choices], int]:
    """All choices by field, and the number of notes."""
    logits: dict[str, list[NDArray[np.float64]]] = {name: [] for name in FIELD_INDEX}
    cost = dict.fromkeys(FIELD_INDEX, 0.0)
    for reading in readings:
        found = field_logits(engine, reading)
        for name, index in FIELD_INDEX.items():
            steps = slice(len(reading) if name == "shift" else len(reading) - 1)  # END: shift alone
            logits[name].append(_descending(found[index][steps]))
            cost[name] += float(nats_of(found[index][steps], reading.targets[steps, index]).sum())
    notes = sum(len(r) - 1 for r in readings)
    if not notes:
        raise ValueError("no notes to measure by")
    return {n: Choices(np.concatenate(logits[n]), cost[n]) for n in logits}, notes


def _entropy(choices: Sequence[Choices], temperature: float, top_p: float) -> float:
    return sum(entropy(each.logits, temperature, top_p) for each in choices)


def _balance(choices: Sequence[Choices]) -> float:
    """The temperature at which choices are as open, before top-p, as what came was dear."""
    cost = sum(each.cost for each in choices)
    low, high = COOLEST_BALANCE, HOTTEST_BALANCE
    for _ in range(8):  # to less than a hundredth
        middle = (low + high) / 2
        low, high = (middle, high) if _entropy(choices, middle, 1.0) < cost else (low, middle)
    return round((low + high) / 2, 2)
