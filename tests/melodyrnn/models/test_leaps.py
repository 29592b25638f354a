"""What leaps weigh, added up."""

from __future__ import annotations

import torch

from melodyrnn.models.config import INTERVALS
from melodyrnn.models.leaps import reached


def slowly(leaps: torch.Tensor, pitches: torch.Tensor) -> torch.Tensor:
    """The same, one number at a time; of one step: (kinds, INTERVALS), (kinds, slots)."""
    total = []
    for to in range(128):
        weights = [
            leaps[kind, min(max(to - start + INTERVALS // 2, 0), INTERVALS - 1)]
            for kind, slots in enumerate(pitches.tolist())
            for start in slots
            if start >= 0
        ]
        total.append(torch.stack(weights).sum() if weights else torch.zeros(()))
    return torch.stack(total)


def test_it_is_the_sum_of_the_leaps_from_all_pitches_there_are_and_so_is_its_gradient() -> None:
    torch.manual_seed(0)
    leaps = torch.randn(2, 3, 4, INTERVALS, requires_grad=True)
    pitches = torch.randint(-60, 128, (2, 3, 4, 5))
    pitches[0, 0] = -1
    pitches[0, 1, 0, 0], pitches[0, 1, 1, 0] = 0, 127
    wanted = torch.randn(2, 3, 128)

    found = reached(leaps, pitches)
    (quick,) = torch.autograd.grad((found * wanted).sum(), leaps)
    flat = zip(leaps.flatten(0, 1), pitches.flatten(0, 1), strict=True)
    expected = torch.stack([slowly(*step) for step in flat]).view(2, 3, 128)
    (slow,) = torch.autograd.grad((expected * wanted).sum(), leaps)

    assert torch.allclose(found, expected, atol=1e-5)
    assert torch.allclose(quick, slow, atol=1e-4)
    assert (found[0, 0] == 0).all()
