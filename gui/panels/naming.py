"""What keys, pitches and lengths are called on the panels."""

from __future__ import annotations

import math
import re

from melodyrnn.music.key import Key
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.naming import key_name
from melodyrnn.music.notes import MAX_PITCH

_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_ROUNDING = 1e-9
"""So much is a share below what it stands for, at most: 0.29 is not quite 29 hundredths."""
_SIGNS = {"": 0, "#": 1, "♯": 1, "b": -1, "♭": -1}


def found_key_name(stated: Key | None, heard: Key | None) -> str:
    """The key that nobody chose, and whence it comes: "E minor · in file", "C major · detected".

    stated: what the file says, which goes before what is `heard` in the notes.
    """
    if stated is not None:
        return f"{key_name(stated)} · in file"
    return f"{key_name(heard)} · detected" if heard is not None else "none yet"


def pitch_of(text: str) -> int | None:
    """The pitch that "C4", "f#3", "Bb-1" or "60" names, 0-127; None if it names none."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        pitch = int(text)
    else:
        match = re.fullmatch(r"([A-Ga-g])([#b♯♭]?)\s*(-?[0-9])", text)
        if match is None:
            return None
        letter, sign, octave = match.groups()
        pitch = _STEPS[letter.upper()] + _SIGNS[sign] + 12 * (int(octave) + 1)
    return pitch if 0 <= pitch <= MAX_PITCH else None


def counted(number: int, word: str) -> str:
    """A number of things: "1 bar", "4 bars"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def percent(share: float) -> int:
    """Of a hundred; 100 only for all of it."""
    return math.floor(100 * share + _ROUNDING)


def whole_bars(meters: MeterMap, start: int, end: int) -> int:
    """Bars from the first bar line at or after `start` to the bar line at or before `end`."""
    first = meters.locate(meters.bar_line_at_or_after(start)).bar
    return max(0, int(meters.locate(max(end, 0)).bar) - int(first))
