"""The strongest n-grams we know to build on our events: what a network must beat.

For each field many ladders of contexts are counted, in the pieces learned from and in the
piece so far: notes before, leaps, voices, chords, place in bar and beat, key, what stood a
bar and a beat ago, and what followed where the piece sounded like this before. They are
blended, once by sums and once by products of their chances. Some of the pieces learned from
are set aside to learn how far to trust each; then these are counted too. Near duplicates
are set aside together: beside one that is counted, long contexts would seem to know too
much. The piece so far is counted on top of what was learned, as its lowest rung. Velocity
is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.ngram_blend import Blend, Floats, Products, Sums
from benchmarks.ngram_columns import facts_of
from benchmarks.ngram_counts import Chances
from benchmarks.ngram_facts import Facts
from benchmarks.ngram_families import IN_PIECE, KNOWN, LEARNED
from benchmarks.ngram_field import Field
from benchmarks.ngram_ladder import Climber
from melodyrnn.encoding.reading import Reading
from melodyrnn.errors import CollectionError
from melodyrnn.music.notes import IntArray

FIELD_NAMES = ("shift", "pitch", "duration")

BLENDS: Mapping[str, Callable[[], Blend]] = {"sums": Sums, "products": Products}

ASIDE = 0.1
MOST_ASIDE = 50_000
"""Share of the steps, and how many at most, that are set aside to learn trust by."""

_BLOCK = 4096
"""Notes that are looked at together; pieces are not cut."""

_AT_LEAST = np.float32(1e-5)
"""This much chance is divided evenly: what was thought impossible can happen."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """Rows of a block at which a field is drawn: which, what is drawn, and what is known."""

    rows: NDArray[np.bool_]
    drawn: IntArray
    known: IntArray


class FieldMixture:
    """All ladders of one field, blended one way or more.

    blends: names of ways, in `BLENDS`.
    """

    def __init__(self, name: str, readings: Sequence[Reading], blends: Sequence[str]) -> None:
        self.field = Field(name, readings)
        self._learned = [Climber(self.field, rungs, is_learned=True) for rungs in LEARNED[name]]
        self._in_piece = {
            blend: [Climber(self.field, rungs, is_learned=False) for rungs in IN_PIECE[name]]
            for blend in blends
        }
        self._first = {blend: BLENDS[blend]() for blend in blends}
        self._second = {blend: BLENDS[blend]() for blend in blends}

    def count(self, facts: Facts) -> None:
        """Counts pieces learned from, instead of those before."""
        for climber in self._learned:
            climber.count(facts)

    def learn_trust(self, blocks: Sequence[Facts]) -> None:
        """Learns from pieces that were not counted what is to be trusted."""
        even = [self.field.even(facts.rows) for facts in blocks]
        heard = [self._heard(facts) for facts in blocks]
        for climber in self._learned:
            climber.learn_trust(blocks, even)
        learned = [self._by_learned(facts) for facts in blocks]
        for blend, climbers in self._in_piece.items():
            _fit(self._first[blend], learned, heard)
            below = [self._by_first(blend, f, of) for f, of in zip(blocks, learned, strict=True)]
            for climber in climbers:
                climber.learn_trust(blocks, below)
            everything = [
                self._by_all(blend, *each) for each in zip(blocks, learned, below, strict=True)
            ]
            _fit(self._second[blend], everything, heard)

    def chances(self, facts: Facts) -> dict[str, tuple[Chances, Chances]]:
        """Of each blend the chances of each symbol at each row, (rows, symbols).

        First by what was learned alone, then with the piece so far.
        """
        learned = self._by_learned(facts)
        found = {}
        for blend in self._in_piece:
            below = self._by_first(blend, facts, learned)
            everything = self._by_all(blend, facts, learned, below)
            whole = self._second[blend].chances(everything, self._known(facts))
            found[blend] = (below, self._softened(facts, whole))
        return found

    def nats(self, facts: Facts) -> dict[str, NDArray[np.float64]]:
        """Of each blend what the field costs, all rows together, as `chances`: (2,)."""
        heard = self._heard(facts)
        rare = float(self.field.rare_nats(facts.rows).sum())
        return {
            blend: np.array([_cost(chances[heard.rows], heard.drawn) + rare for chances in both])
            for blend, both in self.chances(facts).items()
        }

    def _by_learned(self, facts: Facts) -> Floats:
        even = self.field.even(facts.rows)
        return np.stack([climber.chances(facts, even) for climber in self._learned], axis=1)

    def _by_first(self, blend: str, facts: Facts, learned: Floats) -> Chances:
        return self._softened(facts, self._first[blend].chances(learned, self._known(facts)))

    def _by_all(self, blend: str, facts: Facts, learned: Floats, below: Chances) -> Floats:
        so_far = [climber.chances(facts, below) for climber in self._in_piece[blend]]
        return np.concatenate([learned, np.stack([below, *so_far], axis=1)], axis=1)

    def _softened(self, facts: Facts, chances: Chances) -> Chances:
        softened: Chances = chances + _AT_LEAST * (self.field.even(facts.rows) - chances)
        return softened

    def _known(self, facts: Facts) -> IntArray:
        return np.stack([facts[name] for name in KNOWN[self.field.name]], axis=1)

    def _heard(self, facts: Facts) -> _Heard:
        rows = self.field.is_heard(facts.rows)
        return _Heard(rows, self.field.symbols(facts.rows)[rows], self._known(facts)[rows])


@dataclass(frozen=True, slots=True, eq=False)
class Cost:
    """What a blend pays for some pieces: nats of shift, pitch and duration, (3,), summed.

    learned: by what was counted in the pieces learned from. whole: with the piece so far too.
    """

    learned: NDArray[np.float64]
    whole: NDArray[np.float64]


class NgramMixture:
    """The mixtures of all fields, counted from some pieces.

    groups: for each piece a number, the same for near duplicates; None: there are none.

    Raises:
        CollectionError: all pieces are of one group, so that none can be set aside.
    """

    def __init__(
        self,
        readings: Sequence[Reading],
        blends: Sequence[str] = tuple(BLENDS),
        *,
        groups: Sequence[int] | None = None,
        seed: int = 0,
    ) -> None:
        order = np.random.default_rng(seed).permutation(len(readings)).tolist()
        mixed = [readings[i] for i in order]
        names = range(len(readings)) if groups is None else groups
        is_aside = set_aside([len(r) for r in mixed], [names[i] for i in order])
        self._blends = tuple(blends)
        self.fields = [FieldMixture(name, readings, blends) for name in FIELD_NAMES]
        counted = facts_of([r for r, is_out in zip(mixed, is_aside, strict=True) if not is_out])
        blocks = list(blocks_of([r for r, is_out in zip(mixed, is_aside, strict=True) if is_out]))
        for mixture in self.fields:
            mixture.count(counted)
            mixture.learn_trust(blocks)
        del counted
        everything = facts_of(mixed)
        for mixture in self.fields:
            mixture.count(everything)

    def costs(self, readings: Sequence[Reading]) -> dict[str, Cost]:
        """What each blend pays for pieces, END and the exact times within classes included."""
        nats = {blend: np.zeros((2, len(FIELD_NAMES))) for blend in self._blends}
        for facts in blocks_of(readings):
            for column, mixture in enumerate(self.fields):
                for blend, both in mixture.nats(facts).items():
                    nats[blend][:, column] += both
        residual = np.sum([r.residual[:, :3].sum(axis=0) for r in readings], axis=0)
        return {blend: Cost(*(each + residual)) for blend, each in nats.items()}


def blocks_of(readings: Sequence[Reading]) -> Iterator[Facts]:
    """Some pieces at a time."""
    some: list[Reading] = []
    for reading in readings:
        some.append(reading)
        if sum(map(len, some)) >= _BLOCK:
            yield facts_of(some)
            some = []
    if some:
        yield facts_of(some)


def set_aside(sizes: Sequence[int], groups: Sequence[int]) -> list[bool]:
    """For each piece whether it is set aside: whole groups, the first ones there is room for.

    Where none is small enough, the smallest.

    Raises:
        CollectionError: there is one group only, or none.
    """
    together: Counter[int] = Counter()
    for size, group in zip(sizes, groups, strict=True):
        together[group] += size
    if len(together) < 2:
        raise CollectionError(
            "N-grams need two tunes at least that are no near duplicates, one to count and one"
            " to learn trust by; name more folders."
        )
    chosen: set[int] = set()
    room = min(MOST_ASIDE, int(ASIDE * sum(sizes)))
    for group, size in together.items():
        if size <= room:
            chosen.add(group)
            room -= size
    chosen = chosen or {min(together, key=together.__getitem__)}
    return [group in chosen for group in groups]


def _fit(blend: Blend, blocks: Sequence[Floats], heard: Sequence[_Heard]) -> None:
    blend.fit(
        [block[of.rows] for block, of in zip(blocks, heard, strict=True)],
        np.concatenate([of.drawn for of in heard]),
        np.concatenate([of.known for of in heard]),
    )


def _cost(chances: Chances, drawn: IntArray) -> float:
    return float(-np.log(chances[np.arange(len(drawn)), drawn]).sum(dtype=np.float64))
