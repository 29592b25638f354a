"""Copying forward: the piece goes on as it did after what it last sounded like.

At each note the longest stretch of notes before it is looked for that stands earlier in the
same piece too, note for note (shift, pitch, duration). The note that followed there is
foretold. What it is foretold by is trusted by its length: so much chance goes to the fields
foretold, the rest to a Markov chain, and all chances add up to one. Music repeats itself,
and whoever knows no more than that already gets far: a model has to do better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.reading import Reading
from melodyrnn.music.notes import IntArray

FIELD_COUNT = 3
"""Shift, pitch, duration."""

_LENGTHS = np.array([0, 1, 2, 3, 4, 6, 9, 13, 20, 32])
"""Shortest match of each class of matches; in class 0 nothing is foretold."""

_KINDS = len(_LENGTHS) * FIELD_COUNT * 2
_ROUNDS = 30
"""Of expectation and maximisation: more change nothing that shows."""

_DOUBT = 1.0
"""Matches that count as having foretold wrongly before any was seen."""

Nats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Foretold:
    """What copying forward says of a piece.

    kind: (n + 1, 3), class of what each field is foretold by: length of the match, which
    field, whether the fields of the note before it were foretold rightly; -1 = not foretold.
    is_right: (n + 1, 3), whether the field came as foretold.
    """

    kind: IntArray
    is_right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Trust:
    """How much chance goes to what is foretold, by kind: (kinds,), 0 to below 1."""

    shares: NDArray[np.float64]

    def nats(self, foretold: Foretold, others: Nats) -> Nats:
        """-log P of each field, (n + 1, 3), where a Markov chain pays `others`."""
        share = np.where(foretold.kind < 0, 0.0, self.shares[foretold.kind])
        chances = (1 - share) * np.exp(-others) + share * foretold.is_right
        nats: Nats = -np.log(chances)
        nats[-1, 1:] = 0
        return nats


def foretell(reading: Reading) -> Foretold:
    """Reads a piece and says of each step what copying forward foretells."""
    notes = reading.targets[:-1, :FIELD_COUNT]
    lengths, follows = longest_matches(notes)
    kind = np.full((len(reading), FIELD_COUNT), -1, dtype=np.int64)
    is_right = np.zeros((len(reading), FIELD_COUNT), dtype=np.bool_)
    known = np.flatnonzero(lengths)
    is_right[known] = reading.targets[known, :FIELD_COUNT] == notes[follows[known]]
    is_right[-1, 1:] = False
    good_so_far = np.ones((len(reading), FIELD_COUNT), dtype=np.int64)
    good_so_far[:, 1:] = np.cumprod(is_right, axis=1)[:, :-1]
    of_length = np.searchsorted(_LENGTHS, lengths[known], side="right") - 1
    place = of_length[:, None] * FIELD_COUNT + np.arange(FIELD_COUNT)
    kind[known] = place * 2 + good_so_far[known]
    kind[-1, 1:] = -1
    return Foretold(kind, is_right)


def longest_matches(notes: IntArray) -> tuple[IntArray, IntArray]:
    """For each of n + 1 places how long a stretch that ends there stands earlier, and where.

    notes: (n, fields). Returns the length of the longest earlier match of the notes before
    each place, 0 where there is none, and the note that followed it, the latest of several.
    """
    count = len(notes)
    _, names = np.unique(notes, axis=0, return_inverse=True)
    names = names.reshape(-1)
    lengths = np.zeros(count + 1, dtype=np.int64)
    follows = np.zeros(count + 1, dtype=np.int64)
    running = np.zeros(count + 1, dtype=np.int64)
    for place in range(1, count + 1):
        # running[e]: how far the notes before `place` and those before `e` agree, backwards.
        agree = names[: place - 1] == names[place - 1]
        running[1:place] = (running[: place - 1] + 1) * agree
        if place > 1:
            latest = place - 1 - int(running[1:place][::-1].argmax())
            if running[latest]:
                lengths[place], follows[place] = running[latest], latest
    return lengths, follows


def learned_trust(foretold: Sequence[Foretold], others: Sequence[Nats]) -> Trust:
    """Finds the shares under which some pieces cost least, by expectation and maximisation.

    others: what a Markov chain pays for them, at best one that did not count them: to one
    that did, nothing is worth foretelling.
    """
    kind = np.concatenate([each.kind.reshape(-1) for each in foretold])
    right = np.concatenate([each.is_right.reshape(-1) for each in foretold])
    chance = np.exp(-np.concatenate([each.reshape(-1) for each in others]))
    told = kind >= 0
    kind, right, chance = kind[told], right[told], chance[told]
    times = np.bincount(kind, minlength=_KINDS) + _DOUBT
    shares = np.full(_KINDS, 0.5)
    for _ in range(_ROUNDS):
        share = shares[kind]
        owed = np.where(right, share / (share + (1 - share) * chance), 0.0)
        shares = np.bincount(kind, weights=owed, minlength=_KINDS) / times
    return Trust(shares)
