"""A comparison while it runs: time left, one row per network, their curves so far, Stop."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from gui.icons import icon
from gui.learning.compare_state import CompareState, head_words, said, share_of, time_words
from gui.learning.live_curves import TITLE, live_plot
from gui.learning.network_rows import NetworkRows
from gui.learning.plot_view import PlotView
from gui.panels.elided_label import ElidedLabel
from gui.panels.keyboard import PanelButton
from gui.panels.scrolling import scrolled
from gui.theme import MARGIN, SPACING, Colours

BAR_PARTS = 1000


class ComparingView(QWidget):
    """stop_asked: the user has seen enough."""

    stop_asked = Signal()

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._drawn: tuple[tuple[str, int], ...] = ()
        self._title, self._words, self._time = ElidedLabel(), ElidedLabel(), QLabel()
        self.stop = PanelButton("Stop")
        self.bar = QProgressBar()
        self.bar.setRange(0, BAR_PARTS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the comparison")
        self.rows = NetworkRows(colours)
        self.curves = QFrame()
        self.plot = PlotView(colours)
        self._lay_out()
        self.set_colours(colours)
        self.stop.clicked.connect(self.stop_asked)

    def show_state(self, state: CompareState, now_s: float) -> None:
        """How it stands, so many seconds after its start."""
        self._title.setText(f"Comparing on {state.music}")
        self._words.setText(head_words(state))
        self._time.setText(time_words(state, now_s))
        is_known = state.is_learning
        self.bar.setRange(0, BAR_PARTS if is_known else 0)
        if is_known:
            self.bar.setValue(round(share_of(state) * BAR_PARTS))
        self.bar.setAccessibleDescription(f"{head_words(state)}. {self._time.text()}")
        self.rows.show_networks(state.networks, is_stopping=state.is_stopping)
        self.stop.setEnabled(not state.is_stopping)
        self.stop.setText("Stop and Report" if state.done else "Stop")
        tip = "The report tells of what is through" if state.done else "Nothing is through yet"
        self.stop.setToolTip("It is stopping" if state.is_stopping else f"Ends here. {tip}")
        self._show_curves(state)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self.stop.setIcon(icon("stop", colours))
        self.rows.set_colours(colours)
        self.plot.set_colours(colours)

    def _show_curves(self, state: CompareState) -> None:
        """Drawn anew only where a check has come."""
        drawn = tuple((n.name, len(n.curve)) for n in state.networks if n.curve)
        self.curves.setVisible(bool(drawn))
        if drawn == self._drawn:
            return
        self._drawn = drawn
        if (plot := live_plot(state)) is not None:
            self.plot.show_plot(plot, "; ".join(map(said, state.networks)))

    def _lay_out(self) -> None:
        self._title.setProperty("role", "title")
        self._words.setProperty("role", "faint")
        self._time.setProperty("role", "faint")
        self.stop.setIconSize(QSize(16, 16))
        self.curves.setObjectName("card")
        heading = QLabel(TITLE)
        heading.setProperty("role", "heading")
        inside = QVBoxLayout(self.curves)
        inside.setContentsMargins(MARGIN + 2, MARGIN, MARGIN, SPACING)
        inside.addWidget(heading)
        inside.addWidget(self.plot)
        inner = QWidget()
        inner.setObjectName("contents")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, SPACING, 0)
        column.setSpacing(MARGIN)
        column.addWidget(self.rows)
        column.addWidget(self.curves)
        column.addStretch(1)
        scroll = scrolled(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN + 4, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addLayout(self._head())
        layout.addWidget(scroll, 1)

    def _head(self) -> QVBoxLayout:
        names = QVBoxLayout()
        names.setSpacing(3)
        names.addWidget(self._title)
        names.addWidget(self._words)
        top = QHBoxLayout()
        top.setSpacing(SPACING)
        top.addLayout(names, 1)
        top.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignVCenter)
        under = QHBoxLayout()
        under.setSpacing(MARGIN)
        under.addWidget(self.bar, 1)
        under.addWidget(self._time)
        both = QVBoxLayout()
        both.setSpacing(MARGIN)
        both.addLayout(top)
        both.addLayout(under)
        return both
