"""Painting the systems of a piano roll: rows, lines, keyboard, notes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from melodyrnn.export.picture_layout import Layout, System
from melodyrnn.export.picture_pen import Pen
from melodyrnn.export.picture_style import (
    EDGE_SHADE,
    SOFTEST_TINT,
    Colour,
    Palette,
    Sizes,
    mixed,
)
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import MAX_VELOCITY, Note, NoteSequence
from melodyrnn.music.piece import Piece

BLACK_KEYS = frozenset((1, 3, 6, 8, 10))
"""Pitch classes of the black keys."""

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is to look, and where its continuation starts (a tick), if it has one."""

    palette: Palette
    sizes: Sizes
    seed_end: int | None


@dataclass(frozen=True, slots=True)
class Flag:
    """A short text above the roll, at the pole where the continuation starts; in pixels."""

    text: str
    pole: float
    left: float
    right: float


def part_colour(look: Look, index: int, part_count: int, *, is_new: bool) -> Colour:
    """The colour of a part's notes, of the seed or of the continuation.

    A lone part changes from the seed's colour to that of the continuation; among
    several each keeps its own hue, greyed in the seed.
    """
    hue = look.palette.parts[index % len(look.palette.parts)]
    if look.seed_end is None:
        return hue
    if part_count == 1:
        return look.palette.new if is_new else look.palette.seed
    return hue if is_new else mixed(hue, look.palette.frame, 0.4)


def paint_system(pen: Pen, piece: Piece, layout: Layout, system: System, look: Look) -> None:
    """Paints one system."""
    _paint_rows(pen, layout, system, look)
    flag = _flag(pen, layout, system, look)
    _paint_lines(pen, layout, system, look, piece.meters)
    _paint_bar_numbers(pen, layout, system, look, flag)
    _paint_keyboard(pen, layout, system, look)
    audible = [p for p in piece.parts if len(p.notes)]
    for index, part in enumerate(audible):
        _paint_notes(pen, part.notes, layout, system, (look, index, len(audible)))
    if flag is not None:
        _paint_divider(pen, layout, system, look, flag)


def _paint_rows(pen: Pen, layout: Layout, system: System, look: Look) -> None:
    palette = look.palette
    right = layout.x(system, system.end)
    turn = system.end if look.seed_end is None else look.seed_end
    middle = layout.x(system, min(max(turn, system.start), system.end))
    for pitch in range(layout.lowest, layout.highest + 1):
        top, bottom = layout.y(system, pitch), layout.y(system, pitch - 1)
        is_black = pitch % 12 in BLACK_KEYS
        old = palette.black_row if is_black else palette.white_row
        new = palette.new_black_row if is_black else palette.new_white_row
        pen.rectangle((layout.left, top, middle, bottom), old)
        pen.rectangle((middle, top, right, bottom), new)
        if pitch % 12 == 0 and pitch > layout.lowest:
            pen.horizontal(bottom, layout.left, right, palette.octave_line)


def _paint_lines(pen: Pen, layout: Layout, system: System, look: Look, meters: MeterMap) -> None:
    """Beat lines, bar lines and the frame; lines that would crowd are left out."""
    palette, sizes = look.palette, look.sizes
    top, bottom = system.top, system.top + layout.roll_height
    first, last = _bars_of(layout, system)
    for start, end in pairwise(layout.bars[first : last + 1].tolist()):
        beat = meters.at(start).beat_ticks
        if beat * layout.pixels_per_tick >= sizes.beat_line_gap:
            for tick in range(start + beat, end, beat):
                pen.vertical(layout.x(system, tick), top, bottom, palette.beat_line, 1)
        if (end - start) * layout.pixels_per_tick >= sizes.bar_line_gap:
            pen.vertical(layout.x(system, start), top, bottom, palette.bar_line, 1)
    right = layout.x(system, system.end)
    pen.vertical(right, top, bottom, palette.bar_line, 1)
    pen.horizontal(top, layout.left, right, palette.frame)
    pen.horizontal(bottom, layout.left, right, palette.frame)


def _paint_bar_numbers(
    pen: Pen, layout: Layout, system: System, look: Look, flag: Flag | None
) -> None:
    """Every bar's number, or every second, fourth, ... bar's where they would crowd."""
    sizes = look.sizes
    first, last = _bars_of(layout, system)
    bar_pixels = (system.end - system.start) * layout.pixels_per_tick / (last - first)
    stride = _stride(sizes.bar_number_gap / bar_pixels)
    free_from = 0.0
    for number in range(first, last):
        x = layout.x(system, int(layout.bars[number]))
        is_hidden = flag is not None and flag.left - sizes.bar_number_gap / 2 < x < flag.right
        if (number == first or number % stride == 0) and x >= free_from and not is_hidden:
            at = (x + 3, system.top - 6)
            pen.text(at, str(number + 1), sizes.small_text, look.palette.faint_text)
            free_from = x + sizes.bar_number_gap


def _bars_of(layout: Layout, system: System) -> tuple[int, int]:
    """Number of a system's first bar and the one after its last, from 0."""
    first, last = np.searchsorted(layout.bars, [system.start, system.end])
    return int(first), int(last)


def _stride(least: float) -> int:
    """Number every bar, every second, fourth, eighth, ...: the first stride not below `least`."""
    return int(2 ** np.ceil(np.log2(max(1.0, least))))


def _paint_keyboard(pen: Pen, layout: Layout, system: System, look: Look) -> None:
    palette, sizes = look.palette, look.sizes
    left, right = float(sizes.margin), layout.left
    bottom = system.top + layout.roll_height
    pen.rectangle((left, system.top, right, bottom), palette.white_key)
    for pitch in range(layout.lowest, layout.highest + 1):
        top, below = layout.y(system, pitch), layout.y(system, pitch - 1)
        if pitch % 12 in BLACK_KEYS:
            middle = (top + below) / 2
            pen.horizontal(middle, left, right, palette.key_edge)
            pen.rectangle((left, top, left + (right - left) * 0.6, below), palette.black_key)
        elif pitch % 12 in (0, 5) and pitch > layout.lowest:
            pen.horizontal(below, left, right, palette.key_edge)
    for pitch in range(layout.lowest, layout.highest + 1):
        if pitch % 12 == 0:
            middle = min(layout.y(system, pitch - 0.5), bottom - sizes.small_text / 2)
            label = f"C{pitch // 12 - 1}"
            pen.text((right - 3, middle), label, sizes.small_text - 2, palette.text, "rm")
    for x in (left, right):
        pen.vertical(x, system.top, bottom, palette.frame, 1)
    for y in (system.top, bottom):
        pen.horizontal(y, left, right, palette.frame)


def _paint_notes(
    pen: Pen,
    notes: NoteSequence,
    layout: Layout,
    system: System,
    who: tuple[Look, int, int],
) -> None:
    """who: the look, the part's index among those that sound, and how many there are."""
    look, index, part_count = who
    shown = notes.where((notes.onset < system.end) & (notes.release > system.start))
    seed_end = look.seed_end
    for note in shown:
        is_new = seed_end is not None and note.onset >= seed_end
        hue = part_colour(look, index, part_count, is_new=is_new)
        _paint_note(pen, note, layout, system, (look, hue))


def _paint_note(
    pen: Pen, note: Note, layout: Layout, system: System, how: tuple[Look, Colour]
) -> None:
    look, hue = how
    strength = SOFTEST_TINT + (1 - SOFTEST_TINT) * note.velocity / MAX_VELOCITY
    colour = mixed(hue, WHITE, strength)
    left = layout.x(system, max(note.onset, system.start))
    right = layout.x(system, min(note.end, system.end)) - look.sizes.note_gap
    right = max(right, left + look.sizes.min_note)
    top, bottom = layout.y(system, note.pitch), layout.y(system, note.pitch - 1)
    box = (left + 0.5, top, right, bottom)
    pen.bar(box, look.sizes.note_corner, colour, mixed(colour, BLACK, EDGE_SHADE))


def _flag(pen: Pen, layout: Layout, system: System, look: Look) -> Flag | None:
    """What says "continuation", if it starts in this system and anything follows."""
    seed_end = look.seed_end
    if seed_end is None or not system.start <= seed_end < system.end:
        return None
    bar = int(np.searchsorted(layout.bars, seed_end))
    is_bar_line = layout.bars[bar] == seed_end  # its number would be hidden: say it here
    text = f"{bar + 1}   continuation" if is_bar_line else "continuation"
    x = layout.x(system, seed_end)
    width = pen.text_width(text, look.sizes.small_text) + 10
    left = x if x + width <= layout.width - look.sizes.margin else x - width
    return Flag(text, x, left, left + width)


def _paint_divider(pen: Pen, layout: Layout, system: System, look: Look, flag: Flag) -> None:
    """The line at which the continuation starts, and its flag."""
    top, colour = system.top - look.sizes.flag, look.palette.divider
    pen.vertical(flag.pole, top, system.top + layout.roll_height, colour, 2)
    pen.rectangle((flag.left, top, flag.right, system.top - 3), colour)
    pen.text((flag.left + 5, system.top - 7), flag.text, look.sizes.small_text, WHITE)
