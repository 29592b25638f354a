"""Pieces as pictures: a piano roll to look at, print or show."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from melodyrnn.errors import ExportError
from melodyrnn.export.picture_layout import lay_out
from melodyrnn.export.picture_pen import Pen
from melodyrnn.export.picture_roll import Look, paint_system, part_colour
from melodyrnn.export.picture_style import Colour, Palette, Sizes
from melodyrnn.music.key import Key
from melodyrnn.music.piece import Piece
from melodyrnn.whole_file import whole_file

MIN_WIDTH, MAX_WIDTH = 480, 6_000

LegendEntry = tuple[str, Colour]


def draw_piano_roll(
    piece: Piece, *, seed_end: int | None = None, title: str = "", width: int = 1600
) -> Image.Image:
    """Draws a piece as a piano roll, wrapped into as many systems as it needs.

    seed_end: tick at which the continuation starts; notes from there on are marked.
    title: the piece's own title when empty. width: 480-6,000 pixels; the height follows.

    Raises:
        ExportError: the piece has more bars than a picture can show.
        ValueError: `width` is out of range.
    """
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        raise ValueError(f"width must lie within {MIN_WIDTH}-{MAX_WIDTH} pixels")
    look = Look(Palette(), Sizes(), seed_end)
    title = _one_line(title or piece.title)
    header = look.sizes.header if title else look.sizes.low_header
    layout = lay_out(piece, width=width, header=header, sizes=look.sizes)
    pen = Pen(layout.width, layout.height, look.palette.page)
    room = _paint_legend(pen, _legend(piece, look), width, look)
    _paint_heading(pen, title, _caption(piece, len(layout.bars) - 1), room, look)
    for system in layout.systems:
        paint_system(pen, piece, layout, system, look)
    return pen.finished()


def save_picture(image: Image.Image, path: Path) -> None:
    """Writes a picture as PNG; the file appears whole or not at all.

    Raises:
        ExportError: the name does not end in .png, or the file cannot be written.
    """
    if path.suffix.lower() != ".png":
        raise ExportError(f"A picture cannot be written as {path.name}: let the name end in .png.")
    with whole_file(path) as temporary:
        image.save(temporary, format="PNG", optimize=True)


def _paint_heading(pen: Pen, title: str, caption: str, room: float, look: Look) -> None:
    sizes, palette = look.sizes, look.palette
    y = float(sizes.margin)
    if title:
        whole = pen.fitted(title, sizes.title_text, room)
        pen.text((sizes.margin, y + 16), whole, sizes.title_text, palette.text)
        y += 30
    caption = pen.fitted(caption, sizes.caption_text, room if not title else 10_000)
    pen.text((sizes.margin, y + 12), caption, sizes.caption_text, palette.faint_text)


def _paint_legend(pen: Pen, entries: list[LegendEntry], width: int, look: Look) -> float:
    """Paints from the right; returns the room left for the title."""
    sizes, palette = look.sizes, look.palette
    x, base = float(width - sizes.margin), sizes.margin + 12.0
    for text, colour in reversed(entries):
        text = pen.fitted(text, sizes.caption_text, 180)
        start = x - pen.text_width(text, sizes.caption_text) - sizes.swatch - 8
        if start < width * 0.4:
            break  # parts without room for their names go unnamed
        box = (start, base - sizes.swatch + 1, start + sizes.swatch, base + 1)
        pen.bar(box, sizes.note_corner, colour, colour)
        pen.text((start + sizes.swatch + 8, base), text, sizes.caption_text, palette.text)
        x = start - 24
    return x - sizes.margin


def _legend(piece: Piece, look: Look) -> list[LegendEntry]:
    """Seed and continuation of a lone part; else the parts, and the seed if there is one."""
    parts = [p for p in piece.parts if len(p.notes)]
    if len(parts) <= 1 and look.seed_end is None:
        return []
    if len(parts) <= 1:
        return [("Seed", look.palette.seed), ("Continuation", look.palette.new)]
    names = [_one_line(p.name) or f"Part {i + 1}" for i, p in enumerate(parts)]
    entries = [
        (name, part_colour(look, i, len(parts), is_new=True)) for i, name in enumerate(names)
    ]
    return entries if look.seed_end is None else [("Seed (greyed)", look.palette.frame), *entries]


def _caption(piece: Piece, bars: int) -> str:
    """Meter, key, tempo and length, as far as they are stated."""
    meters, keys, tempos = piece.meters.changes, piece.keys.changes, piece.tempos.changes
    said = [str(meters[0].meter) + (", changing" if len(meters) > 1 else "")]
    if keys:
        said.append(_spoken(keys[0].key) + (", changing" if len(keys) > 1 else ""))
    said.append(f"{60_000_000 / tempos[0].tempo:.0f} bpm" + (", changing" if tempos[1:] else ""))
    said.append("1 bar" if bars == 1 else f"{bars} bars")
    said.append("1 note" if piece.note_count == 1 else f"{piece.note_count:,} notes")
    return "  ·  ".join(said)


def _one_line(text: str) -> str:
    """Text from a file may hold line ends and control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _spoken(key: Key) -> str:
    """F# minor rather than F#m."""
    return f"{str(key).removesuffix('m')} {'minor' if key.is_minor else 'major'}"
