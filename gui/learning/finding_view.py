"""What a comparison found: in words, in figures and in a table of numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.learning.figure_card import FigureCard, paragraph
from gui.learning.numbers_table import NumbersTable
from gui.learning.reports import Found
from gui.panels.elided_label import ElidedLabel
from gui.panels.fields import ChoiceBox
from gui.panels.keyboard import PanelButton
from gui.theme import MARGIN, SPACING, Colours
from melodyrnn.comparison.figures import Figure, figures
from melodyrnn.comparison.report import lead, subtitle
from melodyrnn.comparison.results import Comparison
from melodyrnn.comparison.words import all_of, title

WIDEST = 860
"""Pixels of the page; wider, nobody wants to read."""


class FindingView(QWidget):
    """open_asked: in the browser. save_asked: a copy. chosen: another Found is to be shown."""

    open_asked = Signal()
    save_asked = Signal()
    chosen = Signal(object)

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._all: tuple[Found, ...] = ()
        self.cards: list[FigureCard] = []
        self.table: NumbersTable | None = None
        self._title, self._about = ElidedLabel(), QLabel()
        self.which = ChoiceBox("Comparisons", "Show another comparison")
        self.open, self.save = PanelButton("Open Report"), PanelButton("Save Report…")
        self.open.say("Open the report", "The whole report, in your web browser")
        self.save.say("Save the report", "One file that can be read anywhere and passed on")
        self.area = QScrollArea()
        self._waiting: list[Figure | Comparison] = []
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._on_turn)
        self._build()
        self.open.clicked.connect(self.open_asked)
        self.save.clicked.connect(self.save_asked)
        self.which.activated.connect(lambda place: self.chosen.emit(self._all[place]))

    def show_found(self, found: Found, others: Sequence[Found]) -> None:
        """Shows a comparison. others: those to choose from, this one among them.

        Words come at once, each figure in a turn of its own.
        """
        comparison = found.comparison
        self._all = tuple(others)
        self._title.setText(f"Which network for {all_of(comparison.music.collections)}?")
        self.which.clear()
        for other in others:
            self.which.addItem(other.title)
        self.which.setVisible(len(others) > 1)
        if found in self._all:
            self.which.setCurrentIndex(self._all.index(found))
        self._about.setText(subtitle(comparison))
        self._start_page(comparison)
        self._waiting = [*figures(comparison), comparison]
        self._turn.start()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        for card in self.cards:
            card.set_colours(colours)
        if self.table is not None:
            self.table.set_colours(colours)

    def _start_page(self, comparison: Comparison) -> None:
        self.cards, self.table = [], None
        page = QWidget()
        page.setObjectName("contents")
        page.setMaximumWidth(WIDEST)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, MARGIN, MARGIN)
        self._column.setSpacing(SPACING)
        if not comparison.is_complete:
            done = {o.contender for o in comparison.outcomes}
            left = all_of(title(c) for c in comparison.asked if c not in done)
            self._column.addWidget(_noted(f"It was stopped early: nothing is known of {left}."))
        self._column.addWidget(_lead(comparison))
        self._column.addStretch(1)
        self.area.setWidget(page)  # which ends what was shown before
        page.show()

    def _on_turn(self) -> None:
        part = self._waiting.pop(0)
        if isinstance(part, Comparison):
            self._add_table(part)
        else:
            card = FigureCard(part, self._colours)
            self.cards.append(card)
            self._add(card)
        if self._waiting:
            self._turn.start()

    def _add(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)

    def _add_table(self, comparison: Comparison) -> None:
        heading = QLabel("All of it in one table")
        heading.setProperty("role", "title")
        heading.setContentsMargins(0, MARGIN, 0, 0)
        self.table = NumbersTable(comparison, self._colours)
        markov = comparison.music.markov_nats
        for widget in (
            heading,
            self.table,
            paragraph(
                "Scores are nats a note on held-out pieces, without velocity; lower is better. A"
                f" Markov chain pays {markov:.2f}. The report says how everything was measured.",
                "faint",
            ),
        ):
            self._add(widget)

    def _build(self) -> None:
        self._title.setProperty("role", "title")
        self._about.setProperty("role", "faint")
        self._about.setWordWrap(True)
        self._about.setContentsMargins(4, 0, 0, 0)  # as far in as the title above it
        self.which.setMinimumContentsLength(24)
        top = QHBoxLayout()
        top.setSpacing(SPACING)
        top.addWidget(self._title, 1)
        for button in (self.save, self.open):
            top.addWidget(button)
        under = QHBoxLayout()
        under.setSpacing(MARGIN)
        under.addWidget(self._about, 1)
        under.addWidget(self.which)
        head = QVBoxLayout()
        head.setContentsMargins(0, 0, MARGIN, 0)
        head.setSpacing(SPACING)
        head.addLayout(top)
        head.addLayout(under)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN + 4, MARGIN, 0, 0)
        layout.setSpacing(SPACING)
        layout.addLayout(head)
        layout.addWidget(self.area, 1)


def _lead(comparison: Comparison) -> QFrame:
    """The main finding."""
    card = QFrame()
    card.setObjectName("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(MARGIN + 4, MARGIN, MARGIN + 4, MARGIN)
    inside.setSpacing(SPACING)
    for i, text in enumerate(lead(comparison)):
        label = paragraph(text)
        if i == 0:
            font = label.font()
            font.setPointSizeF(font.pointSizeF() * 1.15)
            label.setFont(font)
            label.setAccessibleName("What was found")
        inside.addWidget(label)
    return card


def _noted(text: str) -> QFrame:
    note = QFrame()
    note.setObjectName("notice")
    note.setProperty("kind", "warning")
    inside = QVBoxLayout(note)
    inside.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
    inside.addWidget(paragraph(text))
    return note
