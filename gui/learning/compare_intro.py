"""What stands on the page before anything is compared: what it is for, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.icons import pixmap
from gui.learning.reports import Found
from gui.panels.elided_label import ElidedLabel
from gui.panels.keyboard import PanelButton
from gui.theme import MARGIN, SPACING, Colours

QUESTION = "Which network learns your music best,\nand what does it cost?"
STORY = (
    "A plain RNN, a GRU, an LSTM and a transformer learn from your files, one after the other,\n"
    "each for the same short time. You see who foresees your melodies best, how far back each\n"
    "of them remembers, and what one more note costs in time and memory."
)
LIST_WIDTH = 560
PICTURE_PX = 56


class CompareIntro(QWidget):
    """folder_asked: music is to be chosen. open_asked: an earlier Found is to be shown."""

    folder_asked = Signal()
    open_asked = Signal(object)

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._picture, self._note = QLabel(), QLabel()
        self.choose = PanelButton("Choose Folder…")
        self.choose.setObjectName("primary")
        self.choose.say("Choose a folder", "All MIDI files in it and in the folders inside")
        self.opens: list[PanelButton] = []
        self._earlier = QWidget()
        self._rows = QVBoxLayout()
        self._build()
        self.choose.clicked.connect(self.folder_asked)
        self.set_colours(colours)

    def show_earlier(self, earlier: Sequence[Found]) -> None:
        """Comparisons that were made before, the latest first."""
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.deleteLater()
        self.opens = []
        for found in earlier:
            self._rows.addWidget(self._row(found))
        self._earlier.setVisible(bool(earlier))

    def show_choose(self, on: bool) -> None:
        """Whether music is still to be chosen; else the plan is beside it."""
        self.choose.setVisible(on)
        self._note.setText(
            "Your files stay as they are, and on this computer."
            if on
            else "The plan is on the right; Compare starts it."
        )

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(pixmap("learn", colours.accent, size=PICTURE_PX, ratio=ratio))

    def _build(self) -> None:
        title, story = QLabel(QUESTION), QLabel(STORY)
        title.setProperty("role", "title")
        for label in (story, self._note):
            label.setProperty("role", "faint")
        for label in (self._picture, title, story, self._note):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = QWidget()
        inner.setObjectName("contents")
        layout = QVBoxLayout(inner)
        layout.setSpacing(MARGIN)
        layout.addStretch(2)
        for widget in (self._picture, title, story):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(SPACING)
        layout.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._note, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(MARGIN)
        self._build_earlier()
        layout.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _build_earlier(self) -> None:
        heading = QLabel("Earlier comparisons")
        heading.setProperty("role", "heading")
        self._earlier.setFixedWidth(LIST_WIDTH)
        self._rows.setSpacing(SPACING)
        column = QVBoxLayout(self._earlier)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(heading)
        column.addLayout(self._rows)
        self._earlier.hide()

    def _row(self, found: Found) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        name, about = ElidedLabel(found.title), ElidedLabel(found.about)
        about.setProperty("role", "faint")
        button = PanelButton("Show")
        button.say(f"Show {found.title}", "What was found then")
        button.clicked.connect(partial(self._on_open, found))
        self.opens.append(button)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(about)
        row = QHBoxLayout(card)
        row.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        row.setSpacing(MARGIN)
        row.addLayout(words, 1)
        row.addWidget(button)
        return card

    def _on_open(self, found: Found, _checked: bool = False) -> None:
        self.open_asked.emit(found)
