"""The plain way to train a network on melodies, for `bench_training` to be compared with.

As Magenta's melody_rnn does it: a time step each 16th, whose class is the pitch that begins
there, "go on" or "silence"; 512 steps of a piece at most; batches of pieces drawn at random and
padded to the longest; 32-bit floats. Two networks: ours as it is but for what is read and
drawn, and a bare LSTM on one-hot input.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from melodyrnn.models.config import ModelConfig
from melodyrnn.models.cores import RecurrentCore
from melodyrnn.models.dropout import PieceDropout
from melodyrnn.models.memory import Memory
from melodyrnn.music.notes import NoteSequence

GO_ON, SILENCE = 128, 129
CLASSES = 130
MOST_STEPS = 512
SIXTEENTH = 480 // 4

Padding: TypeAlias = Literal["random", "length"]
"""Batches of pieces drawn at random, or of pieces of like length."""


@dataclass(frozen=True, slots=True)
class Tune:
    """One piece as classes of 16ths, and how many notes it has."""

    steps: NDArray[np.int64]
    notes: int


def tune_of(notes: NoteSequence) -> Tune:
    """The piece in 16ths; of notes on the same 16th the last one is heard."""
    begins = np.asarray(notes.onset) // SIXTEENTH
    ends = np.maximum(-(-(np.asarray(notes.onset) + notes.duration) // SIXTEENTH), begins + 1)
    begins, ends = begins - begins.min(), ends - begins.min()
    steps = np.full(int(ends.max()), SILENCE, dtype=np.int64)
    for begin, end, pitch in zip(begins, ends, notes.pitch, strict=True):
        steps[begin] = pitch
        steps[begin + 1 : end] = GO_ON
    return Tune(steps[:MOST_STEPS], int((begins < MOST_STEPS).sum()))


class SameNetwork(nn.Module):
    """Our layers, in-piece memory and one of our heads, on 16ths."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.read = nn.Embedding(CLASSES, config.embedding)
        self.core = RecurrentCore(config)
        self.norm = nn.LayerNorm(config.hidden)
        self.memory = Memory(config)
        self.dropout = PieceDropout(config.dropout)
        self.head = nn.Linear(
            config.hidden + config.memory_heads * config.memory_width, config.head
        )
        self.out = nn.Linear(config.head, CLASSES)

    def forward(self, steps: Tensor) -> Tensor:
        """Logits of what follows each step."""
        read = self.read(steps)
        states = self.norm(self.core(read, None)[0])
        lag = torch.zeros(*steps.shape, steps.shape[1], dtype=torch.long)
        found, _ = self.memory(states, read, lag, None)
        trunk = self.dropout(torch.cat([states, found], dim=-1))
        hidden = self.dropout(functional.gelu(self.head(trunk), approximate="tanh"))
        logits: Tensor = self.out(hidden)
        return logits


class BareNetwork(nn.Module):
    """One-hot classes, an LSTM, one softmax."""

    def __init__(self, layers: int, hidden: int) -> None:
        super().__init__()
        self.core = nn.LSTM(CLASSES, hidden, layers, batch_first=True)
        self.out = nn.Linear(hidden, CLASSES)

    def forward(self, steps: Tensor) -> Tensor:
        """Logits of what follows each step."""
        one_hot = functional.one_hot(steps, CLASSES).float()
        logits: Tensor = self.out(self.core(one_hot)[0])
        return logits


def plain_batches(
    tunes: Sequence[Tune], rows: int, rng: np.random.Generator, padding: Padding
) -> list[list[Tune]]:
    """The tunes in batches of so many."""
    order = rng.permutation(len(tunes))
    if padding == "length":
        order = order[np.argsort([len(tunes[i].steps) for i in order], kind="stable")]
    batches = [[tunes[i] for i in order[k : k + rows]] for k in range(0, len(order), rows)]
    rng.shuffle(batches)
    return batches


def plain_trainer(network: nn.Module) -> Callable[[Sequence[Tune]], int]:
    """Trains a network by one batch at a time; returns its notes."""
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)

    def learn(batch: Sequence[Tune]) -> int:
        longest = max(len(tune.steps) for tune in batch)
        steps = np.zeros((len(batch), longest), dtype=np.int64)
        drawn = np.zeros((len(batch), longest), dtype=np.float32)
        for i, tune in enumerate(batch):
            steps[i, : len(tune.steps)] = tune.steps
            drawn[i, : len(tune.steps)] = 1
        tensor, weights = torch.from_numpy(steps), torch.from_numpy(drawn[:, 1:])
        logits = network(tensor[:, :-1])
        nats = functional.cross_entropy(
            logits.flatten(0, 1), tensor[:, 1:].flatten(), reduction="none"
        )
        optimizer.zero_grad(set_to_none=True)
        ((nats * weights.flatten()).sum() / weights.sum()).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 3)
        optimizer.step()
        return sum(tune.notes for tune in batch)

    return learn


def steps_to_a_note(tunes: Sequence[Tune]) -> float:
    """16ths for each note, over all tunes."""
    return sum(len(t.steps) for t in tunes) / sum(t.notes for t in tunes)
