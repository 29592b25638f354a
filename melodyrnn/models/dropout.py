"""Dropout that silences the same units at every step of a piece.

Gal & Ghahramani 2016: a mask that changes from note to note lets a recurrent network
average it away; one mask a piece regularises, and is cheaper to draw.
"""

from __future__ import annotations

from torch import Tensor, nn


class PieceDropout(nn.Module):
    """Silences a share of the units of (B, T, width), the same ones for all T steps."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """The same shape; untouched when not training."""
        if not self.training or not self.share:
            return x
        kept = x.new_empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - self.share)
        return x * kept.div_(1 - self.share)
