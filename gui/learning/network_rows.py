"""The networks of a comparison that runs, one row each: what it is at, and how well it does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from gui.icons import pixmap
from gui.learning.compare_state import Network, network_words, said, score_words
from gui.learning.plot_view import line_colour
from gui.panels.elided_label import ElidedLabel
from gui.theme import MARGIN, SPACING, Colours, blend
from melodyrnn.comparison.words import title

BAR_PARTS = 1000
ROW = 32
TITLE_WIDTH, CHANCE_WIDTH, NATS_WIDTH = 120, 76, 104
DOT_PX = 14
TIP = (
    "The chance that it gives, on average, to the note that really comes, in pieces it has not"
    " learned from; fewer nats are better"
)


class NetworkRows(QFrame):
    """Shows networks; rows are made anew only where their names change."""

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self.setObjectName("card")
        self._colours = colours
        self._rows: list[_Row] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(MARGIN + 2, SPACING, MARGIN + 2, SPACING)
        self._layout.setSpacing(2)

    def show_networks(self, networks: Sequence[Network], *, is_stopping: bool = False) -> None:
        """How they stand."""
        if [row.name for row in self._rows] != [network.name for network in networks]:
            for row in self._rows:
                self._layout.removeWidget(row)
                row.deleteLater()
            self._rows = [_Row(network, self._colours) for network in networks]
            for row in self._rows:
                self._layout.addWidget(row)
        for row, network in zip(self._rows, networks, strict=True):
            row.show_network(network, is_stopping=is_stopping)
        self.setVisible(bool(networks))

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        for row in self._rows:
            row.set_colours(colours)


class _Row(QWidget):
    """One network."""

    def __init__(self, network: Network, colours: Colours) -> None:
        super().__init__()
        self.name = network.name
        self._network = network
        self._colours = colours
        self._dot, self._title, self._words = QLabel(), QLabel(), ElidedLabel()
        self._chance, self._nats = QLabel(), QLabel()
        self._bar = QProgressBar()
        self._title.setText(title(network.contender))
        self._lay_out()

    def show_network(self, network: Network, *, is_stopping: bool = False) -> None:
        """How it stands."""
        self._network = network
        self._words.setText(network_words(network, is_stopping=is_stopping))
        chance, nats = score_words(network)
        self._chance.setText(chance)
        self._nats.setText(nats)
        is_measured = network.phase == "measuring" and bool(network.curve)
        self._bar.setVisible(network.phase in ("learning", "measuring"))
        self._bar.setRange(0, 0 if is_measured else BAR_PARTS)
        if not is_measured:
            self._bar.setValue(round(network.share * BAR_PARTS))
        self.setAccessibleName(said(network))
        self._dress()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self._dress()

    def _lay_out(self) -> None:
        for label in (self._words, self._nats):
            label.setProperty("role", "faint")
        self._title.setProperty("role", "heading")
        self._chance.setProperty("role", "number")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        self._bar.setMinimumWidth(60)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for label, width in ((self._chance, CHANCE_WIDTH), (self._nats, NATS_WIDTH)):
            label.setAlignment(right)
            label.setToolTip(TIP)
            label.setMinimumWidth(width)
        self._title.setMinimumWidth(TITLE_WIDTH)
        self.setFixedHeight(ROW)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        row.addWidget(self._dot)
        row.addWidget(self._title)
        row.addWidget(self._words, 3)
        row.addWidget(self._bar, 2)
        row.addWidget(self._chance)
        row.addWidget(self._nats)

    def _dress(self) -> None:
        c, network = self._colours, self._network
        ink = line_colour(network.contender.core, c)
        if network.phase == "waiting":
            ink = blend(c.panel, ink, 0.35)
        shape = "good" if network.phase == "done" else "record"
        ratio = self.devicePixelRatioF()
        self._dot.setPixmap(pixmap(shape, ink, size=DOT_PX, ratio=ratio))
