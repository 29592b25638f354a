"""The palettes of all kinds of notes, worked out once for a look."""

from __future__ import annotations

from dataclasses import dataclass

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

    @classmethod
    def of(cls, colours: Colours) -> Palettes:
        """Those of a look."""
        return cls(
            colours=colours,
            melody=velocity_palette(colours, colours.accent),
            selected=plain_palette(colours.selected),
            others=ghost_palette(colours, colours.other_part),
            idea=velocity_palette(colours, colours.idea),
            surprise=surprise_palette(colours),
        )
