"""The output heads in numpy: one for each field of a note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from melodyrnn.engine.cells import Floats, rows_times
from melodyrnn.models.config import CONDITIONS, INTERVALS, UNSET_PITCH
from melodyrnn.music.notes import IntArray

_GELU = np.float32(np.sqrt(2 / np.pi))


@dataclass(frozen=True, slots=True)
class HeadWeights:
    """Weights of one head. offsets: where each condition's rows begin in `conditions`."""

    state: Floats
    state_bias: Floats
    conditions: Floats
    offsets: IntArray
    out: Floats
    out_bias: Floats
    leap: Floats | None

    @classmethod
    def build(cls, weights: Mapping[str, Floats], field: str) -> HeadWeights:
        """From PyTorch's weights."""
        name = f"heads.{field}"
        sizes = [size for _, size in CONDITIONS[field]]
        leap = weights.get(f"{name}.leap.weight")
        return cls(
            state=np.ascontiguousarray(weights[f"{name}.state.weight"].T),
            state_bias=weights[f"{name}.state.bias"],
            conditions=weights[f"{name}.conditions.weight"],
            offsets=np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])[:-1].astype(np.int64),
            out=np.ascontiguousarray(weights[f"{name}.out.weight"].T),
            out_bias=weights[f"{name}.out.bias"],
            leap=None if leap is None else np.ascontiguousarray(leap.T),
        )

    def logits(self, trunk: Floats, conditions: IntArray) -> Floats:
        """Logits (B, size) from trunks (B, width) and conditions (B, K)."""
        hidden = self._hidden(trunk, conditions)
        result: Floats = rows_times(hidden, self.out) + self.out_bias
        return result

    def pitch_logits(self, trunk: Floats, conditions: IntArray, previous: IntArray) -> Floats:
        """The same for the pitch head, which also weighs leaps from the pitch before (B,)."""
        assert self.leap is not None, "only the pitch head knows leaps"
        hidden = self._hidden(trunk, conditions)
        previous = np.where(previous < 0, UNSET_PITCH, previous)
        index = np.arange(self.out.shape[1]) - previous[:, None] + INTERVALS // 2
        leaps = rows_times(hidden, self.leap)
        reached = np.take_along_axis(leaps, np.clip(index, 0, INTERVALS - 1), axis=1)
        result: Floats = rows_times(hidden, self.out) + self.out_bias + reached
        return result

    def _hidden(self, trunk: Floats, conditions: IntArray) -> Floats:
        z = rows_times(trunk, self.state) + self.state_bias
        if len(self.offsets):
            z += self.conditions[conditions + self.offsets].sum(axis=1)
        gelu: Floats = 0.5 * z * (1 + np.tanh(_GELU * (z + np.float32(0.044715) * z * z * z)))
        return gelu
