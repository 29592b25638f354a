"""How a network is trained: one frozen set of numbers, each with its reason."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """Settings of one training.

    Raises:
        ValueError: neither or both of `epochs` and `minutes`, or one not above 0 or without end.
    """

    epochs: float | None = None
    """How often to see every piece; or"""
    minutes: float | None = None
    """how long to learn. The learning rate falls to its end over the one that is given."""
    learning_rate: float = 3e-3
    """Peak rate of AdamW, reached after the first hundred steps."""
    weight_decay: float = 0.05
    """Pull of the weights towards zero (AdamW, Loshchilov & Hutter 2019)."""
    batch_notes: int = 3072
    """Notes of a batch, padding included."""
    chunk_steps: int = 512
    """Steps back-propagated through at once; the state is carried over to the next chunk."""
    clip_norm: float = 1.0
    """Gradients longer than this are shortened to it: recurrent gradients explode."""
    average: float = 0.995
    """Share of the running average of weights that a step keeps; the average is what is used."""
    hide_key: float = 0.2
    """How often a piece is shown transposed at random and without its key."""
    hide_style: float = 0.5
    """How often a piece is shown without saying which collection it is from."""
    patience: int = 6
    """Checks in a row without a better held-out score before learning stops."""
    checks: int = 24
    """Checks of the held-out score over the whole training, at least one an epoch at most."""
    seed: int = 0
    """Everything random hangs on this."""

    def __post_init__(self) -> None:
        budget = [b for b in (self.epochs, self.minutes) if b is not None]
        if len(budget) != 1 or not 0 < budget[0] < math.inf:
            raise ValueError("give either epochs or minutes, above 0")
