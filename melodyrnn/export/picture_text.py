"""Choosing a font that can draw a text, and plain letters where none can."""

from __future__ import annotations

import unicodedata
from typing import TypeAlias

from PIL import ImageFont

Font: TypeAlias = ImageFont.FreeTypeFont | ImageFont.ImageFont

SYSTEM_FONTS = (
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "LiberationSans-Regular.ttf",
    "Arial Unicode.ttf",
    "Helvetica.ttc",
    "segoeui.ttf",
    "arial.ttf",
)
"""Asked, in turn, for letters that Pillow's own font lacks (it has little beyond English)."""

PLAIN = {
    "ß": "ss",
    "æ": "ae",
    "Æ": "Ae",
    "œ": "oe",
    "Œ": "Oe",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "ł": "l",
    "Ł": "L",
    "\u2013": "-",
    "\u2014": "-",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "♯": "#",
    "♭": "b",
}
"""What stands for signs that are no letter with an accent."""

MISSING = "\U0010ffff"
"""No font has this character: it shows what a font draws for one it lacks."""


class Typesetter:
    """Finds fonts, and keeps those it has found."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[str, int], Font | None] = {}
        self._missing: dict[tuple[str, int], bytes] = {}

    def set(self, text: str, size: int) -> tuple[str, Font]:
        """The text as it can be drawn, and the font for it; size in pixels of the canvas."""
        for name in ("", *SYSTEM_FONTS):
            font = self._font(name, size)
            if font is not None and all(self._draws(name, size, c) for c in text):
                return text, font
        return self._best(text, size)

    def _best(self, text: str, size: int) -> tuple[str, Font]:
        """The font that lacks the fewest characters, and plain letters for those."""
        fonts = [(n, f) for n in ("", *SYSTEM_FONTS) if (f := self._font(n, size)) is not None]
        name, font = min(
            fonts, key=lambda entry: sum(not self._draws(entry[0], size, c) for c in text)
        )
        return self._plain(text, name, size), font

    def _plain(self, text: str, name: str, size: int) -> str:
        """Plain letters for those a font lacks, nothing where there are none."""
        letters: list[str] = []
        for character in text:
            if self._draws(name, size, character):
                letters.append(character)
            else:
                spelled = unicodedata.normalize("NFKD", PLAIN.get(character, character))
                letters.extend(c for c in spelled if self._draws(name, size, c))
        return " ".join("".join(letters).split())

    def _font(self, name: str, size: int) -> Font | None:
        if (name, size) not in self._fonts:
            try:
                found = ImageFont.truetype(name, size) if name else ImageFont.load_default(size)
            except OSError:
                found = None
            self._fonts[name, size] = found
        return self._fonts[name, size]

    def _draws(self, name: str, size: int, character: str) -> bool:
        font = self._font(name, size)
        if character.isascii() or font is None:
            return character.isascii()
        if (name, size) not in self._missing:
            self._missing[name, size] = _glyph(font, MISSING)
        return _glyph(font, character) != self._missing[name, size]


def _glyph(font: Font, character: str) -> bytes:
    return bytes(font.getmask(character))
