"""The palettes of all kinds of notes, worked out once for a look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from gui.piano_roll.tones import (
    Palette,
    ghost_palette,
    plain_palette,
    surprise_palette,
    velocity_palette,
)
from gui.theme import Colours


@dataclass(frozen=True, slots=True, eq=False)
class Palettes:
    """One palette for each kind of note."""

    colours: Colours
    melody: Palette
    selected: Palette
    others: Palette
    idea: Palette
    surprise: Palette

    @staticmethod
    @lru_cache(maxsize=2)  # canvas and velocity lane ask for the same
    def of(colours: Colours) -> Palettes:
        """Those of a look."""
        return Palettes(
            colours=colours,
            melody=velocity_palette(colours, colours.accent),
            selected=plain_palette(colours.selected),
            others=ghost_palette(colours, colours.other_part),
            idea=velocity_palette(colours, colours.idea),
            surprise=surprise_palette(colours),
        )
