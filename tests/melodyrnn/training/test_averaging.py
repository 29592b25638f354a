"""The running average of weights."""

from __future__ import annotations

import numpy as np
import torch

from melodyrnn.training.averaging import AveragedNetwork
from tests.networks import lively_network


def test_the_average_follows_fast_at_first_and_slowly_later() -> None:
    network = lively_network()
    average = AveragedNetwork(network, 0.9)
    before = average.weights()["norm.bias"]
    with torch.no_grad():
        network.norm.bias.add_(1)
    moved = []
    for _ in range(200):
        average.update()
        moved.append(float((average.weights()["norm.bias"] - before)[0]))

    assert np.isclose(moved[0], 0.9)  # the first step keeps one tenth of the start
    left = 1 - np.array(moved)
    assert np.isclose(left[150] / left[149], 0.9, atol=0.05) or left[149] < 1e-6


def test_the_average_is_apart_from_the_network_it_follows() -> None:
    network = lively_network()
    average = AveragedNetwork(network, 0.9)
    weights = average.weights()
    with torch.no_grad():
        network.norm.bias.add_(1)

    assert np.array_equal(average.weights()["norm.bias"], weights["norm.bias"])
    assert not average.network.training
    assert not any(p.requires_grad for p in average.network.parameters())
    weights["norm.bias"] += 5
    assert not np.array_equal(average.weights()["norm.bias"], weights["norm.bias"])
