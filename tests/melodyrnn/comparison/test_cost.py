"""What one more note costs."""

from __future__ import annotations

from itertools import count

import pytest

from melodyrnn.comparison.cost import step_costs, tune
from melodyrnn.engine.engine import Engine
from melodyrnn.models.config import Core
from tests.networks import as_model, lively_network
from tests.scores import random_reading


def costs_of(core: Core, heads: int) -> list[tuple[int, float, int]]:
    network = lively_network(core=core, memory_heads=heads, echoes=False)
    engine = Engine(as_model(network))
    ticks = count()
    (found,) = step_costs([engine], [60, 62, 64], (5, 20, 80), clock=lambda: next(ticks) / 1000)
    return [(c.notes, c.milliseconds, c.state_bytes) for c in found]


@pytest.mark.parametrize("core", ["rnn", "gru", "lstm"])
def test_a_recurrent_state_is_as_large_after_80_notes_as_after_5(core: Core) -> None:
    found = costs_of(core, heads=0)

    assert [(notes, round(ms, 6)) for notes, ms, _ in found] == [(5, 1), (20, 1), (80, 1)]
    assert found[0][2] == found[-1][2] > 0


@pytest.mark.parametrize(("core", "heads"), [("transformer", 0), ("lstm", 1)])
def test_what_is_kept_of_every_note_grows(core: Core, heads: int) -> None:
    found = costs_of(core, heads)

    assert found[0][2] < found[1][2] < found[2][2]


def test_the_tune_is_the_longest_piece() -> None:
    readings = [random_reading(i, n) for i, n in enumerate((5, 9, 7))]

    assert tune(readings) == readings[1].targets[:-1, 1].tolist()
