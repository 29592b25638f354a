"""Sentences: a label that wraps, and breaks words that are wider than there is room."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLabel, QMenu

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

    def selectedText(self) -> str:
        """What is selected, as it was given."""
        return super().selectedText().replace(_BREAK, "")

    def setText(self, text: str) -> None:
        """Shows a text; without this a long word makes all that is around it as wide as itself."""
        super().setText(_LONG_WORD.sub(lambda word: _PART.sub(rf"\g<0>{_BREAK}", word[0]), text))
        self.setAccessibleName(text)

    def copy(self, mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> None:
        """What is selected goes to the clipboard: a path with breaks in it would lead nowhere."""
        if self.hasSelectedText():
            QGuiApplication.clipboard().setText(self.selectedText(), mode)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copies without the breaks."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was selected can be pasted with the middle button, where there is such a thing."""
        super().mouseReleaseEvent(event)
        if QGuiApplication.clipboard().supportsSelection():
            self.copy(QClipboard.Mode.Selection)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, which copies without the breaks."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction("&Copy")
        copy.setEnabled(self.hasSelectedText())
        copy.triggered.connect(lambda: self.copy())
        everything = menu.addAction("Select &All")
        everything.triggered.connect(self._select_all)
        menu.popup(event.globalPos())

    def _select_all(self) -> None:
        self.setSelection(0, len(super().text()))
