"""Sentences: a label that wraps, and breaks words that are wider than there is room."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

_LONG_WORD = re.compile(r"\S{25,}")
"""Longer than words are: names of files, paths."""
_PART = re.compile(r".{12}(?=.)")
_BREAK = "\u200b"
"""Has no width; a line may end there."""


class Sentences(QLabel):
    """Plain text that can be selected; the names in it may be of any length."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def text(self) -> str:
        """As it was given."""
        return super().text().replace(_BREAK, "")

    def setText(self, text: str) -> None:
        """Shows a text; without this a long word makes all that is around it as wide as itself."""
        super().setText(_LONG_WORD.sub(lambda word: _PART.sub(rf"\g<0>{_BREAK}", word[0]), text))
        self.setAccessibleName(text)
