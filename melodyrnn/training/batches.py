"""Readings of pieces, side by side, as chunks of tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from melodyrnn.encoding.around import NONE
from melodyrnn.encoding.echoes import UNTOLD
from melodyrnn.encoding.features import lag_buckets
from melodyrnn.encoding.reading import Reading
from melodyrnn.encoding.spec import FEATURE_INDEX
from melodyrnn.models.network import Inputs
from melodyrnn.music.notes import MAX_PITCH, IntArray
from melodyrnn.training.settings import TrainSettings

_PITCH = FEATURE_INDEX["pitch"]
_PITCH_CLASS = FEATURE_INDEX["pitch_class"]
_KEY = FEATURE_INDEX["key"]
_STYLE = FEATURE_INDEX["style"]


class Chunk(NamedTuple):
    """A stretch of a batch of pieces.

    weights: (B, T, 4), 1 where a field is really drawn: not in padding, and of END only
    the shift. is_first: no state carries into this chunk.
    """

    inputs: Inputs
    weights: Tensor
    is_first: bool


@dataclass(frozen=True, slots=True)
class View:
    """How one piece is shown this time: moved by `semitones`; what is told of it or not.

    hide_hints: what sounds around each note and what the piece so far foretells.
    """

    semitones: int = 0
    hide_key: bool = False
    hide_style: bool = False
    hide_hints: bool = False


def random_view(
    reading: Reading,
    rng: np.random.Generator,
    *,
    hide_key: float,
    hide_style: float,
    hide_hints: float = 0.0,
) -> View:
    """As it stands in its frame, or moved by up to six semitones with the key hidden.

    The frame already makes all keys one; hiding it now and then (`hide_key`, a share)
    teaches the network to find its way where no key is known. Styles likewise, and hints, on
    which it leans too much where there is little to learn from.
    """
    hidden = View(
        hide_style=bool(rng.random() < hide_style),
        hide_hints=hide_hints > 0 and bool(rng.random() < hide_hints),
    )
    if reading.frame.key is not None and rng.random() >= hide_key:
        return hidden
    pitch = reading.targets[:-1, 1]
    low = max(-6, -int(pitch.min(initial=127)))
    high = min(6, 127 - int(pitch.max(initial=0)))
    return replace(hidden, semitones=int(rng.integers(low, high + 1)), hide_key=True)


def random_views(
    readings: Sequence[Reading], rng: np.random.Generator, settings: TrainSettings
) -> list[View]:
    """One for each piece, by the shares of some settings."""
    shares = {
        "hide_key": settings.hide_key,
        "hide_style": settings.hide_style,
        "hide_hints": settings.hide_hints,
    }
    return [random_view(reading, rng, **shares) for reading in readings]


_BLUR = 0.05
"""Lengths are blurred by up to this share before pieces are grouped by them."""

_COUNTED_STEPS = 512
"""Of a longer piece so many steps count: one piece alone leaves a processor half idle. Lieder and
quartets were learned at 2.6 k notes/s in batches of one long piece, at 4.2 k side by side."""

_LARGEST_TABLE = 1 << 18
"""Entries of the table of distances; music with wider ones is classed one by one."""


def batches_by_length(
    readings: Sequence[Reading], notes: int, rng: np.random.Generator | None = None
) -> list[list[int]]:
    """Groups pieces of like length, about `notes` notes a batch, so that little is padding.

    With `rng`, to learn from them, the groups and their order differ from call to call, and of
    long pieces a batch holds more notes, so many that several are read side by side.
    """
    length = np.array([len(r) for r in readings])
    blurred = length * (1 + _BLUR * rng.random(len(length))) if rng is not None else length
    groups: list[list[int]] = []
    for index in np.argsort(blurred, kind="stable").tolist():
        counted = length[index] if rng is None else min(length[index], _COUNTED_STEPS)
        if not groups or (len(groups[-1]) + 1) * counted > notes:
            groups.append([])
        groups[-1].append(index)
    if rng is not None:
        rng.shuffle(groups)
    return groups


def chunks(
    readings: Sequence[Reading], shown: Sequence[View], size: int, device: torch.device
) -> Iterator[Chunk]:
    """A batch of pieces as consecutive chunks of at most `size` steps, padded at the end."""
    if not readings:
        return
    steps = max(len(r) for r in readings)
    features = _stacked([r.features for r in readings], steps)
    harmony = _stacked([r.harmony for r in readings], steps)
    targets = _stacked([r.targets for r in readings], steps)
    landing = _stacked([r.landing for r in readings], steps)
    floor = _stacked([r.floor for r in readings], steps, fill=-1)
    around = _stacked([_all_around(r) for r in readings], steps, fill=-1)
    hints = _stacked([np.stack([r.echoes.shift, r.echoes.duration], 1) for r in readings], steps)
    onset = _stacked([r.onset for r in readings], steps)
    spans = _stacked([r.spans for r in readings], steps, fill=1)
    for i, view in enumerate(shown):
        _show(features[i], harmony[i], targets[i], floor[i], view)
        around[i] = NONE if view.hide_hints else _moved(around[i], view.semitones)
        if view.hide_hints:
            hints[i] = UNTOLD
    weights = _stacked([_drawn(len(r)) for r in readings], steps)
    before = np.concatenate([np.zeros_like(onset[:, :1]), onset[:, :-1]], axis=1)
    for start in range(0, steps, size):
        span = slice(start, min(start + size, steps))
        lag = _lag_classes(onset[:, span], before[:, : span.stop], spans[:, span])
        inputs = Inputs(
            features=_tensor(features[:, span], torch.int64, device),
            harmony=_tensor(harmony[:, span], torch.float32, device),
            lag=_tensor(lag, torch.int64, device),
            targets=_tensor(targets[:, span], torch.int64, device),
            landing=_tensor(landing[:, span], torch.int64, device),
            floor=_tensor(floor[:, span], torch.int64, device),
            around=_tensor(around[:, span], torch.int64, device),
            hints=_tensor(hints[:, span], torch.int64, device),
        )
        yield Chunk(inputs, _tensor(weights[:, span], torch.float32, device), start == 0)


def _moved(pitches: IntArray, semitones: int) -> IntArray:
    """Pitches around a note, moved; what is foretold may lie outside of the piece's own range."""
    moved = pitches + semitones
    moved[(pitches < 0) | (moved < 0) | (moved > MAX_PITCH)] = NONE
    return moved


def _lag_classes(onset: IntArray, before: IntArray, spans: IntArray) -> NDArray[np.uint8]:
    """`lag_buckets` from each step (B, T) to each entry (B, S): (B, T, S).

    Of bars and beats (B, T, 2) there are few in one batch, so that all classes are looked
    up in one small table.
    """
    lag = onset[:, :, None] - before[:, None]
    np.maximum(lag, 0, out=lag)
    measures, which = np.unique(spans[..., 0] << 20 | spans[..., 1], return_inverse=True)
    longest = int(lag.max(initial=0)) + 1
    if len(measures) * longest > _LARGEST_TABLE:
        return lag_buckets(lag, spans[:, :, None]).astype(np.uint8)
    known = np.stack([measures >> 20, measures & ((1 << 20) - 1)], axis=1)
    table = lag_buckets(np.arange(longest), known[:, None]).astype(np.uint8)
    lag += which.reshape(onset.shape)[:, :, None] * longest
    return table.ravel().take(lag)


def _all_around(reading: Reading) -> NDArray[np.int16]:
    """Pitches that sound around, then those foretold: (T, kinds, SLOTS)."""
    both: NDArray[np.int16]
    both = np.concatenate([reading.around, reading.echoes.pitches], axis=1, dtype=np.int16)
    return both


def _drawn(steps: int) -> NDArray[np.float32]:
    weights = np.ones((steps, 4), dtype=np.float32)
    weights[-1, 1:] = 0
    return weights


def _stacked(rows: Sequence[NDArray[np.generic]], steps: int, fill: int = 0) -> IntArray:
    stack = np.full((len(rows), steps, *rows[0].shape[1:]), fill, dtype=rows[0].dtype)
    for i, row in enumerate(rows):
        stack[i, : len(row)] = row
    return stack


def _show(
    features: IntArray, harmony: IntArray, targets: IntArray, floor: IntArray, view: View
) -> None:
    """Changes one padded piece in place; only rows that hold a pitch are moved."""
    if view.hide_key:
        features[:, _KEY] = 0
    if view.hide_style:
        features[:, _STYLE] = 0
    if not view.semitones:
        return
    read = features[:, _PITCH] > 0
    features[read, _PITCH] += view.semitones
    features[read, _PITCH_CLASS] = 1 + (features[read, _PITCH] - 1) % 12
    harmony[:] = np.roll(harmony.reshape(-1, 2, 12), view.semitones, axis=2).reshape(harmony.shape)
    targets[:-1][read[1:], 1] += view.semitones
    floor[floor >= 0] += view.semitones


def _tensor(array: NDArray[np.generic], dtype: torch.dtype, device: torch.device) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(array)).to(device=device, dtype=dtype)
