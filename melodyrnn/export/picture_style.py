"""Colours and sizes of the piano roll picture. Sizes in pixels of the finished picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """All colours, red-green-blue."""

    page: Colour = (250, 250, 247)
    text: Colour = (34, 40, 54)
    faint_text: Colour = (112, 119, 135)
    white_row: Colour = (255, 255, 255)
    black_row: Colour = (240, 242, 246)
    new_white_row: Colour = (255, 250, 242)
    """Rows behind the continuation."""
    new_black_row: Colour = (247, 239, 228)
    octave_line: Colour = (214, 218, 228)
    beat_line: Colour = (228, 231, 238)
    bar_line: Colour = (176, 183, 198)
    frame: Colour = (150, 158, 176)
    white_key: Colour = (255, 255, 255)
    black_key: Colour = (44, 49, 62)
    key_edge: Colour = (196, 201, 212)
    seed: Colour = (70, 104, 158)
    new: Colour = (224, 106, 44)
    divider: Colour = (196, 78, 20)
    parts: tuple[Colour, ...] = (
        (62, 112, 186),
        (224, 122, 48),
        (64, 146, 108),
        (176, 74, 132),
        (138, 108, 196),
        (184, 146, 32),
        (52, 150, 166),
        (150, 92, 64),
    )
    """Hues of the parts, in turn."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """All lengths."""

    margin: int = 36
    title_text: int = 30
    caption_text: int = 17
    small_text: int = 12
    header: int = 92
    """Height of title and caption; without a title, of the caption alone:"""
    low_header: int = 64
    keyboard: int = 52
    system_head: int = 22
    """Room above each row of the roll for bar numbers."""
    system_gap: int = 14
    flag: int = 20
    """Height of the flag at the continuation, with its distance to the roll."""
    roll_height: int = 210
    """What a system aims at; few pitches make it lower, many higher."""
    min_row: float = 5.5
    max_row: float = 11.0
    """Height of a semitone."""
    quarter: float = 44.0
    """Least width of a quarter before a piece wraps into another system."""
    bar_number_gap: float = 34.0
    """Least distance between two bar numbers."""
    bar_line_gap: float = 5.0
    beat_line_gap: float = 9.0
    """Lines that lie closer than this are left out."""
    note_corner: float = 3.0
    note_gap: float = 1.0
    """What a note's bar is shorter than its time, so repeated notes stay apart."""
    min_note: float = 2.5
    swatch: int = 14


PITCH_MARGIN = 2
"""Semitones free above the highest and below the lowest note."""

MIN_PITCHES = 16
"""Semitones shown at least."""

MIN_QUARTERS = 4
"""Quarters that a system is wide at least, so that a bar of 1/8 does not fill it."""

MAX_SYSTEMS = 12
"""A longer piece is drawn smaller rather than on more systems."""

OVERSAMPLING = 2
"""Everything is drawn this much larger and reduced, which makes edges smooth."""

SOFTEST_TINT = 0.45
"""How much of its colour the softest note keeps; the rest is white."""

EDGE_SHADE = 0.78
"""Brightness of a note's outline against its inside."""


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """`share` (0-1) of a colour and the rest of another."""
    red, green, blue = (
        round(a * share + b * (1 - share)) for a, b in zip(colour, other, strict=True)
    )
    return red, green, blue
