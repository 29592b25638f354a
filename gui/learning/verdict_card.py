"""How good it is now, what the curves mean, and the facts, beside the curves."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from gui.learning.run_state import RunState
from gui.learning.run_words import UNKNOWN, facts
from gui.panels.elided_label import ElidedLabel
from gui.theme import MARGIN, SPACING, Colours
from melodyrnn.course.verdict import Kind, Verdict
from melodyrnn.course.words import chance

LARGE, LONG, BOLD = 3.0, 1.9, 1.12
"""Size of the number, short or long, and of the verdict, as a share of the font around them."""

SHORT = 10
"""Letters of a short number."""

EXPLAINED = (
    "Melodies it never learned from are played to it note by note, and each time it says how"
    " likely it holds every note that could come next: its moment, its pitch and its length."
    " The surprise at the notes that did come, on average, is the number in nats; as a chance it is"
    " one in e to that number. Less surprise is better, but no melody is without it."
)


class VerdictCard(QFrame):
    """Shows a state and its verdict."""

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self.setObjectName("card")
        self._colours = colours
        self._kind: Kind = "waiting"
        self._chance, self._nats = QLabel(UNKNOWN), _wrapped("faint")
        self._words, self._comparison = _wrapped(), _wrapped("faint")
        self._facts: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._lay_out()
        self.show_state(RunState(), Verdict("", "waiting"))

    def show_state(self, state: RunState, verdict: Verdict) -> None:
        """Shows another state."""
        best, checks = state.history.best, state.history.checks
        shown = best if best and not state.is_running else checks[-1] if checks else None
        score = shown.score if shown else state.base or math.nan
        self._chance.setText(chance(score) or UNKNOWN)
        about = "lower is better" if shown else f"what {_base_name(state)} knows already"
        self._nats.setText(
            f"{score:.2f} nats a note, {about}" if math.isfinite(score) else "not checked yet"
        )
        self._words.setText(verdict.words)
        self._comparison.setText(verdict.comparison)
        self._comparison.setVisible(bool(verdict.comparison))
        for fact in facts(state):
            label = self._facts[fact.name]
            label.setText(fact.text)
            label.setToolTip(fact.tip or fact.text)
        self._kind = verdict.kind
        self._dress()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self._dress()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN + 4, MARGIN, MARGIN + 4, MARGIN)
        layout.setSpacing(2)
        intro = _wrapped("faint")
        intro.setText("To the right next note of music it has never seen it gives a chance of")
        for widget in (intro, self._chance, self._nats):
            widget.setToolTip(f"<p>{EXPLAINED}</p>")
            layout.addWidget(widget)
        layout.addSpacing(SPACING)
        layout.addWidget(self._words)
        layout.addSpacing(3)
        layout.addWidget(self._comparison)
        layout.addSpacing(SPACING)
        layout.addStretch(1)
        line = QFrame()
        line.setObjectName("line")
        line.setFixedHeight(1)
        layout.addWidget(line)
        layout.addSpacing(SPACING)
        self._grid.setHorizontalSpacing(MARGIN)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        for row, fact in enumerate(facts(RunState())):
            name, text = QLabel(fact.name), ElidedLabel()
            name.setProperty("role", "faint")
            name.setBuddy(text)
            self._facts[fact.name] = text
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(text, row, 1)
        layout.addLayout(self._grid)
        self._chance.setAccessibleName("Chance of the right next note")
        self._words.setAccessibleName("What the curves mean")

    def _dress(self) -> None:
        c = self._colours
        size = LARGE if len(self._chance.text()) <= SHORT else LONG
        self._chance.setFont(_bold(self.font(), size))
        self._words.setFont(_bold(self.font(), BOLD))
        inks: dict[Kind, str] = {
            "improving": c.good,
            "better": c.good,
            "memorising": c.warning,
            "worse": c.warning,
            "no-better": c.warning,
            "astray": c.playhead,
        }
        ink = inks.get(self._kind, c.text)
        _ink(self._words, ink)
        _ink(self._chance, c.idea)


def _bold(font: QFont, size: float) -> QFont:
    result = QFont(font)
    result.setPointSizeF(max(font.pointSizeF(), 6.0) * size)
    result.setBold(True)
    return result


def _ink(label: QLabel, colour: str) -> None:
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
    label.setPalette(palette)


def _base_name(state: RunState) -> str:
    return (state.corpus.base if state.corpus else "") or "the model it began from"


def _wrapped(role: str = "") -> QLabel:
    result = QLabel()
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(True)
    if role:
        result.setProperty("role", role)
    return result
