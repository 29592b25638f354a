"""What can be asked of a continuation, as data."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

from melodyrnn.errors import RequestError
from melodyrnn.music.notes import MAX_PITCH

KeyRule = Literal["off", "prefer", "only"]
KEY_RULES: tuple[KeyRule, ...] = get_args(KeyRule)

Ending = Literal["resolve", "open"]
ENDINGS: tuple[Ending, ...] = get_args(Ending)

MAX_BARS = 256
MAX_TAKES = 256
MAX_TEMPERATURE = 5.0
LEAST_COPIED, MOST_COPIED = 4, 64
"""Between these lies the longest run of notes that a limit to copying may allow."""

NO_RECIPE = "The recipe is incomplete or not one of ours; copy it whole from where it was shown."


@dataclass(frozen=True, slots=True)
class TakeRequest:
    """One request: the same request, seed notes and model give the same takes, to the byte.

    Raises:
        RequestError: a value outside its range; the message says which.
    """

    bars: int = 4
    """Whole bars to write after the bar the seed ends in, 1-256."""
    takes: int = 4
    """How many different continuations, 1-256."""
    pitch_temperature: float = 1.0
    """Boldness of pitches, 0-5: 0 always takes the likeliest, 1 is the model's own."""
    rhythm_temperature: float = 1.0
    """Boldness of onsets and durations, likewise."""
    top_p: float = 0.9
    """Only the likeliest choices that make up this share are drawn from, above 0 to 1.

    Where chords are written two fifths as much is cut off, since an onset takes several draws.
    """
    key_rule: KeyRule = "off"
    """off: any pitch. prefer: tones of the key are likelier. only: no other tones."""
    lowest: int = 0
    """Lowest MIDI pitch to write."""
    highest: int = MAX_PITCH
    """Highest MIDI pitch to write."""
    ending: Ending = "resolve"
    """resolve: the last two bars are chosen for how well they close. open: as they come."""
    style: str = ""
    """One of the model's styles; empty leaves it open."""
    random_seed: int = 0
    """Another number gives other takes."""
    most_copied: int = 0
    """So many notes in a row, 4-64, may stand in a piece the model learned from; 0: any number."""

    def __post_init__(self) -> None:
        _check_whole("bars", self.bars, 1, MAX_BARS)
        _check_whole("takes", self.takes, 1, MAX_TAKES)
        _check("pitch temperature", self.pitch_temperature, 0, MAX_TEMPERATURE)
        _check("rhythm temperature", self.rhythm_temperature, 0, MAX_TEMPERATURE)
        _check_whole("lowest pitch", self.lowest, 0, MAX_PITCH)
        _check_whole("highest pitch", self.highest, 0, MAX_PITCH)
        _check_whole("random seed", self.random_seed, 0, 2**63 - 1)
        _check_whole("longest copy", self.most_copied, 0, MOST_COPIED)
        if 0 < self.most_copied < LEAST_COPIED:
            raise RequestError(
                f"The longest copy allowed must be {LEAST_COPIED} to {MOST_COPIED} notes, or 0 for"
                " no limit: fewer are anybody's."
            )
        if not 0 < self.top_p <= 1:
            raise RequestError("Top-p must lie above 0 and at most at 1.")
        if self.lowest > self.highest:
            raise RequestError("The range is upside down: give it as lowest-highest, like 55-79.")
        if self.key_rule not in KEY_RULES or self.ending not in ENDINGS:
            raise RequestError("The key rule or the ending is none of those there are.")

    def to_json(self) -> dict[str, Any]:
        """As plain numbers and texts, for recipes."""
        said = asdict(self)
        if not self.most_copied:  # as it was written before there was a limit
            del said["most_copied"]
        return said

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> TakeRequest:
        """From what `to_json` gave; raises RequestError for anything else."""
        try:
            said = {"most_copied": 0, **data}
            return cls(**{f.name: said[f.name] for f in fields(cls)})
        except (KeyError, TypeError) as error:
            raise RequestError(NO_RECIPE) from error


def _check_whole(name: str, value: int, low: int, high: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise RequestError(f"The {name} must be a whole number from {low} to {high}.")
    _check(name, value, low, high)


def _check(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise RequestError(f"The {name} must lie between {low:g} and {high:g}.")
