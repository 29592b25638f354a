"""What is to be heard: a piece, and how loud each of its parts is."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from melodyrnn.music.piece import Piece


@dataclass(frozen=True, slots=True)
class Score:
    """A piece to play. gains: one a part, what its loudness is multiplied by; 0 is silent.

    Raises:
        ValueError: a gain too many or too few, or one below 0.
    """

    piece: Piece
    gains: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if len(self.gains) != len(self.piece.parts):
            raise ValueError("a score has one gain for each part")
        if not all(isfinite(gain) and gain >= 0 for gain in self.gains):
            raise ValueError("gains must be at least 0")

    @classmethod
    def of_piece(cls, piece: Piece, gain: float = 1.0) -> Score:
        """All parts equally loud."""
        return cls(piece, (gain,) * len(piece.parts))
