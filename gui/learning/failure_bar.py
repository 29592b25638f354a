"""The sentence of what went wrong, with a training or with judging."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from gui.icons import pixmap
from gui.panels.sentences import Sentences
from gui.theme import MARGIN, SPACING, Colours

PICTURE_PX = 18


class FailureBar(QFrame):
    """Takes no room while nothing is wrong."""

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("kind", "error")
        self._picture, self._text = QLabel(), Sentences()
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        row.setSpacing(SPACING)
        row.addWidget(self._picture)
        row.addWidget(self._text, 1)
        self.set_colours(colours)
        self.hide()

    def show_sentence(self, sentence: str) -> None:
        """Shows what went wrong; "": nothing did."""
        self._text.setText(sentence)
        self.setVisible(bool(sentence))

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(pixmap("warning", colours.playhead, size=PICTURE_PX, ratio=ratio))
