"""Baselines: what a note costs those who only count, or only copy forward.

Both are counted from music that is not judged by: a part of it is set aside to choose the
length of the Markov chain's contexts and how far copying forward is trusted; then all of it
is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.reading import Reading
from melodyrnn.markov import CHAINS, MarkovBaseline
from melodyrnn.scorecard.copy_forward import Trust, foretell, learned_trust
from melodyrnn.scorecard.result import FIELD_NAMES, WITHOUT_VELOCITY, Rival

MARKOV = "Markov chain"
COPY_FORWARD = "copying forward"

ASIDE = 0.1
"""Share of the pieces to count from that is set aside to choose by."""

MOST_COUNTED = 1_000_000
"""Notes that are counted. More cost memory and change what is predicted by very little."""

FOLDS = 5
"""Where there is nothing else to count from, each fifth is judged by the other four."""

_USUAL_LENGTHS = (2,) * len(CHAINS)
"""Of contexts, where there is too little music to choose by."""

Nats = NDArray[np.float64]


def rival_nats(
    train: Sequence[Reading], judged: Sequence[Reading], groups: Sequence[int] | None = None
) -> dict[str, Nats]:
    """Nats of shift, pitch and duration, summed over all pieces judged: (3,) by name.

    train: what is counted; nothing that is judged may stand in it. groups: for each of these
    a number, the same for near duplicates; None: there are none.
    """
    chosen = _capped(train)
    names = range(len(train)) if groups is None else groups
    aside_of = _set_aside([names[i] for i in chosen])
    counted = [train[i] for i, is_aside in zip(chosen, aside_of, strict=True) if not is_aside]
    aside = [train[i] for i, is_aside in zip(chosen, aside_of, strict=True) if is_aside]
    lengths, trust = _chosen(counted, aside)
    chain = MarkovBaseline([*counted, *aside], lengths)
    costs = chain.nats(judged)
    residual = np.sum([r.residual[:, :3].sum(axis=0) for r in judged], axis=0)
    copied = [
        trust.nats(foretell(reading), cost) for reading, cost in zip(judged, costs, strict=True)
    ]
    return {
        MARKOV: np.sum([c.sum(axis=0) for c in costs], axis=0) + residual,
        COPY_FORWARD: np.sum([c.sum(axis=0) for c in copied], axis=0) + residual,
    }


def crossed_nats(readings: Sequence[Reading], groups: Sequence[int]) -> dict[str, Nats]:
    """The same where pieces are judged by counts of one another, never of their own group.

    Nothing where all are of one group.
    """
    numbers = {group: i for i, group in enumerate(dict.fromkeys(groups))}
    fold = [numbers[group] % min(FOLDS, len(numbers)) for group in groups]
    total: dict[str, Nats] = {}
    for number in range(max(fold) + 1 if len(numbers) > 1 else 0):
        others = [i for i, f in enumerate(fold) if f != number]
        train, train_groups = [readings[i] for i in others], [groups[i] for i in others]
        judged = [r for r, f in zip(readings, fold, strict=True) if f == number]
        for name, nats in rival_nats(train, judged, train_groups).items():
            total[name] = total.get(name, np.zeros(3)) + nats
    return total


def rival(name: str, nats: Nats, notes: int) -> Rival:
    """Someone's costs, (3,) or with velocity (4,), as nats a note."""
    each = dict(zip(FIELD_NAMES, (nats[:3] / notes).tolist(), strict=True))
    return Rival(name, {**each, WITHOUT_VELOCITY: float(nats[:3].sum() / notes)})


def _capped(train: Sequence[Reading]) -> list[int]:
    """Numbers of pieces in an order of chance, always the same, until there are enough notes."""
    order = np.random.default_rng(0).permutation(len(train))
    total = 0
    chosen: list[int] = []
    for i in order.tolist():
        if chosen and total + len(train[i]) > MOST_COUNTED:
            break
        chosen.append(i)
        total += len(train[i])
    return chosen


def _set_aside(groups: Sequence[int]) -> list[bool]:
    """For each piece whether it is set aside: whole groups, the first ones that there is room for.

    Who chose the length of contexts by a near duplicate of what is counted would take the
    longest. Where no group is small enough the smallest goes, and nothing of a single one.
    """
    sizes = Counter(groups)
    room = max(round(ASIDE * len(groups)), 1)
    aside: set[int] = set()
    for group, size in sizes.items() if len(sizes) > 1 else ():
        if size <= room:
            aside.add(group)
            room -= size
    if not aside and len(sizes) > 1:
        aside.add(min(sizes, key=sizes.__getitem__))
    return [group in aside for group in groups]


def _chosen(counted: Sequence[Reading], aside: Sequence[Reading]) -> tuple[tuple[int, ...], Trust]:
    """Lengths of contexts, and how far copying forward is trusted."""
    by = aside or counted
    chain = MarkovBaseline(counted)
    lengths = chain.best_lengths(aside) if aside else _USUAL_LENGTHS
    costs = chain.shortened(lengths).nats(by)
    return lengths, learned_trust([foretell(reading) for reading in by], costs)
