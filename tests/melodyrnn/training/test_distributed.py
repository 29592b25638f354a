"""Several processes that learn one network."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.errors import PeerError
from melodyrnn.training.distributed import LONE, Group, heard_of
from tests.melodyrnn.training.learning_together import BATCHES, LENGTHS, learned
from tests.source import ROOT


class One(Group):
    """One of several, who do not speak."""

    def __init__(self, rank: int, world: int) -> None:
        self.rank, self.world = rank, world


@given(st.lists(st.integers(2, 900), min_size=1, max_size=40), st.integers(1, 5))
def test_each_piece_of_a_batch_is_somebodys_and_all_have_about_as_much_to_do(
    lengths: list[int], world: int
) -> None:
    shares = [One(rank, world).share(lengths) for rank in range(world)]
    work = [sum(lengths[i] for i in share) for share in shares]

    assert sorted(i for share in shares for i in share) == list(range(len(lengths)))
    assert max(work) - min(work) <= max(lengths)
    assert LONE.share(lengths) == list(range(len(lengths)))


def start(rank: int, world: int, port: int) -> subprocess.Popen[str]:
    """The program as torchrun starts it."""
    place = {"RANK": rank, "WORLD_SIZE": world, "LOCAL_RANK": rank, "MASTER_PORT": port}
    environment = {**os.environ, **{name: str(value) for name, value in place.items()}}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.melodyrnn.training.learning_together"],
        cwd=ROOT,
        env=environment | {"MASTER_ADDR": "127.0.0.1", "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def outcome(processes: list[subprocess.Popen[str]]) -> dict[str, Any]:
    ended = [process.communicate(timeout=100) for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), ended
    assert [out for out, _ in ended[1:]] == [""] * (len(processes) - 1)
    result: dict[str, Any] = json.loads(ended[0][0])
    return result


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


def test_two_processes_learn_what_one_learns_from_the_whole_batch() -> None:
    port = free_port()
    processes = [start(0, 2, port), start(1, 2, port)]
    with torch.random.fork_rng():
        one = learned(LONE)
    two = outcome(processes)

    assert np.allclose(one["losses"], two["losses"], atol=1e-4, rtol=0)
    assert np.allclose(one["score"], two["score"], atol=1e-4, rtol=0)
    assert one["losses"][-1] < one["losses"][0] - 0.5
    assert one["seen"] == two["seen"] == BATCHES * sum(LENGTHS)
    assert two["told"] == [7.0, 1.5]  # what the first process said


def test_that_another_process_is_gone_is_said_in_one_sentence() -> None:
    sentence = r"^Another process of this training is gone.*--resume\.$"
    with pytest.raises(PeerError, match=sentence), heard_of():
        raise RuntimeError("[gloo/transport/tcp/pair.cc:534] Connection closed by peer")
