"""From logits to the chances that are drawn from: temperature and top-p."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

COLDEST = 1e-3
"""Below this temperature the likeliest is taken; dividing by less would overflow."""

_SETTLED = 0.1
"""A choice between two is settled where one has less than this share of what top-p cuts off."""

_CUT_IN_CHORDS = 0.4
"""Share of what is cut off where an onset takes several notes.

Measured on 60 openings of songs and quartets (`docs/experiments.md`, 2026-11-23): a tenth cut off
every draw makes takes tamer and thicker than the music, a twenty-fifth keeps tones outside the
key, clashes and texture as they are there.
"""


def top_p_for(top_p: float, *, has_chords: bool) -> float:
    """Top-p for each draw; as asked for in melodies, where an onset takes one note."""
    return 1 - _CUT_IN_CHORDS * (1 - top_p) if has_chords else top_p


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


def shaped_shift(
    logits: NDArray[np.floating], temperature: float, top_p: float
) -> NDArray[np.float64]:
    """The same of classes of shift, of which 0 is one more note at the same onset.

    Whether there is one more is drawn as the model has it, at every temperature but 0; only
    when the next onset comes is shaped. Cold draws and top-p prefer what is likelier than not,
    which within a chord is one more note: chords would thicken from bar to bar.
    """
    if temperature < COLDEST:
        return shaped(logits, temperature, top_p)
    more = shaped(logits, 1.0, 1.0)[:, 0]
    rare = _SETTLED * (1 - top_p)
    more = np.where(more < rare, 0.0, np.where(more > 1 - rare, 1.0, more))
    later = np.array(logits, dtype=np.float64)
    later[:, 0] = -np.inf
    is_open = np.isfinite(later).any(axis=1) & (more < 1)
    chances = np.zeros(later.shape)
    chances[is_open] = shaped(later[is_open], temperature, top_p) * (1 - more[is_open, None])
    chances[:, 0] = np.where(is_open, more, 1.0)
    return chances
