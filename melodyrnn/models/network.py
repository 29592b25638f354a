"""The event network: what was read -> core -> memory -> one head for each field.

A note is drawn field by field, shift, pitch, duration, velocity, each head being told what
was drawn before it and where in the bar the note lands: P(note) = product of four softmaxes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from melodyrnn.encoding.around import NONE
from melodyrnn.encoding.echoes import HINTS, UNTOLD
from melodyrnn.encoding.spec import FEATURE_INDEX, FEATURES, FIELDS, HARMONY_SIZE
from melodyrnn.models.config import CONDITIONS, HINTED, INTERVALS, UNSET_PITCH, ModelConfig
from melodyrnn.models.cores import CoreState, RecurrentCore, detached
from melodyrnn.models.dropout import PieceDropout
from melodyrnn.models.leaps import reached
from melodyrnn.models.memory import Memory, MemoryState
from melodyrnn.models.transformer import TransformerCore


class Inputs(NamedTuple):
    """One chunk of a batch. See `melodyrnn.encoding.reading.Reading` for the meanings.

    features (B, T, F), harmony (B, T, 24), lag (B, T, S + T), targets (B, T, 4),
    landing (B, T, 2), floor (B, T). around: (B, T, kinds, slots), what sounds around, then what
    is foretold. hints: (B, T, 2, hints), classes of shift and duration that are foretold.
    """

    features: Tensor
    harmony: Tensor
    lag: Tensor
    targets: Tensor
    landing: Tensor
    floor: Tensor
    around: Tensor
    hints: Tensor


class State(NamedTuple):
    """What carries over from chunk to chunk."""

    core: CoreState
    memory: MemoryState | None

    def detached(self) -> State:
        """The same state, cut off from the past: truncated back-propagation through time."""
        memory = self.memory and MemoryState(*(t.detach() for t in self.memory))
        return State(detached(self.core), memory)


class Head(nn.Module):
    """Logits of one field from the state and the conditions of `CONDITIONS`."""

    def __init__(self, config: ModelConfig, name: str, size: int) -> None:
        super().__init__()
        width = config.hidden + config.memory_heads * config.memory_width
        sizes = [s for _, s in CONDITIONS[name]]
        self.state = nn.Linear(width, config.head)
        self.conditions = nn.Embedding(max(sum(sizes), 1), config.head)
        nn.init.normal_(self.conditions.weight, std=0.05)
        self.dropout = PieceDropout(config.dropout)
        self.out = nn.Linear(config.head, size)
        self.hints = Hints(config.head, size) if config.echoes and name in HINTED else None
        offsets = torch.tensor([sum(sizes[:i]) for i in range(len(sizes))], dtype=torch.long)
        self.offsets: Tensor
        self.register_buffer("offsets", offsets, persistent=False)

    def hidden(self, z: Tensor, conditions: list[Tensor]) -> Tensor:
        """The head's hidden layer, (B, T, head), of what it makes of the state."""
        if conditions:
            rows = torch.stack(conditions, dim=-1) + self.offsets
            z = z + _embedding_sum(rows, self.conditions.weight)
        dropped: Tensor = self.dropout(functional.gelu(z, approximate="tanh"))
        return dropped

    def forward(self, z: Tensor, conditions: list[Tensor], told: Tensor | None) -> Tensor:
        """Logits (B, T, size); z (B, T, head) is `self.state` of the state, see `EventNetwork`.

        told: (B, T, hints), the classes that are foretold, for heads that have `hints`.
        """
        if self.hints is None or told is None:
            logits: Tensor = self.out(self.hidden(z, conditions))
            return logits
        z = self.hidden(z + self.hints.read(told), conditions)
        return self.hints.added(self.out(z), z, told)


class Hints(nn.Module):
    """What a head makes of classes foretold: it reads them, and trusts each more or less."""

    def __init__(self, width: int, size: int) -> None:
        super().__init__()
        self.size = size
        self.table = nn.Embedding(len(HINTS) * (UNTOLD + 1), width)
        nn.init.normal_(self.table.weight, std=0.05)
        self.trust = nn.Linear(width, len(HINTS), bias=False)
        nn.init.zeros_(self.trust.weight)

    def read(self, told: Tensor) -> Tensor:
        """What is added to the head's state, (B, T, width)."""
        offsets = torch.arange(len(HINTS), device=told.device) * (UNTOLD + 1)
        return _embedding_sum(told + offsets, self.table.weight)

    def added(self, logits: Tensor, z: Tensor, told: Tensor) -> Tensor:
        """Logits, each class that is foretold being likelier by how much it is trusted."""
        trust = self.trust(z) * (told != UNTOLD)
        return logits.scatter_add(-1, told.clamp(max=self.size - 1), trust.to(logits.dtype))


class PitchHead(Head):
    """Also knows intervals: a pitch's logit is that of the tone plus that of the leap to it.

    With `config.around` also those of the leaps from all that sounds around it: a voice goes
    on from its own last note, a chord is built on the notes below (`encoding.around`). With
    `config.echoes` also from all that is foretold (`encoding.echoes`).
    """

    def __init__(self, config: ModelConfig, name: str, size: int) -> None:
        super().__init__(config, name, size)
        self.leap = nn.Linear(config.head, INTERVALS, bias=False)
        nn.init.zeros_(self.leap.weight)
        self.around = None
        if config.around:
            self.kinds = config.leap_kinds
            self.around = nn.Linear(config.head, self.kinds * INTERVALS, bias=False)
            nn.init.zeros_(self.around.weight)

    def pitch_logits(
        self, z: Tensor, conditions: list[Tensor], previous: Tensor, around: Tensor
    ) -> Tensor:
        """Logits (B, T, 128), given the pitch before (B, T) and `Inputs.around`."""
        z = self.hidden(z, conditions)
        leaps, pitches = self.leap(z)[..., None, :], previous[..., None, None]
        if self.around is not None:
            more = self.around(z).unflatten(-1, (self.kinds, INTERVALS))
            leaps = torch.cat([leaps, more], dim=-2)
            alone = nn.functional.pad(pitches, (0, around.shape[-1] - 1), value=NONE)
            pitches = torch.cat([alone, around[..., : self.kinds, :]], dim=-2)
        logits: Tensor = self.out(z) + reached(leaps, pitches)
        return logits


class EventNetwork(nn.Module):
    """The whole network. Input and output are described at `Inputs` and `forward`."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.read = nn.Embedding(sum(f.size for f in FEATURES), config.embedding)
        nn.init.normal_(self.read.weight, std=0.1)
        self.harmony = nn.Linear(HARMONY_SIZE, config.embedding, bias=False)
        is_transformer = config.core == "transformer"
        self.core = TransformerCore(config) if is_transformer else RecurrentCore(config)
        self.norm = nn.LayerNorm(config.hidden)
        self.memory = Memory(config) if config.memory_heads else None
        self.dropout = PieceDropout(config.dropout)
        self.heads = nn.ModuleDict(
            {
                f.name: (PitchHead if f.name == "pitch" else Head)(config, f.name, f.size)
                for f in FIELDS
            }
        )
        offsets = torch.tensor(
            [sum(f.size for f in FEATURES[:i]) for i in range(len(FEATURES))], dtype=torch.long
        )
        self.offsets: Tensor
        self.register_buffer("offsets", offsets, persistent=False)

    def forward(self, inputs: Inputs, state: State | None = None) -> tuple[list[Tensor], State]:
        """Logits of all fields at all steps, given the true fields before each.

        Returns the logits of shift (B, T, classes), pitch, duration and velocity, chord
        notes below the floor masked out, and the state to carry on with.
        """
        read = _embedding_sum(inputs.features + self.offsets, self.read.weight)
        read = read + self.harmony(inputs.harmony)
        h, core = self.core(read, state and state.core)
        h = self.norm(h)
        memory = None
        seen = [h]
        if self.memory is not None:
            found, memory = self.memory(h, read, inputs.lag, state and state.memory)
            seen.append(found)
        trunk = self.dropout(torch.cat(seen, dim=-1))
        return self._logits(trunk, inputs), State(core, memory)

    def _logits(self, trunk: Tensor, inputs: Inputs) -> list[Tensor]:
        told = {
            "shift": inputs.targets[..., 0],
            "pitch": inputs.targets[..., 1],
            "duration": inputs.targets[..., 2],
            "in_bar": inputs.landing[..., 0],
            "in_beat": inputs.landing[..., 1],
        }
        logits = []
        for (name, head), z in zip(self.heads.items(), self._projected(trunk), strict=True):
            conditions = [told[c] for c, _ in CONDITIONS[name]]
            if isinstance(head, PitchHead):
                before = inputs.features[..., FEATURE_INDEX["pitch"]] - 1
                previous = torch.where(before < 0, UNSET_PITCH, before)
                raw = head.pitch_logits(z, conditions, previous, inputs.around)
                pitches = torch.arange(raw.shape[-1], device=raw.device)
                logits.append(raw.masked_fill(pitches <= inputs.floor[..., None], -1e9))
            else:
                told_of = inputs.hints[..., HINTED.index(name), :] if name in HINTED else None
                logits.append(head(z, conditions, told_of))
        return logits

    def _projected(self, trunk: Tensor) -> Sequence[Tensor]:
        """What each head makes of the state: one product for all of them."""
        weight, bias = (
            torch.cat([self.get_parameter(f"heads.{name}.state.{kind}") for name in self.heads])
            for kind in ("weight", "bias")
        )
        return functional.linear(trunk, weight, bias).chunk(len(self.heads), dim=-1)


def _embedding_sum(rows: Tensor, table: Tensor) -> Tensor:
    """Sum of the table's rows named by the last axis: (B, T, K) -> (B, T, width)."""
    batch, steps, count = rows.shape
    flat = functional.embedding_bag(rows.reshape(batch * steps, count), table, mode="sum")
    return flat.view(batch, steps, -1)
