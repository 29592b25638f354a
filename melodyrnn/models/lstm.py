"""A long short-term memory (Hochreiter & Schmidhuber 1997) that learns faster on processors.

The same weights, names and results as `torch.nn.LSTM`. What differs: in 16-bit floats on a
CPU the library behind torch (oneDNN) adds each step's gradient to all the weights' at once,
megabytes for each note of the batch. Here the gates of all steps are kept, and the
gradients of the weights are one large product at the end.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import torch
from torch import Tensor, nn

Pair: TypeAlias = tuple[Tensor, Tensor]

WIDE = 384
"""From so many units on this is the faster way on one thread; below, oneDNN's sums stay in the
cache. On two quiet cores oneDNN's is faster at any width: 5.7 k notes/s for 4.5 k."""


class Lstm(nn.LSTM):
    """One layer, batch first. It is torch's own but when a wide one learns in bf16 on a CPU."""

    def __init__(self, width: int, hidden: int, *, batch_first: bool = True) -> None:
        super().__init__(width, hidden, batch_first=batch_first)

    def forward(  # type: ignore[override]  # no packed sequences
        self, x: Tensor, before: Pair | None = None
    ) -> tuple[Tensor, Pair]:
        """Reads x (B, T, width) from (h, c), each (1, B, hidden); returns (B, T, hidden) and them.

        c is kept in 32 bits.
        """
        has_threads = torch.get_num_threads() > 1
        if self.hidden_size < WIDE or has_threads or not _is_learning_in_bf16(x):
            plain: tuple[Tensor, Pair] = super().forward(x, before)
            return plain
        if before is None:
            nothing = x.new_zeros(1, len(x), self.hidden_size)
            before = nothing, nothing
        half = torch.bfloat16
        from_below, from_before, *biases = self.parameters()
        h, c = (state[0] for state in before)
        y, last = _Steps.apply(  # type: ignore[no-untyped-call]  # torch's own
            x.to(half).transpose(0, 1),
            h.to(half),
            c.float(),
            from_below.to(half),
            from_before.to(half),
            (biases[0] + biases[1]).to(half),
        )
        return y.transpose(0, 1), (y[-1:], last[None])


def _is_learning_in_bf16(x: Tensor) -> bool:
    return (
        x.device.type == "cpu"
        and torch.is_grad_enabled()
        and torch.is_autocast_enabled("cpu")
        and torch.get_autocast_dtype("cpu") == torch.bfloat16
    )


class _Steps(torch.autograd.Function):
    """All steps of a layer, time first. Gates stand in torch's order: in, forget, new, out.

    tanh(x) is taken as 2 sigmoid(2 x) - 1, which torch has in a sixth of the time.
    """

    @staticmethod
    def forward(ctx: Any, *inputs: Tensor) -> Pair:
        """From x (T, B, width), h and c (B, hidden), weights and the bias of the gates."""
        x, h, c, from_below, from_before, bias = inputs
        (steps, batch, width), hidden = x.shape, h.shape[1]
        x = x.contiguous()
        gates = torch.addmm(bias, x.view(-1, width), from_below.t()).view(steps, batch, -1)
        states, cells = x.new_empty(steps + 1, batch, hidden), c.new_empty(steps + 1, *c.shape)
        states[0], cells[0] = h, c
        opened = c.new_empty(steps, batch, 4 * hidden)
        shown = c.new_empty(steps, batch, hidden)  # tanh of the cells
        recurrent, turned = torch.empty_like(gates[0]), from_before.t()
        views = zip(
            gates, opened, shown, states[:-1], states[1:], cells[:-1], cells[1:], strict=True
        )
        for gate, now, tanh, h_before, h_after, c_before, c_after in views:
            torch.mm(h_before, turned, out=recurrent)
            now.copy_(gate.add_(recurrent))
            enter, keep, new, out = now.chunk(4, dim=1)
            new.mul_(2)
            now.sigmoid_()
            new.mul_(2).sub_(1)
            torch.mul(keep, c_before, out=c_after).addcmul_(enter, new)
            torch.mul(c_after, 2, out=tanh).sigmoid_().mul_(2).sub_(1)
            h_after.copy_(tanh * out)
        ctx.save_for_backward(x, states, cells, opened, shown, from_below, from_before)
        return states[1:], cells[-1].clone()

    @staticmethod
    def backward(ctx: Any, *after: Tensor) -> tuple[Tensor, ...]:
        """Gradients of all inputs from those of the states and the last cell."""
        x, states, cells, opened, shown, from_below, from_before = ctx.saved_tensors
        dy, dc = after[0].float(), after[1].clone()
        d_gates = x.new_empty(opened.shape)
        d_state = torch.zeros_like(dc)
        d_now = torch.empty_like(opened[0])
        for k in range(len(opened) - 1, -1, -1):
            d_state = d_state.add_(dy[k])
            dc = _step_back(d_now, d_state, dc, opened[k], shown[k], cells[k])
            d_gates[k] = d_now
            d_state = (d_gates[k] @ from_before).float()
        flat = d_gates.flatten(0, 1)
        return (
            (flat @ from_below).view_as(x),
            d_state.to(x.dtype),
            dc,
            flat.t() @ x.flatten(0, 1),
            flat.t() @ states[:-1].flatten(0, 1),
            flat.sum(0),
        )


def _step_back(
    d_gates: Tensor, dh: Tensor, dc: Tensor, gates: Tensor, shown: Tensor, c_before: Tensor
) -> Tensor:
    """One step backwards: fills d_gates (B, 4 x hidden), returns the gradient of the cell before.

    gates: opened ones. shown: tanh of the cell after the step.
    """
    enter, keep, new, out = gates.chunk(4, dim=1)
    d_enter, d_keep, d_new, d_out = d_gates.chunk(4, dim=1)
    through = dh * out
    loud = through * shown
    torch.addcmul(loud, loud, out, value=-1, out=d_out)
    dc = dc.add_(through).addcmul_(loud, shown, value=-1)
    entered = dc * enter
    both = entered * new
    torch.addcmul(both, both, enter, value=-1, out=d_enter)
    torch.addcmul(entered, both, new, value=-1, out=d_new)
    kept = dc.mul_(keep)
    old = kept * c_before
    torch.addcmul(old, old, keep, value=-1, out=d_keep)
    return kept
