"""The output heads in numpy: one for each field of a note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from melodyrnn.encoding.echoes import HINTS, UNTOLD
from melodyrnn.encoding.spec import FIELD_INDEX, FIELDS
from melodyrnn.engine.cells import Floats, rows_times
from melodyrnn.engine.curves import twice_gelu
from melodyrnn.models.config import CONDITIONS, INTERVALS, UNSET_PITCH
from melodyrnn.music.notes import IntArray


@dataclass(frozen=True, slots=True)
class TrunkWeights:
    """The first product of all heads, made at once as soon as a note has been read."""

    state: Floats
    bias: Floats

    @classmethod
    def build(cls, weights: Mapping[str, Floats]) -> TrunkWeights:
        """From PyTorch's weights."""
        names = [f"heads.{field.name}.state" for field in FIELDS]
        state = np.concatenate([weights[f"{name}.weight"] for name in names])
        bias = np.concatenate([weights[f"{name}.bias"] for name in names])
        return cls(np.ascontiguousarray(state.T), bias)

    def trunk(self, seen: Floats) -> Floats:
        """What the heads work on, (B, heads x head), from output and memory, (B, width)."""
        trunk = rows_times(seen, self.state)
        trunk += self.bias
        return trunk

    def trunk_of_all(self, seen: Floats) -> Floats:
        """The same for the T steps of one piece."""
        trunk: Floats = seen @ self.state
        trunk += self.bias
        return trunk


@dataclass(frozen=True, slots=True)
class HintWeights:
    """What a head makes of classes foretold.

    table: (hints x classes, head). trust: (head, hints), halved as `HeadWeights.out`.
    """

    table: Floats
    trust: Floats

    @classmethod
    def build(cls, weights: Mapping[str, Floats], name: str) -> HintWeights | None:
        """From PyTorch's weights; None where the head is told nothing."""
        table = weights.get(f"{name}.hints.table.weight")
        if table is None:
            return None
        return cls(table, np.ascontiguousarray(weights[f"{name}.hints.trust.weight"].T / 2))

    def read(self, told: NDArray[np.integer]) -> Floats:
        """What is added to the head's part of the trunk, (B, head)."""
        rows = told + np.arange(len(HINTS)) * (UNTOLD + 1)
        read: Floats = np.add.reduce(self.table.take(rows, axis=0), axis=1)
        return read

    def add(self, logits: Floats, hidden: Floats, told: NDArray[np.integer]) -> None:
        """Makes each class that is foretold likelier by how much it is trusted, in place."""
        trust = rows_times(hidden, self.trust)
        rows, hints = np.nonzero(told != UNTOLD)
        np.add.at(logits, (rows, told[rows, hints]), trust[rows, hints])


@dataclass(frozen=True, slots=True)
class HeadWeights:
    """Weights of one head.

    part: its own columns of the trunk. offsets: where each condition's rows begin in
    `conditions`. out: (head, size), halved, since `twice_gelu` comes before it; in the pitch
    head the leaps' weights stand beside it, so that one product serves both. reached: of the
    pitch head, (129, 128), the column of the leap from each pitch (-1 = unset, at the end) to
    each other one. hints: of the heads that are told what is foretold.
    """

    part: slice
    conditions: Floats
    offsets: IntArray
    out: Floats
    out_bias: Floats
    reached: IntArray | None
    hints: HintWeights | None

    @classmethod
    def build(cls, weights: Mapping[str, Floats], field: str) -> HeadWeights:
        """From PyTorch's weights."""
        name, place = f"heads.{field}", FIELD_INDEX[field]
        sizes = [size for _, size in CONDITIONS[field]]
        out = weights[f"{name}.out.weight"]
        leaps = [
            weights[n] for n in (f"{name}.leap.weight", f"{name}.around.weight") if n in weights
        ]
        beside = np.concatenate([out, *leaps])
        return cls(
            part=slice(place * out.shape[1], (place + 1) * out.shape[1]),
            conditions=weights[f"{name}.conditions.weight"],
            offsets=np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])[:-1].astype(np.int64),
            out=np.ascontiguousarray(beside.T / 2),
            out_bias=weights[f"{name}.out.bias"],
            reached=_leaps(len(out)) if leaps else None,
            hints=HintWeights.build(weights, name),
        )

    def logits(
        self, trunk: Floats, conditions: IntArray, told: NDArray[np.integer] | None = None
    ) -> Floats:
        """Logits (B, size) from trunks (B, heads x head) and conditions (B, K).

        told: (B, hints), classes that are foretold.
        """
        if self.hints is None or told is None:
            result = rows_times(self._hidden(trunk, conditions), self.out)
            result += self.out_bias
            return result
        hidden = self._hidden(trunk, conditions, self.hints.read(told))
        result = rows_times(hidden, self.out)
        result += self.out_bias
        self.hints.add(result, hidden, told)
        return result

    def pitch_logits(
        self,
        trunk: Floats,
        conditions: IntArray,
        previous: IntArray,
        around: NDArray[np.integer] | None,
    ) -> Floats:
        """The same for the pitch head, which also weighs leaps from the pitch before (B,).

        around: (B, kinds, SLOTS) of `encoding.around`, leaps from which are weighed too.
        """
        assert self.reached is not None, "only the pitch head knows leaps"
        both = rows_times(self._hidden(trunk, conditions), self.out)
        rows = np.arange(len(both))[:, None]
        result: Floats = both[rows, self.reached[previous]]
        result += both[:, : len(self.out_bias)]
        result += self.out_bias
        if around is not None:
            self._add_leaps(result, both, around)
        return result

    def _add_leaps(self, result: Floats, both: Floats, around: NDArray[np.integer]) -> None:
        """What each kind's leaps weigh, added to `result`, slot by slot."""
        assert self.reached is not None
        for kind in range(around.shape[1]):
            for slot in range(around.shape[2]):
                rows = np.flatnonzero(around[:, kind, slot] >= 0)
                if not len(rows):
                    break
                columns = self.reached[around[rows, kind, slot]] + (kind + 1) * INTERVALS
                result[rows] += both[rows[:, None], columns]

    def _hidden(self, trunk: Floats, conditions: IntArray, more: Floats | None = None) -> Floats:
        """Twice the hidden layer: `out` is halved."""
        z = trunk[:, self.part]
        if more is not None:
            z = z + more
        if len(self.offsets):
            z = z + np.add.reduce(self.conditions.take(conditions + self.offsets, axis=0), axis=1)
        return twice_gelu(z)


def _leaps(pitches: int) -> IntArray:
    previous = np.append(np.arange(pitches), UNSET_PITCH)
    leap = np.arange(pitches) - previous[:, None] + INTERVALS // 2
    columns: IntArray = pitches + np.clip(leap, 0, INTERVALS - 1)
    return columns
