"""Texts in MIDI files: names and markers, in whatever encoding their writer used.

The format names no encoding. We write UTF-8; others wrote what their system used.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from melodyrnn.midi.container import Container

MAX_TEXT = 200
"""Characters kept of a text: longer ones are no names."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands where a decoder met bytes it could not make sense of."""

_TRACK_NAME = 0x03
_MAX_METAS = 64


def decode_text(raw: bytes) -> str:
    """The text in `raw`: UTF-8 if it is that, else Shift-JIS or Windows-1252 by its look."""
    raw = raw[: 8 * MAX_TEXT]
    try:
        return clean_text(raw.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    try:
        japanese = raw.decode("cp932")
    except UnicodeDecodeError:
        japanese = ""
    if _looks_japanese(japanese):
        return clean_text(japanese)
    return clean_text(raw.decode("cp1252", errors="ignore"))


def clean_text(text: str) -> str:
    """One line without control and replacement characters, at most `MAX_TEXT` long."""
    text = text.replace(REPLACEMENT, "")
    if not text.isprintable():
        spaced = (" " if c in "\t\n\r" else c for c in text[: 8 * MAX_TEXT])
        text = "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cs"))
    return text.strip()[:MAX_TEXT].strip()


def first_track_name(container: Container) -> str:
    """The name at the start of the first track, which names the whole piece; "" if none."""
    data, position = container.data, container.first_track
    for _ in range(_MAX_METAS):
        # A meta event at tick 0: 00 FF, kind, length, text.
        if data[position : position + 2] != b"\x00\xff":
            break
        kind = data[position + 2]
        start, length = _read_length(data, position + 3)
        if kind == _TRACK_NAME:
            return decode_text(data[start : start + length])
        position = start + length
    return ""


def _read_length(data: bytes, position: int) -> tuple[int, int]:
    """Reads a length of up to four bytes, seven bits each; also says where it ends."""
    length = 0
    for byte in data[position : position + 4]:
        position += 1
        length = length << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return position, length


def _looks_japanese(text: str) -> bool:
    """Whether Shift-JIS made sense of it: wide characters, apart from Latin letters.

    An accented letter and its neighbour may pass for a Chinese character, or for a
    katakana of half width, but then it stands among the rest of its word.
    """
    is_wide = [unicodedata.east_asian_width(c) in "WF" for c in text]
    is_latin = [c.isascii() and c.isalpha() for c in text]
    is_strange = any("\uff61" <= c <= "\uff9f" or "\ue000" <= c <= "\uf8ff" for c in text)
    kinds = pairwise(zip(is_wide, is_latin, strict=True))
    is_mixed = any((a[0] and b[1]) or (a[1] and b[0]) for a, b in kinds)
    return any(is_wide) and not is_strange and not is_mixed
