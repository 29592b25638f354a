"""What a network makes of the past: its score where it is told only the last k notes.

The state is started anew k notes before each place, so all that was before is unknown to it. The
gradient says what could be learned; this says what has been.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch

from melodyrnn.comparison.places import Place, excerpt
from melodyrnn.comparison.reach import FIELDS_JUDGED, note_nats
from melodyrnn.comparison.results import ContextScore
from melodyrnn.encoding.reading import Reading
from melodyrnn.models.network import EventNetwork
from melodyrnn.training.batches import View, chunks

MOST_NOTES = 256
_NOTES_TOGETHER = 8192


def context_lengths(back: int) -> tuple[int, ...]:
    """1, 2, 4 ... notes, up to `back` or `MOST_NOTES`."""
    return tuple(1 << i for i in range(MOST_NOTES.bit_length()) if 1 << i <= max(back, 1))


def context_scores(
    network: EventNetwork, readings: Sequence[Reading], where: Sequence[Place], back: int
) -> tuple[ContextScore, ...]:
    """Nats a note at the same places for each length of `context_lengths`.

    Every place must have `back` notes before it.
    """
    was_training = network.training
    network.eval()
    with torch.no_grad():
        scores = tuple(
            ContextScore(notes, _score(network, readings, where, notes))
            for notes in context_lengths(back)
        )
    network.train(was_training)
    return scores


def _score(
    network: EventNetwork, readings: Sequence[Reading], where: Sequence[Place], notes: int
) -> float:
    device = next(network.parameters()).device
    together = max(1, _NOTES_TOGETHER // notes)
    total = 0.0
    for i in range(0, len(where), together):
        some = where[i : i + together]
        pieces = [excerpt(readings[p.piece], p.step - notes + 1, p.step) for p in some]
        (chunk,) = chunks(pieces, [View()] * len(pieces), notes, device)
        logits, _ = network(chunk.inputs)
        last = note_nats([field[:, -1] for field in logits], chunk.inputs.targets[:, -1])
        exact = sum(float(readings[p.piece].residual[p.step, :FIELDS_JUDGED].sum()) for p in some)
        total += float(last.sum()) + exact
    return total / len(where)
