"""Our LSTM against torch's."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from melodyrnn.models.lstm import WIDE, Lstm

HALF = pytest.mark.parametrize("is_half", [False, True], ids=["fp32", "bf16"])


def outcome(layer: torch.nn.LSTM, *, is_half: bool) -> list[Tensor]:
    """Output, last state, and the gradients of all that is put in, from state to state."""
    torch.manual_seed(1)
    x = torch.randn(3, 9, 5, requires_grad=True)
    before = [torch.randn(1, 3, WIDE, requires_grad=True) for _ in range(2)]
    with torch.autocast("cpu", torch.bfloat16, enabled=is_half):
        y, (h, c) = layer(x, tuple(before))
    loss = sum((out.float() * torch.randn(out.shape)).sum() for out in (y, h, c))
    assert isinstance(loss, Tensor)
    loss.backward()  # type: ignore[no-untyped-call]  # torch's own
    gradients = [t.grad for t in (x, *before, *layer.parameters())]
    return [y, h, c, *(g for g in gradients if g is not None)]


@HALF
def test_it_gives_and_learns_what_torchs_does(is_half: bool) -> None:
    ours = Lstm(5, WIDE)
    torchs = torch.nn.LSTM(5, WIDE, batch_first=True)
    torchs.load_state_dict(ours.state_dict())
    got, expected = outcome(ours, is_half=is_half), outcome(torchs, is_half=False)

    assert len(got) == len(expected) == 10
    for a, b in zip(got, expected, strict=True):
        away = (a.float() - b).norm() / b.norm()
        assert a.shape == b.shape
        assert away < (0.02 if is_half else 1e-6)


def test_it_starts_from_nothing_and_learns_the_same_twice() -> None:
    layer = Lstm(5, WIDE)
    x = torch.randn(2, 7, 5)
    grown = []
    for before in (None, (torch.zeros(1, 2, WIDE), torch.zeros(1, 2, WIDE))):
        with torch.autocast("cpu", torch.bfloat16):
            y, _ = layer(x, before)
        grown.append(torch.autograd.grad(y.sum(), list(layer.parameters())[1])[0])

    assert torch.equal(*grown)
    with torch.autocast("cpu", torch.bfloat16), torch.no_grad():
        assert torch.allclose(layer(x)[0].float(), y.float(), atol=0.02)
