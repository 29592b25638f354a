"""Names of files as people like to read them: "Idea 3 - C minor - 96 bpm"."""

from __future__ import annotations

import re
import unicodedata

from melodyrnn.music.key import Key

MAX_BYTES = 180
"""Of a name in UTF-8: file systems take 255, and an ending must find room."""

_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
_ACCIDENTALS = {"b": " flat", "#": " sharp"}


def file_stem(words: str) -> str:
    """The words as a file name without ending that every system takes; never empty."""
    name = _FORBIDDEN.sub("-", words)
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cs"))
    name = unicodedata.normalize("NFC", name).encode()[:MAX_BYTES].decode(errors="ignore")
    name = name.strip(" .")
    if _RESERVED.fullmatch(name.partition(".")[0].rstrip()):
        name = f"{name}-"
    return name or "Untitled"


def described(name: str, key: Key | None, tempo: int) -> str:
    """A name with key and tempo; tempo in microseconds a quarter."""
    words = [name, *([key_words(key)] if key else []), f"{round(60_000_000 / tempo)} bpm"]
    return " - ".join(words)


def key_words(key: Key) -> str:
    """As "C minor" or "E flat major": spelled out, for a sharp sign breaks naive file links."""
    name = str(key).removesuffix("m")
    tonic = name[0] + _ACCIDENTALS.get(name[1:], "")
    return f"{tonic} {'minor' if key.is_minor else 'major'}"


def distinct(stems: list[str]) -> list[str]:
    """The same names, repeated ones numbered; upper and lower case count as the same."""
    seen: set[str] = set()
    result = []
    for stem in stems:
        name, number = stem, 1
        while name.casefold() in seen:
            number += 1
            name = f"{stem} ({number})"
        seen.add(name.casefold())
        result.append(name)
    return result
