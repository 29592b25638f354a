"""Keys and scales: what a key signature says, and how to hear one where none stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from melodyrnn.music.notes import NoteSequence

MAX_FIFTHS = 7
"""A key signature holds at most seven sharps or flats."""

_SHARP_ORDER = ("Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#")
_MINOR_ORDER = ("Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#", "G#", "D#", "A#")

_MAJOR_STEPS = (0, 2, 4, 5, 7, 9, 11)
_MINOR_STEPS = (0, 2, 3, 5, 7, 8, 10, 11)
"""Natural minor and its raised seventh, which minor melodies use as freely."""

# Temperley 2007, "Music and Probability", from the corpus of Kostka & Payne: in what share of
# passages in a key each of the twelve tones occurs. Of 816 tunes and songs these find the stated
# signature of 80 %, and of 76 % by their opening alone; the ratings by listeners that are mostly
# used (Krumhansl & Kessler 1982) find 66 % and 48 %.
_MAJOR_PROFILE = (0.748, 0.060, 0.488, 0.082, 0.670, 0.460, 0.096, 0.715, 0.104, 0.366, 0.057, 0.4)
_MINOR_PROFILE = (0.712, 0.084, 0.474, 0.618, 0.049, 0.460, 0.105, 0.747, 0.404, 0.067, 0.133, 0.33)


@dataclass(frozen=True, slots=True)
class Key:
    """A major or minor key as a key signature states it.

    fifths: sharps (positive) or flats (negative), -7 to 7.

    Raises:
        ValueError: more than seven sharps or flats.
    """

    fifths: int = 0
    is_minor: bool = False

    def __post_init__(self) -> None:
        if abs(self.fifths) > MAX_FIFTHS:
            raise ValueError("a key signature has at most seven sharps or flats")

    @classmethod
    def parse(cls, text: str) -> Key:
        """Reads "D", "Bb", "F#m", "c# minor", "E minor", "Ebmaj".

        Raises:
            ValueError: the text names no key that has a key signature.
        """
        match = re.fullmatch(r"\s*([A-Ga-g])([#b♯♭]?)\s*([A-Za-z]*)\s*", text)
        mode = match.group(3) if match else ""
        is_minor = mode == "m" or mode.lower() in ("min", "minor")
        if match is None or not (is_minor or mode.lower() in ("", "maj", "major") or mode == "M"):
            raise ValueError(f"no key is called {text!r}; write D, Bb, F#m or the like")
        sign = match.group(2).replace("♯", "#").replace("♭", "b")
        name = match.group(1).upper() + sign
        names = _MINOR_ORDER if is_minor else _SHARP_ORDER
        if name not in names:
            raise ValueError(f"{text!r} would need more than seven sharps or flats")
        return cls(names.index(name) - MAX_FIFTHS, is_minor)

    @classmethod
    def from_tonic(cls, tonic: int, is_minor: bool) -> Key:
        """The key on pitch class `tonic` (0 = C) with the fewest sharps or flats."""
        fifths = (tonic * 7 + (-3 if is_minor else 0) + 5) % 12 - 5
        return cls(fifths, is_minor)

    @property
    def tonic(self) -> int:
        """Pitch class of the tonic, 0 = C."""
        return (self.fifths * 7 + (9 if self.is_minor else 0)) % 12

    @property
    def pitch_classes(self) -> frozenset[int]:
        """The tones that belong: the scale, and in minor also the raised seventh."""
        steps = _MINOR_STEPS if self.is_minor else _MAJOR_STEPS
        return frozenset((self.tonic + s) % 12 for s in steps)

    def __str__(self) -> str:
        names = _MINOR_ORDER if self.is_minor else _SHARP_ORDER
        return names[self.fifths + MAX_FIFTHS] + ("m" if self.is_minor else "")


class KeyChange(NamedTuple):
    """From `tick` on, `key` is the key signature."""

    tick: int
    key: Key


class KeyMap:
    """The key signatures of a piece over time; none before the first."""

    def __init__(self, changes: Iterable[KeyChange] = ()) -> None:
        by_tick = {c.tick: c for c in changes if c.tick >= 0}
        kept: list[KeyChange] = []
        for change in sorted(by_tick.values(), key=lambda c: c.tick):
            if not kept or kept[-1].key != change.key:
                kept.append(change)
        self._changes = tuple(kept)

    @property
    def changes(self) -> tuple[KeyChange, ...]:
        """All changes, by tick."""
        return self._changes

    def at(self, tick: int) -> Key | None:
        """The key signature in force at `tick`, if any was stated by then."""
        stated = [c.key for c in self._changes if c.tick <= tick]
        return stated[-1] if stated else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeyMap) and self._changes == other._changes

    def __hash__(self) -> int:
        return hash(self._changes)

    def __repr__(self) -> str:
        return f"KeyMap({', '.join(f'{c.key} at {c.tick}' for c in self._changes)})"


def detect_key(notes: NoteSequence) -> Key | None:
    """Hears the key of some notes; None when there are none.

    Correlates how long each pitch class sounds with the profiles of the twenty-four keys.
    The last note counts like any other: a seed seldom ends where its melody comes home.
    """
    if not len(notes):
        return None
    sounding = np.minimum(notes.duration, 1920).astype(np.float64)
    weights = np.zeros(12)
    np.add.at(weights, notes.pitch % 12, sounding)
    scores = [
        (_correlation(np.roll(np.array(profile), tonic), weights), -tonic, is_minor)
        for is_minor, profile in ((False, _MAJOR_PROFILE), (True, _MINOR_PROFILE))
        for tonic in range(12)
    ]
    _, negative_tonic, is_minor = max(scores)
    return Key.from_tonic(-negative_tonic, is_minor)


def stated_or_heard(keys: KeyMap, notes: NoteSequence) -> KeyMap:
    """The keys as they are stated; where none is, the one that is heard in the notes."""
    if keys.changes:
        return keys
    heard = detect_key(notes)
    return KeyMap([KeyChange(0, heard)] if heard else [])


def _correlation(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    a, b = a - a.mean(), b - b.mean()
    norm = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / norm if norm else 0.0
