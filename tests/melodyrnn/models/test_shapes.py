"""The table of weights against the networks themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import torch

from melodyrnn.models.config import CORES, SIZES, sized
from melodyrnn.models.network import EventNetwork
from melodyrnn.models.shapes import parameter_shapes


@pytest.mark.parametrize("memory_heads", [0, 4])
@pytest.mark.parametrize("core", CORES)
@pytest.mark.parametrize("size", SIZES)
def test_the_table_names_every_weight_of_a_network(size: Any, core: Any, memory_heads: int) -> None:
    config = replace(sized(size, core), memory_heads=memory_heads, layers=3)
    with torch.device("meta"):  # shapes only: nothing is allocated
        state = EventNetwork(config).state_dict()

    assert parameter_shapes(config) == {name: tuple(t.shape) for name, t in state.items()}
