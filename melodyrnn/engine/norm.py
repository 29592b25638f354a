"""Layer norm in numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from melodyrnn.engine.cells import Floats

_EPSILON = np.float32(1e-5)


@dataclass(frozen=True, slots=True)
class Norm:
    """Each row brought to mean 0 and variance 1, then scaled and shifted unit by unit."""

    scale: Floats
    shift: Floats

    @classmethod
    def build(cls, weights: Mapping[str, Floats], name: str) -> Norm:
        """From PyTorch's weights."""
        return cls(weights[f"{name}.weight"], weights[f"{name}.bias"])

    def __call__(self, x: Floats) -> Floats:
        """The norm of each row of x (N, width)."""
        width = np.float32(x.shape[1])
        centred: Floats = x - np.add.reduce(x, axis=1, keepdims=True) / width
        variance = np.add.reduce(centred * centred, axis=1, keepdims=True) / width
        centred /= np.sqrt(variance + _EPSILON)
        centred *= self.scale
        centred += self.shift
        return centred
