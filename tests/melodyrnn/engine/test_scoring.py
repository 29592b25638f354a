"""What the engine says a piece costs, against what training says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.engine.engine import Engine
from melodyrnn.engine.scoring import nats_of, pooled_score, score
from melodyrnn.models.config import CORES
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.training.judge import judge
from tests.networks import CPU, as_model, chunked, lively_network
from tests.scores import random_reading

KINDS = [{"core": core, "memory_heads": heads} for core in CORES for heads in (0, 2)]


def pieces() -> list[Reading]:
    return [
        random_reading(1, 30),
        random_reading(2, 50, chords=True, style=1),
        read_notes(NoteSequence(), MeterMap(), KeyMap()),
    ]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_piece_costs_the_same_by_engine_and_by_torch(kind: dict[str, Any]) -> None:
    network = lively_network(**kind)
    pooled = pooled_score(Engine(as_model(network)), pieces())
    judged = judge(network, pieces(), CPU)

    assert np.allclose(pooled.nats / pooled.notes, judged, rtol=1e-5)
    assert (pooled.pieces, pooled.notes) == (3, 80)
    assert np.isclose(pooled.without_velocity(), judged[:3].sum(), rtol=1e-5)
    assert np.isclose(pooled.nats_per_note()["total"], judged.sum(), rtol=1e-5)


def test_every_step_is_scored_by_what_was_really_played() -> None:
    network, reading = lively_network(memory_heads=2), random_reading(3, 60, chords=True)
    (chunk,) = chunked([reading])
    with torch.no_grad():
        logits, _ = network(chunk.inputs)
    chosen = [
        -torch.log_softmax(x[0].double(), -1).gather(1, chunk.inputs.targets[0, :, i : i + 1])[:, 0]
        for i, x in enumerate(logits)
    ]
    expected = torch.stack(chosen, dim=1).numpy() + reading.residual
    got = score(Engine(as_model(network)), reading)

    assert got.shape == (61, 4)
    assert np.allclose(got[:-1], expected[:-1], atol=1e-4)
    assert np.isclose(got[-1, 0], expected[-1, 0], atol=1e-4)
    assert not got[-1, 1:].any()


def test_a_piece_longer_than_a_block_is_scored_like_a_short_one() -> None:
    network, reading = lively_network(memory_heads=1), random_reading(3, 1500)
    got = score(Engine(as_model(network)), reading).sum(axis=0)

    assert np.allclose(got / 1500, judge(network, [reading], CPU), rtol=1e-5)


def test_a_piece_that_ends_at_once_pays_for_its_end_only() -> None:
    network = lively_network()
    cost = score(Engine(as_model(network)), pieces()[2])

    assert cost.shape == (1, 4)
    assert cost[0, 0] > 0
    assert not cost[0, 1:].any()


def test_nats_are_the_cost_of_what_was_drawn() -> None:
    logits = np.log(np.array([[0.5, 0.3, 0.15, 0.05]]))
    both = np.concatenate([logits, logits + 100])  # logits count only against each other
    assert np.allclose(nats_of(both, np.array([0, 3])), -np.log([0.5, 0.05]))
