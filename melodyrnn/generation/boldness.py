"""From one word, Faithful to Wild, to the two temperatures that mean it for a model.

Boldness runs from 0 (Faithful) over 1 (Balanced) and 2 (Adventurous) to 3 (Wild). Balanced
is the temperature at which the model is as open as music it has not heard is surprising to
it: 1 for a model that knows how much it knows, more for one that is too sure of itself.
Each other stop draws from choices so many times as open (`OPENNESS`), as measured when the
model was trained. The tenth of unlikely choices that top-p cuts off is cut at every stop:
there a model's mistakes lie beside its best surprises, and it cannot tell them apart.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from melodyrnn.card import Card

OPENNESS = (0.6, 1.0, 1.35, 1.8)
"""Entropy of what is drawn at each stop, as a multiple of Balanced."""

DEFAULT_TEMPERATURES = (0.7, 1.0, 1.4, 1.8)
"""At each stop, for a model that was not measured."""

_STOPS = range(len(OPENNESS))


@dataclass(frozen=True, slots=True)
class Scale:
    """How open choices are at some temperatures, both ascending, and at Balanced."""

    temperatures: tuple[float, ...] = DEFAULT_TEMPERATURES
    entropies: tuple[float, ...] = OPENNESS
    balanced: float = 1.0

    def at(self, boldness: float) -> float:
        """The temperature of a boldness, 0 to 3; beyond them it is that of the nearest."""
        openness = math.exp(np.interp(boldness, _STOPS, np.log(OPENNESS)))
        return float(np.interp(openness * self.balanced, self.entropies, self.temperatures))


@dataclass(frozen=True, slots=True)
class Temperatures:
    """A model's scales of pitch and of rhythm."""

    pitch: Scale
    rhythm: Scale

    @classmethod
    def of(cls, card: Card) -> Temperatures:
        """As measured when the model was trained; else `DEFAULT_TEMPERATURES`."""
        return cls(
            _scale(card.pitch_entropy, card.pitch_balance),
            _scale(card.rhythm_entropy, card.rhythm_balance),
        )


def _scale(entropy: Mapping[str, float], balance: float) -> Scale:
    """The scale of a table; the usual one where the table cannot be right."""
    try:
        points = sorted((float(t), e) for t, e in entropy.items())
    except ValueError:
        return Scale()
    table = np.array(points, dtype=np.float64).reshape(-1, 2)
    if len(table) < 2 or not np.isfinite(table).all() or not table[0, 0] <= balance <= table[-1, 0]:
        return Scale()
    temperatures, entropies = table[:, 0], np.maximum.accumulate(table[:, 1])
    balanced = float(np.interp(balance, temperatures, entropies))
    if table[0, 0] <= 0 or not entropies[0] < balanced < entropies[-1]:
        return Scale()
    return Scale(tuple(temperatures.tolist()), tuple(entropies.tolist()), balanced)
