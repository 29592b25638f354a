"""The card of a model: what it learned from, when, and how well it does."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Card:
    """All of it in plain words and numbers; every field has a default, so cards may grow."""

    name: str = "unnamed"
    """What the model is called in lists."""
    created: str = ""
    """Date of the training, ISO 8601."""
    collections: tuple[str, ...] = ()
    """Folders it learned from, by name, without their paths."""
    pieces: int = 0
    """Lines of music it learned from."""
    notes: int = 0
    """Notes in them."""
    held_out_pieces: int = 0
    """Lines kept aside to judge it by."""
    held_out_notes: int = 0
    """Notes in them."""
    nats_per_note: dict[str, float] = field(default_factory=dict)
    """Held-out cost by field, and "without_velocity": the sum of all but velocity."""
    markov_nats_per_note: float = 0.0
    """What a Markov chain counted from the same pieces pays, without velocity; 0 = unknown."""
    epochs: float = 0.0
    """How often it saw every piece."""
    minutes: float = 0.0
    """How long it was trained."""
    has_velocity: bool = False
    """Whether its pieces had dynamics; if not, takes follow the seed's."""
    has_chords: bool = False
    """Whether its pieces had chords."""
    lowest: int = 48
    """Lower end of its usual range: MIDI pitch in the frame, one note in a hundred is lower."""
    highest: int = 96
    """Upper end of its usual range, likewise."""
    pitch_entropy: dict[str, float] = field(default_factory=dict)
    """Nats of the pitches drawn at some temperatures; empty = not measured (engine.entropy)."""
    rhythm_entropy: dict[str, float] = field(default_factory=dict)
    """The same of shift and duration together."""
    pitch_balance: float = 0.0
    """Temperature at which pitches are as open as held-out music costs; 0 = not measured."""
    rhythm_balance: float = 0.0
    """The same for rhythm."""
    base: str = ""
    """The model it was fine-tuned from; empty when trained from scratch."""
    command: str = ""
    """The command line that made it."""
    versions: dict[str, str] = field(default_factory=dict)
    """Versions of the program and libraries that trained it."""
    credits: str = ""
    """Whose music it learned from."""
    sources: str = ""
    """Fingerprint of the music it learned from, which may lie beside it; empty: not kept."""
    has_all_sources: bool = True
    """Whether that is all: not so after a base of which nobody knows what it learned from."""

    def to_json(self) -> dict[str, Any]:
        """As plain lists, numbers and texts."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Card:
        """From what `to_json` gave; what is missing or of the wrong type takes its default."""
        default = cls()
        values: dict[str, Any] = {}
        for f in fields(cls):
            value, usual = data.get(f.name), getattr(default, f.name)
            if isinstance(usual, tuple) and isinstance(value, list):
                value = tuple(str(v) for v in value)
            elif isinstance(usual, float):
                value = _as_float(value)
            elif isinstance(usual, dict) and isinstance(value, dict):
                value = _of_one_kind(value, _KINDS[f.name])
            if type(value) is type(usual):
                values[f.name] = value
        return cls(**values)


_KINDS: dict[str, type] = {
    "nats_per_note": float,
    "pitch_entropy": float,
    "rhythm_entropy": float,
    "versions": str,
}
"""What the tables on a card hold."""

_EXACT = 2**53
"""Whole numbers beyond this are none that a card would hold, and some no float can."""


def _as_float(value: object) -> object:
    return float(value) if type(value) is int and abs(value) < _EXACT else value


def _of_one_kind(table: dict[str, Any], kind: type) -> dict[str, Any]:
    if kind is float:
        table = {name: _as_float(value) for name, value in table.items()}
    return {name: value for name, value in table.items() if type(value) is kind}
