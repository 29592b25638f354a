"""How open a model's choices are at each temperature, measured on music new to it.

What a slider of boldness is calibrated by: a temperature of 1 means little, since an
overtrained model is too sure of itself and a young one too unsure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from melodyrnn.engine.shaping import shaped_shift, top_p_for

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

    logits: (N, size), of shift as they are, else each row from the likeliest down, which is 0.
    cost: nats of all that came, together.
    """

    logits: NDArray[np.float64]
    cost: float


def calibrate(engine: Engine, readings: Sequence[Reading], *, has_chords: bool) -> Calibration:
    """Measures a model on pieces it has not learned from; about `MAX_NOTES` of their notes.

    has_chords: the model's takes have them.

    Raises:
        ValueError: there is no note in them.
    """
    with threadpool_limits(limits=1):
        choices, notes = _choices(engine, sample(readings))
        tables, balances = {}, {}
        top_p = top_p_for(TOP_P, has_chords=has_chords)
        for name, parts in _FIELDS.items():
            drawn_from = {part: choices[part] for part in parts}
            tables[name] = {
                f"{t:g}": round(_entropy(drawn_from, t, top_p) / notes, 4) for t in TEMPERATURES
            }
            balances[name] = _balance(drawn_from)
    return Calibration(tables["pitch"], tables["rhythm"], balances["pitch"], balances["rhythm"])


def sample(readings: Sequence[Reading]) -> list[Reading]:
    """Pieces spread evenly over all, with about `MAX_NOTES` notes."""
    notes = sum(len(r) - 1 for r in readings)
    every = max(1, round(notes / MAX_NOTES))
    return list(readings[::every])


def mean_entropy(
    engine: Engine, reading: Reading, first: int, heats: tuple[float, float], *, has_chords: bool
) -> tuple[float, float]:
    """Nats a note of what the notes from number `first` on were drawn from.

    heats: the temperatures of pitch and of rhythm. Returns both; rules such as range and key
    are left out of account.
    """
    last = len(reading) - 1
    logits = field_logits(engine, reading)
    top_p = top_p_for(TOP_P, has_chords=has_chords)
    pitch, rhythm = (
        sum(_MEASURED[f](_prepared(f, logits[FIELD_INDEX[f]][first:last]), heat, top_p) for f in of)
        for heat, of in zip(heats, _FIELDS.values(), strict=True)
    )
    return pitch / (last - first), rhythm / (last - first)


def entropy(descending: NDArray[np.float64], temperature: float, top_p: float) -> float:
    """Nats of all choices together as they are drawn; rows (N, size) as in `Choices`.

    The same as the entropy of `shaped`, but sorted only once for all temperatures.
    """
    scaled = descending / temperature
    chances = np.exp(scaled)
    chances /= chances.sum(axis=1, keepdims=True)
    chances[np.cumsum(chances, axis=1) - chances >= top_p] = 0.0
    return _nats(chances / chances.sum(axis=1, keepdims=True))


def shift_entropy(logits: NDArray[np.float64], temperature: float, top_p: float) -> float:
    """The same of shifts, whose logits (N, size) are in the order of their classes."""
    return _nats(shaped_shift(logits, temperature, top_p))


_MEASURED = {"shift": shift_entropy, "pitch": entropy, "duration": entropy}


def _nats(chances: NDArray[np.float64]) -> float:
    known = np.where(chances > 0, chances, 1.0)
    return -float((known * np.log(known)).sum())


def _prepared(field: str, logits: Floats) -> NDArray[np.float64]:
    """Logits of a field as `Choices` has them."""
    return logits.astype(np.float64) if field == "shift" else _descending(logits)


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
            logits[name].append(_prepared(name, found[index][steps]))
            cost[name] += float(nats_of(found[index][steps], reading.targets[steps, index]).sum())
    notes = sum(len(r) - 1 for r in readings)
    if not notes:
        raise ValueError("no notes to measure by")
    return {n: Choices(np.concatenate(logits[n]), cost[n]) for n in logits}, notes


def _entropy(choices: Mapping[str, Choices], temperature: float, top_p: float) -> float:
    return sum(_MEASURED[f](each.logits, temperature, top_p) for f, each in choices.items())


def _balance(choices: Mapping[str, Choices]) -> float:
    """The temperature at which choices are as open, before top-p, as what came was dear."""
    cost = sum(each.cost for each in choices.values())
    low, high = COOLEST_BALANCE, HOTTEST_BALANCE
    for _ in range(8):  # to less than a hundredth
        middle = (low + high) / 2
        low, high = (middle, high) if _entropy(choices, middle, 1.0) < cost else (low, middle)
    return round((low + high) / 2, 2)
