"""The palettes of all kinds of notes, worked out once for a look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from gui.piano_roll.copied_tones import copied_palette, with_copied
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
    """One palette for each kind of note; in the last three the copied ones are tinted."""

    colours: Colours
    melody: Palette
    selected: Palette
    others: Palette
    idea: Palette
    surprise: Palette
    copied: Palette
    copied_melody: Palette
    copied_idea: Palette
    copied_surprise: Palette

    @staticmethod
    @lru_cache(maxsize=2)  # canvas and velocity lane ask for the same
    def of(colours: Colours) -> Palettes:
        """Those of a look."""
        melody = velocity_palette(colours, colours.accent)
        idea = velocity_palette(colours, colours.idea)
        surprise, copied = surprise_palette(colours), copied_palette(colours)
        return Palettes(
            colours=colours,
            melody=melody,
            selected=plain_palette(colours.selected),
            others=ghost_palette(colours, colours.other_part),
            idea=idea,
            surprise=surprise,
            copied=copied,
            copied_melody=with_copied(melody, copied),
            copied_idea=with_copied(idea, copied),
            copied_surprise=with_copied(surprise, copied),
        )
