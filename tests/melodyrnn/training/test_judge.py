"""The held-out score."""

from __future__ import annotations

import numpy as np
import torch

from melodyrnn.training.judge import judge
from melodyrnn.training.loss import field_nats
from tests.networks import CPU, chunked, lively_network
from tests.scores import random_reading


def test_the_score_is_the_mean_cost_of_a_note_with_its_share_of_rare_times() -> None:
    network = lively_network(memory_heads=1)
    readings = [random_reading(i, 10 + 7 * i, chords=bool(i % 2)) for i in range(4)]
    nats = np.zeros(4)
    for reading in readings:
        (chunk,) = chunked([reading])
        with torch.no_grad():
            nats += field_nats(network(chunk.inputs)[0], chunk).numpy()
        nats += reading.residual.sum(axis=0)

    assert np.allclose(judge(network, readings, CPU), nats / 82, rtol=1e-5)
    assert sum(r.residual.sum() for r in readings) > 0


def test_a_piece_longer_than_a_chunk_is_judged_as_one() -> None:
    network = lively_network(memory_heads=1)
    reading = random_reading(1, 1200)
    (chunk,) = chunked([reading])
    with torch.no_grad():
        nats = field_nats(network(chunk.inputs)[0], chunk).numpy() + reading.residual.sum(axis=0)

    assert np.allclose(judge(network, [reading], CPU), nats / 1200, rtol=1e-5)


def test_judging_uses_no_dropout_and_leaves_the_network_as_it_was() -> None:
    network = lively_network(dropout=0.5).train()
    readings = [random_reading(1)]
    first = judge(network, readings, CPU)

    assert np.array_equal(judge(network, readings, CPU), first)
    assert network.training
    assert all(p.grad is None for p in network.parameters())
