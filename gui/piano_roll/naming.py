"""What the roll calls pitches, lengths and places: on notes and keys, and to screen readers."""

from __future__ import annotations

from melodyrnn.music.key import Key
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.naming import pitch_name
from melodyrnn.music.notes import TICKS_PER_QUARTER, Note

_VALUES = {
    1: "whole",
    2: "half",
    4: "quarter",
    8: "eighth",
    16: "sixteenth",
    32: "thirty-second",
}


def length_name(ticks: int) -> str:
    """A name as "quarter", "dotted eighth", "eighth triplet", else "1.25 quarters"."""
    whole = 4 * TICKS_PER_QUARTER
    for part, name in _VALUES.items():
        straight = whole // part
        if ticks == straight:
            return name
        if ticks * 2 == straight * 3:
            return f"dotted {name}"
        if ticks * 3 == straight * 2:
            return f"{name} triplet"
    return f"{ticks / TICKS_PER_QUARTER:.3g} quarters"


def place_name(tick: int, meters: MeterMap) -> str:
    """The place "bar 1 beat 2"; between beats "bar 1 beat 2.5"."""
    position = meters.locate(tick)
    beat = (tick - int(position.bar_start)) / int(position.beat_ticks) + 1
    return f"bar {int(position.bar) + 1} beat {beat:.4g}"


def spoken_note(note: Note, meters: MeterMap, key: Key | None = None) -> str:
    """As in "C4, quarter, bar 1 beat 2", with signs as words."""
    name = pitch_name(note.pitch, key).replace("♯", " sharp ").replace("♭", " flat ")
    return f"{name}, {length_name(note.duration)}, {place_name(note.onset, meters)}"
