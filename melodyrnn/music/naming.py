"""What pitches and keys are called in words."""

from __future__ import annotations

from melodyrnn.music.key import Key

_SHARP = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")
_FLAT = ("C", "D♭", "D", "E♭", "E", "F", "G♭", "G", "A♭", "A", "B♭", "B")


def pitch_name(pitch: int, key: Key | None = None) -> str:
    """A pitch with its octave: "C4" is middle C, 60; with flats in keys that have them."""
    names = _FLAT if key is not None and key.fifths < 0 else _SHARP
    return f"{names[pitch % 12]}{pitch // 12 - 1}"


def key_name(key: Key) -> str:
    """A key in words: "G major", "B♭ minor"."""
    tonic = str(key).removesuffix("m").replace("#", "♯").replace("b", "♭")
    return f"{tonic} {'minor' if key.is_minor else 'major'}"
