"""Nats a frame: what a model of notes pays for piano rolls, frame by frame.

Convention (Bai, Kolter & Koltun 2018): frames 2 to T of each piece are predicted, each given
all before; log-likelihoods of whole frames are summed over all pieces and divided by the
number of such frames.

A piece becomes notes of one frame each, and the model pays for every one of them: shift, pitch
and duration. Velocity is clamped: it is always the same, and drawn last. All that comes after
the notes of the first frame counts, so also that no further note belongs to that frame, and
that the piece is over (END), which the convention does not ask for. Both make the figure
higher, never lower: what is left over goes to music that is no roll of such frames. Without END
the last frame is only closed: -log P(nothing more is struck up to the piece's last frame).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from benchmarks.rolls import Roll
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.encoding.spec import FIELD_INDEX
from melodyrnn.encoding.timing import CLASS_COUNT, TICKS_PER_STEP, class_low, class_size
from melodyrnn.models.network import EventNetwork
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.training.batches import Chunk, View, chunks

VELOCITY = 80

DRAWN = ("shift", "pitch", "duration")
"""The fields that are paid for."""

_CHUNK_STEPS = 256
_BATCH_STEPS = 32768
"""Pieces of a batch times steps of the longest. Together they bound the memory, which of each
head of the in-piece memory holds chunk x batch."""

_SHIFT = FIELD_INDEX["shift"]
_COUNTED = [FIELD_INDEX[name] for name in DRAWN]


@dataclass(frozen=True, slots=True)
class Grid:
    """How frames lie in musical time: ticks of one, a multiple of a step, and the meter.

    Raises:
        ValueError: a frame is no whole number of steps.
    """

    frame_ticks: int = 240
    meter: Meter = field(default_factory=lambda: Meter(1, 8))

    def __post_init__(self) -> None:
        if self.frame_ticks < TICKS_PER_STEP or self.frame_ticks % TICKS_PER_STEP:
            raise ValueError(f"a frame must be a multiple of {TICKS_PER_STEP} ticks")

    @property
    def frame_steps(self) -> int:
        """Steps of a frame."""
        return self.frame_ticks // TICKS_PER_STEP


@dataclass(frozen=True, slots=True)
class FrameScore:
    """What a model pays for the frames 2 to T of some pieces together.

    nats: of shift, pitch and duration, END's among the shifts. end: END's alone. closed: nats
    for nothing more being struck, in place of `end`.
    """

    frames: int
    nats: NDArray[np.float64]
    end: float
    closed: float

    @classmethod
    def of(cls, scores: Sequence[FrameScore]) -> FrameScore:
        """All of them pooled."""
        return cls(
            sum(s.frames for s in scores),
            np.sum([s.nats for s in scores], axis=0) if scores else np.zeros(3),
            sum(s.end for s in scores),
            sum(s.closed for s in scores),
        )

    @property
    def with_end(self) -> float:
        """Nats a frame, END included."""
        return float(self.nats.sum()) / max(self.frames, 1)

    @property
    def without_end(self) -> float:
        """Nats a frame, the last frame of each piece only closed."""
        return float(self.nats.sum() - self.end + self.closed) / max(self.frames, 1)

    @property
    def by_field(self) -> tuple[float, ...]:
        """Nats a frame of shift, pitch and duration, END included."""
        return tuple((self.nats / max(self.frames, 1)).tolist())


@dataclass(frozen=True, slots=True)
class Paid:
    """What a model pays for one piece of n notes.

    nats: of each field at each step, (n + 1, 4), as `melodyrnn.engine.scoring.score` gives them.
    last: log P of each class of shift, END last, after the last note.
    """

    nats: NDArray[np.float64]
    last: NDArray[np.float64]

    @classmethod
    def mean(cls, each: Sequence[Paid]) -> Paid:
        """What is paid where the mean of the chances counts."""
        share = math.log(len(each))
        nats = -np.logaddexp.reduce([-paid.nats for paid in each], axis=0) + share
        return cls(nats, np.logaddexp.reduce([paid.last for paid in each], axis=0) - share)


def notes_of(roll: Roll, grid: Grid) -> NoteSequence:
    """A piece as notes of one frame each."""
    rows = [(t * grid.frame_ticks, pitch) for t, frame in enumerate(roll) for pitch in frame]
    onset, pitch = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    return NoteSequence.from_columns(onset, grid.frame_ticks, pitch, VELOCITY)


def read_roll(roll: Roll, grid: Grid) -> Reading:
    """A piece as the network reads it, its key unknown."""
    meters = MeterMap([MeterChange(0, grid.meter)])
    return read_notes(notes_of(roll, grid), meters, KeyMap([]))


@dataclass(frozen=True, slots=True)
class Scores:
    """What some networks pay, piece by piece: each of them, and all together."""

    by_network: list[list[FrameScore]]
    together: list[FrameScore]


def score_rolls(
    networks: Sequence[EventNetwork], rolls: Sequence[Roll], grid: Grid, device: torch.device
) -> Scores:
    """The score of each piece by itself; one of a single frame has nothing to predict.

    Several networks are a committee: the mean of their chances counts, for each field of each
    note, so that the chances of all that could come still add up to one.
    """
    readings = [read_roll(roll, grid) for roll in rolls]
    paid = [pay(network, readings, device) for network in networks]

    def scored(of_each: Iterable[Paid]) -> list[FrameScore]:
        return [frame_score(r, grid, p) for r, p in zip(rolls, of_each, strict=True)]

    return Scores([scored(own) for own in paid], scored(map(Paid.mean, zip(*paid, strict=True))))


def frame_score(roll: Roll, grid: Grid, paid: Paid) -> FrameScore:
    """Frames 2 to T of a piece, given what was paid for its notes."""
    if len(roll) < 2:
        return FrameScore(0, np.zeros(3), 0.0, 0.0)
    last_frame = max((t for t, frame in enumerate(roll) if frame), default=0)
    silence = (len(roll) - 1 - last_frame) * grid.frame_steps
    return FrameScore(
        frames=len(roll) - 1,
        nats=paid.nats[len(roll[0]) :, _COUNTED].sum(axis=0),
        end=float(paid.nats[-1, _SHIFT]),
        closed=nothing_within(paid.last, silence),
    )


def nothing_within(log_chances: NDArray[np.float64], steps: int) -> float:
    """-log P(no further note at all, or none up to so many steps from the last).

    log_chances: of each class of shift, END last. A class of many values may lie on both sides.
    """
    classes = np.arange(CLASS_COUNT)
    size = class_size(classes)
    beyond = np.clip(class_low(classes) + size - 1 - steps, 0, size)
    share = np.append(beyond / size, 1.0)
    some = share > 0
    return -float(np.logaddexp.reduce(log_chances[some] + np.log(share[some])))


def pay(network: EventNetwork, readings: Sequence[Reading], device: torch.device) -> list[Paid]:
    """What a network pays for each piece, as it stands, in their order."""
    was_training = network.training
    network.eval()
    found: dict[int, Paid] = {}
    with torch.no_grad():
        for batch in _batches([len(reading) for reading in readings]):
            paid = _pay_batch(network, [readings[i] for i in batch], device)
            found |= dict(zip(batch, paid, strict=True))
    network.train(was_training)
    return [found[i] for i in range(len(readings))]


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Numbers of pieces of like length."""
    groups: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not groups or (len(groups[-1]) + 1) * lengths[i] > _BATCH_STEPS:
            groups.append([])
        groups[-1].append(i)
    return groups


def _pay_batch(
    network: EventNetwork, batch: Sequence[Reading], device: torch.device
) -> Iterator[Paid]:
    state = None
    nats: list[NDArray[np.float64]] = []
    last = np.zeros((len(batch), CLASS_COUNT + 1))
    ends = np.array([len(reading) - 1 for reading in batch])
    for chunk in chunks(batch, [View()] * len(batch), _CHUNK_STEPS, device):
        logits, state = network(chunk.inputs, state)
        first, steps = sum(n.shape[1] for n in nats), chunk.weights.shape[1]
        nats.append(_nats(logits, chunk))
        here = np.flatnonzero((ends >= first) & (ends < first + steps))
        at = torch.from_numpy(ends[here] - first).to(device)
        rows = logits[_SHIFT][torch.from_numpy(here).to(device), at].cpu().double()
        last[here] = functional.log_softmax(rows, dim=-1).numpy()
    paid = np.concatenate(nats, axis=1)
    for i, reading in enumerate(batch):
        yield Paid(paid[i, : len(reading)] + reading.residual, last[i])


def _nats(logits: Sequence[Tensor], chunk: Chunk) -> NDArray[np.float64]:
    """-log P of each field of a chunk (B, T, 4), 0 where nothing is drawn."""
    fields = [
        functional.cross_entropy(
            f.float().flatten(0, 1), chunk.inputs.targets[..., i].flatten(), reduction="none"
        )
        for i, f in enumerate(logits)
    ]
    nats = torch.stack(fields, dim=-1).view(chunk.weights.shape) * chunk.weights
    result: NDArray[np.float64] = nats.cpu().double().numpy()
    return result
