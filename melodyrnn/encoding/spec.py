"""What the network reads and writes, as data: saved with every model, checked on loading.

Two tables. FIELDS is what the network draws for each note; FEATURES is what it is told
about each note it has read. All features can be computed while notes stream in.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from melodyrnn.encoding.timing import CLASS_COUNT, STEPS_PER_QUARTER

SPEC_VERSION = 1

PITCHES = 128
END_CLASS = CLASS_COUNT
"""The class of `shift` that ends a piece."""

MAX_INTERVAL = 24
"""Wider leaps than two octaves count as two octaves."""

POSITIONS = 192
"""Positions in a bar that are told apart, in steps: two whole notes."""

PHRASE_BARS = 16
"""Bars are counted modulo this: phrases come in 2, 4, 8 and 16 bars."""

VELOCITY_BINS = 16

HARMONY_SIZE = 24
"""Twelve pitch classes struck at the previous onset, then twelve struck so far at this one."""

METERS = (
    (4, 4), (3, 4), (2, 4), (6, 8), (2, 2), (9, 8), (12, 8), (3, 8), (3, 2), (6, 4), (5, 4),
    (7, 8), (5, 8), (4, 8), (7, 4), (4, 2), (9, 4), (6, 16), (1, 4), (1, 8), (8, 8), (10, 8),
)  # fmt: skip
"""Meters with a class of their own, from 1; all others are class 0."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing the network draws for each note: `size` classes."""

    name: str
    size: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing the network is told: an integer below `size`; 0 = nothing read yet."""

    name: str
    size: int
    meaning: str


FIELDS = (
    Field("shift", CLASS_COUNT + 1, "class of steps since the previous onset; the last is END"),
    Field("pitch", PITCHES, "MIDI pitch, in the frame (`melodyrnn.encoding.frame`)"),
    Field("duration", CLASS_COUNT, "class of steps from onset to release"),
    Field("velocity", PITCHES, "MIDI velocity"),
)

FEATURES = (
    Feature("shift", CLASS_COUNT + 1, "1 + class of shift"),
    Feature("pitch", PITCHES + 1, "1 + pitch in the frame"),
    Feature("pitch_class", 13, "1 + pitch class in the frame"),
    Feature("interval", 2 * MAX_INTERVAL + 2, "1 + interval from the note before, from -24"),
    Feature("duration", CLASS_COUNT + 1, "1 + class of duration"),
    Feature("velocity", VELOCITY_BINS + 1, "1 + velocity // 8"),
    Feature("onset_in_bar", POSITIONS + 1, "1 + steps from the bar line to the onset"),
    Feature("onset_in_beat", POSITIONS + 1, "1 + steps from the beat to the onset"),
    Feature("release_in_bar", POSITIONS + 1, "1 + steps from the bar line to the release"),
    Feature("bar_of_phrase", PHRASE_BARS + 1, "1 + number of the bar, modulo 16"),
    Feature("meter", len(METERS) + 1, "which meter holds: 1 + place in METERS, 0 other"),
    Feature("key", 25, "1 + 2 x tonic in the frame + minor; 0 unknown"),
    Feature("style", 17, "which of the model's styles; 0 unknown"),
)

FEATURE_INDEX = {feature.name: i for i, feature in enumerate(FEATURES)}
FIELD_INDEX = {field.name: i for i, field in enumerate(FIELDS)}
MAX_STYLES = FEATURES[FEATURE_INDEX["style"]].size - 1


@dataclass(frozen=True, slots=True)
class EncodingSpec:
    """The tables above, frozen with a model so that it is never read by other ones."""

    version: int = SPEC_VERSION
    steps_per_quarter: int = STEPS_PER_QUARTER
    fields: tuple[tuple[str, int], ...] = tuple((f.name, f.size) for f in FIELDS)
    features: tuple[tuple[str, int], ...] = tuple((f.name, f.size) for f in FEATURES)
    meters: tuple[tuple[int, int], ...] = METERS

    def to_json(self) -> dict[str, Any]:
        """As plain lists and numbers."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> EncodingSpec:
        """From what `to_json` gave.

        Raises:
            KeyError, TypeError, ValueError: the data does not have that form.
        """
        return cls(
            version=int(data["version"]),
            steps_per_quarter=int(data["steps_per_quarter"]),
            fields=tuple((str(n), int(s)) for n, s in data["fields"]),
            features=tuple((str(n), int(s)) for n, s in data["features"]),
            meters=tuple((int(n), int(d)) for n, d in data["meters"]),
        )
