"""A running average of a network's weights: steadier, and better, than any one step's."""

from __future__ import annotations

import copy

import numpy as np
import torch
from numpy.typing import NDArray

from melodyrnn.models.network import EventNetwork


class AveragedNetwork:
    """Follows a network at a distance (Polyak & Juditsky 1992, with exponential forgetting).

    steps: how often it was updated.
    """

    def __init__(self, network: EventNetwork, keep: float) -> None:
        self.network = copy.deepcopy(network).requires_grad_(False)
        self.network.eval()
        self._source: list[torch.Tensor] = list(network.parameters())
        self._average: list[torch.Tensor] = list(self.network.parameters())
        self._keep = keep
        self.steps = 0

    def update(self) -> None:
        """Moves the average a little towards the network; faster in the first steps."""
        self.steps += 1
        keep = min(self._keep, self.steps / (self.steps + 9))
        with torch.no_grad():
            torch._foreach_lerp_(self._average, self._source, 1 - keep)

    def weights(self) -> dict[str, NDArray[np.float32]]:
        """A copy of the averaged weights, by name."""
        state = self.network.state_dict()
        return {name: tensor.float().cpu().numpy().copy() for name, tensor in state.items()}
