"""How surprising a take is, in words: nats a note against what the model is used to."""

from __future__ import annotations

from typing import NamedTuple

LEVELS = 5
"""Steps of the scale; the middle one is as surprising as the tunes it learned from."""


class Surprise(NamedTuple):
    """One verdict.

    word: short, for a card. sentence: whole, for a tooltip. level: 0 (far more predictable)
    to 4 (far more surprising), None where there is nothing to compare with.
    """

    word: str
    sentence: str
    level: int | None


# Up to which multiple of the typical surprise a verdict holds. Of 176 takes from eleven melodies
# the middle half lay at 0.2 to 0.9 at Faithful, 0.5 to 1.7 at Balanced, 0.9 to 2.0 at
# Adventurous and 1.4 to 2.7 at Wild: so each stop has words of its own.
_SCALE = (
    (0.30, "very predictable", "Far more predictable than the tunes it learned from"),
    (0.75, "predictable", "More predictable than the tunes it learned from"),
    (1.50, "typical", "About as surprising as the tunes it learned from"),
    (2.20, "surprising", "More surprising than the tunes it learned from"),
    (float("inf"), "very surprising", "Far more surprising than the tunes it learned from"),
)


def surprise_of(nats: float, typical: float) -> Surprise:
    """The verdict on a take.

    nats: a note, as the model paid for the take. typical: what it pays for music it has
    not seen, of the kind it learned from; 0 where that is not known.
    """
    if typical <= 0:
        return Surprise("", f"The network paid {nats:.2f} nats a note", None)
    ratio = nats / typical
    level = next(i for i, (limit, _, _) in enumerate(_SCALE) if ratio <= limit)
    _, word, sentence = _SCALE[level]
    return Surprise(word, f"{sentence}: {nats:.2f} nats a note, {typical:.2f} is usual", level)
