"""Where a key lies on the keyboard, whatever letter the layout prints on it.

A place is the number that the set-1 scan codes of PC keyboards, and the kernel of Linux, give
a key of the letter block: the row of A, S, D is 30, 31, 32 on every layout.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtGui import QKeyEvent

_TOP = range(16, 28)
_HOME = range(30, 41)
_BOTTOM = range(44, 54)

_LETTERS = dict(zip("QWERTYUIOP[]", _TOP, strict=True))
_LETTERS |= dict(zip("ASDFGHJKL;'", _HOME, strict=True))
_LETTERS |= dict(zip("ZXCVBNM,./", _BOTTOM, strict=True))
BY_LETTER: Mapping[str, int] = MappingProxyType(_LETTERS)
"""Places by what the keys of a US keyboard print."""

_MAC = (
    *((12, "Q"), (13, "W"), (14, "E"), (15, "R"), (17, "T"), (16, "Y"), (32, "U"), (34, "I")),
    *((31, "O"), (35, "P"), (33, "["), (30, "]"), (0, "A"), (1, "S"), (2, "D"), (3, "F")),
    *((5, "G"), (4, "H"), (38, "J"), (40, "K"), (37, "L"), (41, ";"), (39, "'"), (6, "Z")),
    *(
        (7, "X"),
        (8, "C"),
        (9, "V"),
        (11, "B"),
        (45, "N"),
        (46, "M"),
        (43, ","),
        (47, "."),
        (44, "/"),
    ),
)
_BY_MAC_CODE: Mapping[int, int] = MappingProxyType({code: _LETTERS[name] for code, name in _MAC})
"""Places by the virtual key codes of macOS, which are of places too."""

_X11_OFFSET = 8
"""X11 and Wayland number keys from 8 on."""


def place_of(event: QKeyEvent, platform: str = sys.platform) -> int | None:
    """The place of a key of the letter block; None: another key.

    A key without a scan code, as screen keyboards send, counts by its letter.
    """
    if platform == "darwin":
        return _BY_MAC_CODE.get(event.nativeVirtualKey())
    code = event.nativeScanCode()
    if code == 0:
        return BY_LETTER.get(chr(event.key())) if 0 < event.key() < 128 else None
    place = code if platform == "win32" else code - _X11_OFFSET
    return place if place in _TOP or place in _HOME or place in _BOTTOM else None
