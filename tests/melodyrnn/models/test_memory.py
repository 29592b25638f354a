"""The in-piece memory: it brings back a motif."""

from __future__ import annotations

import numpy as np
import torch

from melodyrnn.encoding.features import BAR_BUCKETS
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.models.config import ModelConfig
from melodyrnn.models.memory import Memory
from melodyrnn.models.network import EventNetwork
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NoteSequence
from tests.networks import chunked

MOTIF = 8


def motif_twice(rng: np.random.Generator) -> Reading:
    """Two bars of pitches never heard together before, and the same two bars again."""
    motif = rng.choice(np.arange(48, 84), MOTIF, replace=False)
    notes = NoteSequence.from_columns(np.arange(2 * MOTIF) * 480, 480, np.tile(motif, 2), 80)
    return read_notes(notes, MeterMap(), KeyMap())


def pitch_nats(network: EventNetwork, pieces: list[Reading]) -> torch.Tensor:
    """Nats of each pitch, (B, notes)."""
    (chunk,) = chunked(pieces)
    logits = network(chunk.inputs)[0][1][:, :-1]
    targets = chunk.inputs.targets[:, :-1, 1]
    return torch.nn.functional.cross_entropy(logits.mT, targets, reduction="none")


def nats_by_half(memory_heads: int, seed: int = 0, *, lessons: int = 300) -> tuple[float, float]:
    """Trains on 500 motifs; nats a pitch of the first and second half of a hundred others."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    pieces = [motif_twice(rng) for _ in range(600)]
    config = ModelConfig(
        layers=1,
        hidden=32,
        embedding=32,
        head=32,
        memory_heads=memory_heads,
        memory_width=16,
        echoes=False,  # they bring back motifs too
    )
    network = EventNetwork(config).eval()  # eval: without dropout
    optimizer = torch.optim.Adam(network.parameters(), lr=4e-3)
    for _ in range(lessons):
        loss = pitch_nats(network, [pieces[i] for i in rng.integers(0, 500, 12)]).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
    with torch.no_grad():
        nats = pitch_nats(network, pieces[500:])
    return float(nats[:, :MOTIF].mean()), float(nats[:, MOTIF:].mean())


# Eight seeds: 0.00 to 0.01 nats with memory, 3.25 to 3.61 without; guessing costs 3.58.
def test_memory_brings_back_a_motif_that_was_never_heard_in_training() -> None:
    with_memory, without = nats_by_half(2), nats_by_half(0)

    assert with_memory[0] > 3.3
    assert with_memory[1] < 0.5
    assert without[1] > 3.0


def memory_of(**config: int) -> Memory:
    torch.manual_seed(0)
    memory = Memory(ModelConfig(hidden=8, embedding=6, memory_width=4, memory_heads=2, **config))  # type: ignore[arg-type]
    with torch.no_grad():
        for parameter in memory.parameters():
            parameter.normal_()
    return memory


def test_what_is_read_now_is_known_and_the_start_is_not() -> None:
    memory, states, read = memory_of(), torch.randn(1, 5, 8), torch.randn(1, 5, 6)
    lag = torch.zeros(1, 5, 5, dtype=torch.long)
    found, _ = memory(states, read, lag, None)
    for changed, seen_from in ((0, 5), (1, 1), (3, 3), (4, 4)):
        other = read.clone()
        other[:, changed] += 1
        moved = (memory(states, other, lag, None)[0] != found).any(-1)[0]
        # The entry of the start (0) is never looked at: nothing had been read.
        assert moved.tolist() == [step >= seen_from for step in range(5)]


def test_distance_counts() -> None:
    memory, states, read = memory_of(), torch.randn(1, 5, 8), torch.randn(1, 5, 6)
    near, far = (torch.full((1, 5, 5), bucket) for bucket in (1, BAR_BUCKETS - 1))

    assert not torch.allclose(
        memory(states, read, near, None)[0], memory(states, read, far, None)[0]
    )


def test_before_anything_was_read_there_is_nothing_to_find() -> None:
    found, state = memory_of()(
        torch.randn(3, 1, 8), torch.randn(3, 1, 6), torch.zeros(3, 1, 1, dtype=torch.long), None
    )

    assert not found.any()
    assert state.keys.shape == (3, 2, 1, 4)
