"""How a network is trained: one frozen set of numbers, each with its reason."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from melodyrnn.course.plan import FIFTY_TUNES, tuning_passes
from melodyrnn.models.config import Core

_TUNING_RATE, _HIGHEST_TUNING_RATE = 5e-4, 1.5e-3
_TUNING_BATCH = 768
"""Notes of a batch, and the rate above, when tuning on fifty tunes; with more both grow."""

_TRANSFORMER_RATE = 6e-3
"""The transformer learns best at twice the rate of the recurrent cores: after ten epochs of
Nottingham tunes 2.14 nats a note, at 3e-3 2.28."""

_SLACK, _MOST_SLACK = 1.5, 0.03
"""Slack of a tuning: so much over the root of its notes, a tenth of which are held out. Five
tunes wavered by 0.02 while the score on a hundred and seven fell by 0.01."""


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """Settings of one training.

    Raises:
        ValueError: neither `epochs` nor `minutes`, or one not above 0 or without end.
    """

    epochs: float | None = None
    """How often to see every piece; or"""
    minutes: float | None = None
    """how long to learn; with both, whichever is used up first. The learning rate falls to
    its end over that."""
    learning_rate: float = 3e-3
    """Peak rate of AdamW, reached after `warm_up` steps."""
    warm_up: int = 100
    """Steps until the learning rate is at its peak."""
    weight_decay: float = 0.05
    """Pull of the weights towards zero (AdamW, Loshchilov & Hutter 2019)."""
    batch_notes: int = 3072
    """Notes of a batch, padding included."""
    chunk_steps: int = 256
    """Steps back-propagated through at once; the state is carried over to the next chunk."""
    clip_norm: float = 1.0
    """Gradients longer than this are shortened to it: recurrent gradients explode."""
    average: float = 0.995
    """Share of the running average of weights that a step keeps; the average is what is used."""
    hide_key: float = 0.2
    """How often a piece is shown transposed at random and without its key."""
    hide_style: float = 0.5
    """How often a piece is shown without saying which collection it is from."""
    hide_hints: float = 0.0
    """How often it is shown without what sounds around each note and what is foretold."""
    patience: int = 6
    """Checks in a row without a better held-out score before learning stops."""
    slack: float = 0.0
    """Nats a note by which a later check may be worse than the lowest and is kept all the same:
    the rate has fallen since, and the score of a few held-out pieces wavers by more."""
    checks: int = 24
    """Checks of the held-out score over the whole training, at least one an epoch at most."""
    seed: int = 0
    """Everything random hangs on this."""

    def __post_init__(self) -> None:
        budget = [b for b in (self.epochs, self.minutes) if b is not None]
        if not budget or not all(0 < b < math.inf for b in budget):
            raise ValueError("give epochs or minutes or both, above 0")

    def share(self, epochs: float, seconds: float) -> float:
        """How much of the budget is used, 0-1, after so many epochs and seconds."""
        used = (
            epochs / self.epochs if self.epochs else 0.0,
            seconds / (60 * self.minutes) if self.minutes else 0.0,
        )
        return min(max(used), 1.0)

    def for_core(self, core: Core) -> TrainSettings:
        """These, for a new network with such a core."""
        rate = _TRANSFORMER_RATE if core == "transformer" else self.learning_rate
        return replace(self, learning_rate=rate)

    def for_tuning(self, notes: int) -> TrainSettings:
        """These, for going on from a model that knows much music, with so many notes more.

        A tuned model learns fast and then by heart: at the usual rate fifty tunes are worse
        than none after four passes (1.60 for 1.556 nats a note). So the rate is low and falls
        to its end within a few passes, batches are small, as three thousand notes are most of
        fifty tunes, and the average follows closely. It is learned to the end, and the end is kept
        unless it is clearly worse: by the lowest of twelve checks on five tunes one kept 1.5195
        where the end was 1.5094. With that 1.511, and from 74 k notes 1.423
        (docs/experiments.md, 2026-11-23). `epochs` stay as they are where they were given.
        """
        much = max(notes / FIFTY_TUNES, 1.0)
        epochs = self.epochs or tuning_passes(notes)
        batch = min(round(_TUNING_BATCH * math.pow(much, 1 / 3)), self.batch_notes)
        steps = max(epochs * notes / batch, 1.0)
        return replace(
            self,
            epochs=epochs,
            learning_rate=min(_TUNING_RATE * math.sqrt(much), _HIGHEST_TUNING_RATE),
            warm_up=round(min(max(steps / 5, 10), self.warm_up)),
            batch_notes=batch,
            average=min(max(1 - 2 / steps, 0.98), self.average),
            slack=min(_SLACK / math.sqrt(max(notes, 1)), _MOST_SLACK),
            patience=self.checks,
        )
