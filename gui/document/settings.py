"""What the generation panel sets, as one value; saved with the project."""

from __future__ import annotations

from dataclasses import dataclass

from melodyrnn.generation.request import Ending, KeyRule
from melodyrnn.music.notes import MAX_PITCH

STOPS = ("Faithful", "Balanced", "Adventurous", "Wild")
"""Names of the boldness 0, 1, 2 and 3."""

MAX_BOLDNESS = float(len(STOPS) - 1)


@dataclass(frozen=True, slots=True)
class TakeSettings:
    """How the next takes are to be. Boldness runs over `STOPS`: 0 Faithful to 3 Wild."""

    model: str = ""
    """Name of a model on the shelf; empty: the default one."""
    takes: int = 4
    """How many, 1-8."""
    bars: int = 4
    """How long, 1-16 bars."""
    boldness: float = 1.0
    """The one visible slider, 0-3."""
    pitch_offset: float = 0.0
    """Added to the boldness of pitches, -3 to 3."""
    rhythm_offset: float = 0.0
    """Added to the boldness of rhythm, likewise."""
    key_rule: KeyRule = "prefer"
    """Stay in key."""
    lowest: int = 0
    """Lowest pitch to write."""
    highest: int = MAX_PITCH
    """Highest pitch to write."""
    ending: Ending = "resolve"
    """Whether the last bars are chosen for how well they close."""
    style: str = ""
    """One of the model's styles; empty leaves it open."""
    random_seed: int = 1
    """Another number gives other takes."""
    is_seed_locked: bool = False
    """Locked: generating again gives the same takes; open: the dice roll each time."""
    most_copied: int = 0
    """At most so many notes in a row as in the training music, 4-64; 0: no limit."""

    @property
    def pitch_boldness(self) -> float:
        """Boldness of pitches, within 0 to 3."""
        return min(max(self.boldness + self.pitch_offset, 0.0), MAX_BOLDNESS)

    @property
    def rhythm_boldness(self) -> float:
        """Boldness of rhythm, within 0 to 3."""
        return min(max(self.boldness + self.rhythm_offset, 0.0), MAX_BOLDNESS)
