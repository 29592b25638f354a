"""From logits to the chances that are drawn from: temperature and top-p."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

COLDEST = 1e-3
"""Below this temperature the likeliest is taken; dividing by less would overflow."""


def shaped(logits: NDArray[np.floating], temperature: float, top_p: float) -> NDArray[np.float64]:
    """Probabilities (B, size) at a temperature, cut to the likeliest that make up `top_p`.

    A temperature of 0 puts everything on the likeliest. -inf is never drawn; each row
    must hold at least one finite logit. Top-p after Holtzman et al. 2020.
    """
    wide = logits.astype(np.float64)
    wide -= wide.max(axis=1, keepdims=True)
    if temperature < COLDEST:
        chosen = np.zeros_like(wide)
        chosen[np.arange(len(wide)), wide.argmax(axis=1)] = 1.0
        return chosen
    chances = np.exp(wide / temperature)
    chances /= chances.sum(axis=1, keepdims=True)
    if top_p >= 1:
        return chances
    order = np.argsort(-chances, axis=1, kind="stable")
    ordered = np.take_along_axis(chances, order, axis=1)
    kept = np.cumsum(ordered, axis=1) - ordered < top_p
    mask = np.zeros_like(kept)
    np.put_along_axis(mask, order, kept, axis=1)
    chances = np.where(mask, chances, 0.0)
    result: NDArray[np.float64] = chances / chances.sum(axis=1, keepdims=True)
    return result
