"""The card that a training gives its model."""

from __future__ import annotations

import platform
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from melodyrnn import __version__
from melodyrnn.card import Card
from melodyrnn.encoding.spec import FIELDS
from melodyrnn.training.corpus import Corpus
from melodyrnn.training.loop import Progress
from melodyrnn.training.request import TrainRequest

WITHOUT_VELOCITY = "without_velocity"


def blank_card(
    request: TrainRequest,
    corpus: Corpus,
    *,
    base: str,
    markov_nats: float,
    sources: str,
    has_all_sources: bool,
) -> Card:
    """A card without what is learned.

    base: name of the model it began from, or "". sources: fingerprint of what lies beside
    the model, or "". has_all_sources: that is all it learned from.
    """
    low, high = corpus.usual_range
    return Card(
        name=request.name,
        created=request.today,
        collections=corpus.collections,
        pieces=len(corpus.train),
        notes=corpus.notes,
        held_out_pieces=len(corpus.held_out),
        held_out_notes=corpus.held_out_notes,
        markov_nats_per_note=round(markov_nats, 4),
        has_velocity=corpus.has_velocity,
        has_chords=corpus.has_chords,
        lowest=low,
        highest=high,
        base=base,
        command=request.command,
        versions=versions(),
        credits=request.credits,
        sources=sources,
        has_all_sources=has_all_sources,
    )


def card_of(blank: Card, progress: Progress) -> Card:
    """The card of the model as it is now."""
    return replace(
        blank,
        nats_per_note=nats_by_field(progress.held_out),
        epochs=round(progress.epoch, 2),
        minutes=round(progress.seconds / 60, 2),
    )


def nats_by_field(nats: NDArray[np.float64] | None) -> dict[str, float]:
    """A held-out score by field, and the sum of all but velocity; empty if there is none."""
    if nats is None:
        return {}
    by_field = {f.name: round(float(n), 4) for f, n in zip(FIELDS, nats, strict=True)}
    return by_field | {WITHOUT_VELOCITY: round(float(nats[:3].sum()), 4)}


def versions() -> dict[str, str]:
    """Versions of what trains a model."""
    return {
        "melodyrnn": __version__,
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": np.__version__,
    }
