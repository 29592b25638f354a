"""What a network makes of the past."""

from __future__ import annotations

import pytest
import torch

from melodyrnn.comparison.context import context_lengths, context_scores
from melodyrnn.comparison.places import Place
from melodyrnn.comparison.reach import note_nats
from melodyrnn.models.config import CORES, Core
from tests.networks import BARE, chunked, lively_network
from tests.scores import random_reading

READINGS = [random_reading(i, 20) for i in range(3)]


def test_lengths_double_up_to_what_there_is() -> None:
    assert context_lengths(9) == (1, 2, 4, 8)
    assert context_lengths(1) == (1,)
    assert context_lengths(10_000)[-1] == 256


@pytest.mark.parametrize("core", CORES)
def test_told_all_there_was_it_pays_what_it_always_pays(core: Core) -> None:
    network = lively_network(core=core, **BARE)
    found = context_scores(network, READINGS, [Place(0, 7), Place(2, 7)], 8)

    paid = []
    for piece in (0, 2):
        (chunk,) = chunked([READINGS[piece]])
        with torch.no_grad():
            logits, _ = network(chunk.inputs)
        drawn = note_nats([f[:, 7] for f in logits], chunk.inputs.targets[:, 7])
        paid.append(float(drawn) + float(READINGS[piece].residual[7, :3].sum()))
    assert [score.notes for score in found] == [1, 2, 4, 8]
    assert found[-1].nats == pytest.approx(sum(paid) / 2, rel=1e-4)


def test_a_network_that_keeps_nothing_pays_the_same_however_much_it_is_told() -> None:
    network = lively_network(core="rnn", **BARE)
    with torch.no_grad():
        for name, weights in network.core.named_parameters():
            if "weight_hh" in name:
                weights.zero_()
    scores = {round(s.nats, 4) for s in context_scores(network, READINGS, [Place(1, 12)], 8)}

    assert len(scores) == 1
