"""Dropout that silences the same units throughout a piece."""

from __future__ import annotations

import torch

from melodyrnn.models.dropout import PieceDropout


def test_the_same_units_are_silent_at_every_step_of_a_piece() -> None:
    out = PieceDropout(0.5)(torch.ones(8, 50, 64))

    assert torch.equal(out, out[:, :1].expand_as(out))
    assert set(out.unique().tolist()) == {0.0, 2.0}


def test_each_piece_has_its_own_silent_units() -> None:
    out = PieceDropout(0.5)(torch.ones(8, 1, 64))[:, 0]

    assert len({tuple(row) for row in out.tolist()}) == 8


def test_on_average_nothing_changes() -> None:
    out = PieceDropout(0.25)(torch.ones(400, 1, 100))

    assert abs(out.mean().item() - 1) < 0.02
    assert abs((out == 0).float().mean().item() - 0.25) < 0.02


def test_nothing_is_silenced_outside_training() -> None:
    x = torch.randn(2, 5, 8)

    assert PieceDropout(0.9).eval()(x) is x
    assert PieceDropout(0.0)(x) is x
