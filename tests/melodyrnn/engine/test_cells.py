"""Recurrent layers in numpy against those of torch."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from melodyrnn.engine.cells import build_cells, rows_times, run, step
from melodyrnn.models.config import Core, ModelConfig
from melodyrnn.models.cores import RecurrentCore


@pytest.mark.parametrize("core", ["lstm", "gru", "rnn"])
def test_a_layer_steps_and_runs_as_torch_does(core: Core) -> None:
    config = ModelConfig(core=core, layers=1, hidden=10, embedding=7, dropout=0)
    torch_core = RecurrentCore(config)
    with torch.no_grad():
        for parameter in torch_core.parameters():
            parameter.normal_(0, 0.5)
    x = torch.randn(1, 20, 7)
    expected = torch_core(x, None)[0].detach().numpy()[0]
    weights = {f"core.{n}": t.numpy() for n, t in torch_core.state_dict().items()}
    (cell,) = build_cells(config, weights)
    state = cell.start()
    rows = []
    for t in range(20):
        state = step(cell, x[:, t].numpy(), state)
        rows.append(state[0][0])
    outputs, last = run(cell, x[0].numpy(), cell.start())

    assert np.allclose(rows, expected, atol=1e-5)
    assert np.allclose(outputs, expected, atol=1e-5)
    assert all(np.allclose(a, b, atol=1e-5) for a, b in zip(state, last, strict=True))


def test_a_row_is_multiplied_the_same_whatever_stands_beside_it() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(64, 193)).astype(np.float32)
    matrix = rng.normal(size=(193, 77)).astype(np.float32)

    assert np.array_equal(rows_times(x, matrix)[5], rows_times(x[5:6], matrix)[0])
    assert np.allclose(rows_times(x, matrix), x @ matrix, atol=1e-4)
