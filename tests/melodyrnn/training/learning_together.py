"""A program for tests: learns a few steps in a group; its first process prints what came of it.

python -m tests.melodyrnn.training.learning_together
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from melodyrnn.models.network import EventNetwork, Inputs, State
from melodyrnn.training.batches import View
from melodyrnn.training.device import device_called
from melodyrnn.training.distributed import Group, joined_group
from melodyrnn.training.judge import judge
from melodyrnn.training.learner import Learner
from melodyrnn.training.settings import TrainSettings
from tests.fakes import TINY
from tests.scores import random_reading

SETTINGS = TrainSettings(epochs=1, learning_rate=0.2, chunk_steps=25)
LENGTHS = (60, 55, 20, 31, 12)
BATCHES = 6


class Exact(EventNetwork):
    """Takes its products in 32 bits on every processor, so that runs compare to the digit."""

    def forward(self, inputs: Inputs, state: State | None = None) -> tuple[list[Tensor], State]:
        with torch.autocast("cpu", enabled=False):
            return super().forward(inputs, state)


def learned(group: Group) -> dict[str, Any]:
    """Losses after each batch, the score in the end, and what the first process said."""
    device = device_called("cpu")
    torch.manual_seed(group.rank)  # what they start with differs, until they agree
    learner = Learner(Exact(TINY), SETTINGS, device, group)
    readings = [random_reading(i, n) for i, n in enumerate(LENGTHS)]
    losses = []
    for _ in range(BATCHES):
        learner.learn(readings, [View()] * len(readings), 0.0)
        losses.append(learner.nats)
    score = judge(learner.network, readings, device, group).tolist()
    group.check_same(sum(LENGTHS))
    told = group.broadcast(7.0 if group.leads else 0.0, 1.5)
    return {"losses": losses, "score": score, "seen": learner.seen, "told": list(told)}


def threads() -> list[str]:
    """Names of the threads of this process, also of those that Python does not know; on Linux."""
    return [path.read_text().strip() for path in Path("/proc/self/task").glob("*/comm")]


def main() -> None:
    """Learns; the first process prints."""
    torch.set_num_threads(1)
    group = joined_group(torch.device("cpu"))
    result = learned(group)
    group.close()
    # One of Gloo's threads that outlives its group may abort the process as Python ends.
    assert not [name for name in threads() if "gloo" in name], threads()
    if group.leads:
        sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main()
