"""A sentence and what can be done about it: for failures, and for questions before closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs.building import PADDING, button_row, label, plain_button, primary_button
from gui.icons import pixmap
from gui.theme import MARGIN, Colours

Kind = Literal["info", "question", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. key: what `chosen` says; style: the main one, one that destroys, or plain."""

    key: str
    text: str
    style: Literal["primary", "plain", "danger"] = "plain"


CLOSE = (Choice("close", "Close", "primary"),)
SAVE_FIRST = (
    Choice("discard", "Don’t Save", "danger"),  # noqa: RUF001 (a typographic apostrophe)
    Choice("cancel", "Cancel"),
    Choice("save", "Save", "primary"),
)
"""What closing asks while there are unsaved changes; `cancel` is also what Escape says."""


@dataclass(frozen=True, slots=True)
class Message:
    """heading: a few words; text: one or two sentences; detail: more, to be copied."""

    heading: str
    text: str
    kind: Kind = "info"
    detail: str = ""


class MessageDialog(QDialog):
    """Shows a message and its choices. chosen: the key of one; "cancel" when it was closed.

    Choices stand in the order given, dangerous ones on the left.
    """

    chosen = Signal(str)

    def __init__(
        self,
        message: Message,
        colours: Colours,
        choices: Sequence[Choice] = CLOSE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(message.heading)
        self._key = "cancel"
        picture = QLabel()
        picture.setPixmap(_picture(message.kind, colours, self.devicePixelRatioF()))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(label(message.heading, "heading", wraps=True))
        text = label(message.text, wraps=True)
        text.setMinimumWidth(360)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(text)
        body = QHBoxLayout()
        body.setSpacing(MARGIN)
        body.addWidget(picture)
        body.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        layout.setSpacing(MARGIN)
        layout.addLayout(body)
        if message.detail:
            layout.addWidget(_detail(message.detail), 1)
        layout.addLayout(self._buttons(choices))
        main = [b for b in self.findChildren(QPushButton) if b.isDefault()]
        for button in main:
            button.setFocus()  # not what destroys, though it comes first in the row
        self.setAccessibleName(message.heading)
        self.setAccessibleDescription(message.text)
        self.finished.connect(lambda _code: self.chosen.emit(self._key))

    def _buttons(self, choices: Sequence[Choice]) -> QHBoxLayout:
        left: list[QPushButton] = []
        right: list[QPushButton] = []
        for choice in choices:
            is_main = choice.style == "primary"
            button = primary_button(choice.text) if is_main else plain_button(choice.text)
            button.clicked.connect(lambda _on=False, key=choice.key: self._choose(key))
            if choice.style == "danger":
                button.setProperty("kind", "danger")
            (left if choice.style == "danger" else right).append(button)
        return button_row(*right, left=left)

    def _choose(self, key: str) -> None:
        self._key = key
        self.accept()


def _detail(text: str) -> QPlainTextEdit:
    box = QPlainTextEdit(text)
    box.setReadOnly(True)
    box.setTabChangesFocus(True)
    box.setAccessibleName("Details")
    box.setMinimumHeight(120)
    return box


def _picture(kind: Kind, colours: Colours, ratio: float) -> QPixmap:
    name, ink = {
        "info": ("info", colours.idea),
        "question": ("info", colours.accent),
        "warning": ("warning", colours.warning),
        "error": ("warning", colours.playhead),
    }[kind]
    return pixmap(name, ink, size=30, ratio=ratio)
