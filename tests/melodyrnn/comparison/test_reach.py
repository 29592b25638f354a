"""How far back the gradient reaches: against numbers found by trying, and where it is known."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from melodyrnn.comparison.places import Place, excerpt
from melodyrnn.comparison.reach import gradient_norms
from melodyrnn.encoding.reading import Reading
from melodyrnn.models.config import CORES, Core
from melodyrnn.models.network import EventNetwork
from tests.networks import BARE, chunked, lively_network
from tests.scores import random_reading

READINGS = [random_reading(i, 14) for i in range(2)]


def numeric_norm(network: EventNetwork, reading: Reading, step: int, back: int) -> float:
    """The same norm, by moving what is read a little this way and that."""
    network = network.double()
    (chunk,) = chunked([excerpt(reading, 0, step)])
    inputs = chunk.inputs._replace(harmony=chunk.inputs.harmony.double())
    moved = torch.zeros(network.config.embedding, dtype=torch.float64)

    def move(_module: nn.Module, arguments: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        arguments[0].data[0, step - back] += moved  # in place: the memory reads it too
        return arguments

    def loss() -> float:
        with torch.no_grad():
            logits, _ = network(inputs)
        drawn = inputs.targets[0, step]  # in 64 bits: the differences are small
        return sum(-float(f[0, step].log_softmax(-1)[drawn[i]]) for i, f in enumerate(logits[:3]))

    handle = network.core.register_forward_pre_hook(move)
    slopes = []
    for unit in range(network.config.embedding):
        costs = []
        for little in (1e-4, -1e-4):
            moved.zero_()[unit] = little
            costs.append(loss())
        slopes.append((costs[0] - costs[1]) / 2e-4)
    handle.remove()
    return float(torch.tensor(slopes).norm())


@pytest.mark.parametrize("core", CORES)
@pytest.mark.parametrize("heads", [0, 1])
def test_the_norm_is_that_of_the_derivative(core: Core, heads: int) -> None:
    network = lively_network(core=core, **(BARE | {"memory_heads": heads}))
    norms = gradient_norms(network, READINGS, [Place(1, 11)], 6)

    assert len(norms) == 7
    for back in (0, 3, 6):
        expected = numeric_norm(network, READINGS[1], 11, back)
        assert norms[back] == pytest.approx(expected, rel=0.02, abs=1e-6)


def test_it_is_a_mean_over_places_in_pieces_of_any_length() -> None:
    network = lively_network(**BARE)
    where = [Place(0, 6), Place(1, 12), Place(0, 9)]
    each = [gradient_norms(network, READINGS, [place], 4) for place in where]
    together = gradient_norms(network, READINGS, where, 4)

    for k in range(5):
        assert together[k] == pytest.approx(sum(one[k] for one in each) / 3, rel=1e-4)


def test_a_network_that_keeps_nothing_hands_nothing_back() -> None:
    network = lively_network(core="rnn", **BARE)
    with torch.no_grad():
        for name, weights in network.core.named_parameters():
            if "weight_hh" in name:
                weights.zero_()
    norms = gradient_norms(network, READINGS, [Place(0, 10)], 3)

    assert norms[0] > 0
    assert norms[1:] == (0, 0, 0)


def test_the_network_is_left_as_it_was() -> None:
    network = lively_network().train()
    gradient_norms(network, READINGS, [Place(0, 10)], 3)

    assert network.training
    assert all(p.grad is None for p in network.parameters())
