"""What leaps weigh: to every pitch from each of those that a note is weighed by."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from melodyrnn.encoding.spec import PITCHES
from melodyrnn.models.config import INTERVALS

_BESIDE = PITCHES - 1 - INTERVALS // 2
"""Leaps on either side that are wider than the widest that is told apart, and weigh the same."""
_REACH = INTERVALS + 2 * _BESIDE
"""Leaps from any pitch to any other."""


def reached(leaps: Tensor, pitches: Tensor) -> Tensor:
    """What the leaps to each pitch weigh together: (B, T, 128).

    leaps: (B, T, kinds, INTERVALS), what each leap weighs from pitches of each kind. pitches:
    (B, T, kinds, slots), negative where there is none.
    """
    step, kind, slot = (pitches.flatten(0, 1) >= 0).nonzero().unbind(1)
    start = pitches.flatten(0, 1)[step, kind, slot]
    flat = leaps.flatten(0, 1)
    weighed = _Reached.apply(flat, step, kind, start)  # type: ignore[no-untyped-call]  # torch's own
    found: Tensor = weighed.unflatten(0, pitches.shape[:2])
    return found


class _Reached(torch.autograd.Function):
    """Sums of stretches of rows. To gather number by number takes several times as long.

    Of leaps (N, kinds, INTERVALS) each of M starts, at its step and of its kind, adds the
    stretch of 128 leaps that lead from it to all pitches.
    """

    @staticmethod
    def forward(ctx: Any, leaps: Tensor, step: Tensor, kind: Tensor, start: Tensor) -> Tensor:
        """(N, 128) in 32 bits."""
        count, kinds, _ = leaps.shape
        used, row = torch.unique_consecutive(step * kinds + kind, return_inverse=True)
        ctx.save_for_backward(step, used, row, start)
        ctx.shape, ctx.dtype = leaps.shape, leaps.dtype
        rows = leaps.flatten(0, 1).index_select(0, used).float()
        beside = len(rows), _BESIDE
        wide = torch.cat([rows[:, :1].expand(beside), rows, rows[:, -1:].expand(beside)], dim=1)
        stretches = _stretches(wide, row, PITCHES - 1 - start, PITCHES)
        return stretches.new_zeros(count, PITCHES).index_add_(0, step, stretches)

    @staticmethod
    def backward(ctx: Any, *wanted: Tensor) -> tuple[Tensor, None, None, None]:
        """Each start hands on what is wanted of its stretch."""
        step, used, row, start = ctx.saved_tensors
        apart = torch.nn.functional.pad(wanted[0].float(), (PITCHES - 1, PITCHES - 1))
        wide = apart.new_zeros(len(used), _REACH)
        wide.index_add_(0, row, _stretches(apart, step, start, _REACH))
        rows = wide[:, _BESIDE:-_BESIDE]
        rows[:, 0] += wide[:, :_BESIDE].sum(1)
        rows[:, -1] += wide[:, -_BESIDE:].sum(1)
        leaps = torch.zeros(ctx.shape, dtype=ctx.dtype, device=rows.device)
        leaps.flatten(0, 1).index_copy_(0, used, rows.to(ctx.dtype))
        return leaps, None, None, None


def _stretches(table: Tensor, row: Tensor, first: Tensor, length: int) -> Tensor:
    """Of each row named (M,) the columns from `first` (M,) on: (M, length)."""
    width = table.shape[1]
    every = table.contiguous().as_strided((table.numel() - length + 1, length), (1, 1))
    return every.index_select(0, row * width + first)
