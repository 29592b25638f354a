"""A figure of a comparison: its plots, what is seen on them, and what they mean."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.learning.plot_view import PlotView
from gui.panels.sentences import Sentences
from gui.theme import MARGIN, SPACING, Colours
from melodyrnn.comparison.figures import Figure

WIDEST_TEXT = 780
"""Pixels; longer lines are hard to read."""


class FigureCard(QWidget):
    """Shows one figure."""

    def __init__(self, figure: Figure, colours: Colours) -> None:
        super().__init__()
        self.name = figure.name
        self.plots = [PlotView(colours) for _ in figure.plots]
        heading = QLabel(figure.heading)
        heading.setProperty("role", "title")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, MARGIN, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(heading)
        for i, (view, plot) in enumerate(zip(self.plots, figure.plots, strict=True)):
            view.show_plot(plot, "" if i else figure.seen)
            layout.addWidget(_card(view))
        layout.addWidget(paragraph(figure.seen))
        layout.addWidget(paragraph(figure.means, "faint"))

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        for plot in self.plots:
            plot.set_colours(colours)


def paragraph(text: str, role: str = "") -> QLabel:
    """Some sentences that can be copied."""
    label = Sentences(text)
    label.setMaximumWidth(WIDEST_TEXT)
    if role:
        label.setProperty("role", role)
    return label


def _card(plot: PlotView) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(MARGIN, MARGIN, SPACING, SPACING)
    inside.addWidget(plot)
    return card
