"""The plan of a comparison: which music, which networks, how long each learns, and Start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from gui.icons import pixmap
from gui.learning.compare_wish import TIMES, USUAL_TIME, CompareWish
from gui.learning.plan_more import ChoiceField
from gui.learning.plan_words import CORES, SIZES, Choice
from gui.learning.plot_view import line_colour
from gui.panels.elided_label import ElidedLabel
from gui.panels.keyboard import PanelButton
from gui.panels.scrolling import scrolled
from gui.panels.segments import Segment, Segments
from gui.theme import MARGIN, SPACING, Colours
from melodyrnn.comparison.contenders import contenders
from melodyrnn.comparison.words import title
from melodyrnn.course.words import elapsed

MOST_PLACES = 3
"""Folders that are named; the others are counted."""
DOT_PX = 12
WIDTH = 318

MEMORY = Choice("memory", "In-piece memory", "")
_NO_MUSIC = "Choose music to compare on first."
_TOO_FEW = "Choose at least two networks to compare."


class ComparePlan(QWidget):
    """folder_asked: other music is to be chosen. start_asked: a CompareWish."""

    folder_asked = Signal()
    start_asked = Signal(object)

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._places: tuple[Path, ...] = ()
        self._busy = ""
        self.change = PanelButton("Change…")
        self.change.say("Change the music", "Compare on another folder of MIDI files")
        self._names = [ElidedLabel() for _ in range(MOST_PLACES + 1)]
        self.boxes = {choice.value: QCheckBox(choice.title) for choice in (*CORES, MEMORY)}
        self._abouts: dict[str, QLabel] = {}
        self._dots: dict[str, QLabel] = {}
        self.time = Segments(
            "Time for each network",
            [Segment(f"{t.minutes:g}", t.title, t.about) for t in TIMES if t.minutes],
        )
        self.time.set_value(f"{TIMES[USUAL_TIME].minutes:g}")
        self._time_about = _note()
        self.scale = ChoiceField("Size", SIZES)
        self.scale.set_value("base")
        self._estimate, self._reason = _note(), _note()
        self.start = PanelButton("Compare")
        self._build()
        self._connect()
        self.set_colours(colours)
        self._refresh()

    @property
    def wish(self) -> CompareWish:
        """The comparison as planned."""
        return CompareWish(
            folders=self._places,
            cores=tuple(c.value for c in CORES if self.boxes[c.value].isChecked()),
            minutes=float(self.time.value),
            size=self.scale.value,
            has_memory=self.boxes[MEMORY.value].isChecked(),
        )

    def set_places(self, places: tuple[Path, ...]) -> None:
        """The music."""
        self._places = places
        self.change.setText("Change…" if places else "Choose…")
        shown = [place.name or str(place) for place in places[:MOST_PLACES]]
        if len(places) > MOST_PLACES:
            shown.append(f"and {len(places) - MOST_PLACES} more")
        for i, label in enumerate(self._names):
            label.setVisible(i < len(shown))
            label.setText(shown[i] if i < len(shown) else "")
            if i < len(shown):
                label.setToolTip("\n".join(map(str, places)))
        self._refresh()

    def set_busy(self, why: str) -> None:
        """Why comparing should not start now; "" if it may."""
        self._busy = why
        self._refresh()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        ratio = self.devicePixelRatioF()
        for name, dot in self._dots.items():
            ink = line_colour(name, colours)
            dot.setPixmap(pixmap("record", ink, size=DOT_PX, ratio=ratio))

    def _refresh(self) -> None:
        wish = self.wish
        reason = self._busy or ("" if self._places else _NO_MUSIC)
        if not reason and wish.networks < 2:
            reason = _TOO_FEW
        self._abouts[MEMORY.value].setText(_memory_about(wish))
        self._time_about.setText(next(t.about for t in TIMES if t.minutes == wish.minutes) + ".")
        self._estimate.setText(_estimate(wish))
        self._estimate.setVisible(not reason)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.start.setEnabled(not reason)
        self.start.setToolTip(reason or "One network after the other learns; stop at any time")

    def _build(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Plan of the comparison")
        self.setFixedWidth(WIDTH)
        inner = QWidget()
        inner.setObjectName("contents")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(MARGIN + 2, MARGIN, MARGIN + 2, MARGIN)
        layout.setSpacing(SPACING)
        layout.addLayout(self._music())
        layout.addWidget(_line())
        layout.addWidget(_heading("Networks"))
        for choice in (*CORES, MEMORY):
            layout.addLayout(self._network(choice))
        layout.addWidget(_line())
        layout.addWidget(_heading("Time for each"))
        layout.addWidget(self.time)
        self._time_about.setProperty("role", "faint")
        layout.addWidget(self._time_about)
        layout.addWidget(self.scale)
        layout.addStretch(1)
        scroll = scrolled(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self._foot())

    def _music(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(_heading("Music"), 1)
        head.addWidget(self.change)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(head)
        for label in self._names:
            column.addWidget(label)
        return column

    def _network(self, choice: Choice) -> QVBoxLayout:
        box, about = self.boxes[choice.value], _note(choice.about)
        box.setChecked(True)
        box.setAccessibleDescription(choice.about)
        box.setToolTip(choice.about)
        about.setProperty("role", "faint")
        about.setContentsMargins(24, 0, 0, 0)
        self._abouts[choice.value] = about
        row = QHBoxLayout()
        row.setSpacing(SPACING)
        row.addWidget(box, 1)
        if choice is not MEMORY:
            dot = self._dots[choice.value] = QLabel()
            row.addWidget(dot)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(about)
        return column

    def _foot(self) -> QWidget:
        foot = QFrame()
        layout = QVBoxLayout(foot)
        layout.setContentsMargins(MARGIN + 2, SPACING, MARGIN + 2, MARGIN)
        layout.setSpacing(SPACING)
        self._estimate.setProperty("role", "faint")
        self._reason.setProperty("role", "faint")
        self.start.setObjectName("primary")
        self.start.setAccessibleName("Start comparing")
        for widget in (self._estimate, self.start, self._reason):
            layout.addWidget(widget)
        return foot

    def _connect(self) -> None:
        self.change.clicked.connect(self.folder_asked)
        self.start.clicked.connect(lambda: self.start_asked.emit(self.wish))
        self.time.chosen.connect(lambda _time: self._refresh())
        self.scale.chosen.connect(lambda _size: self._refresh())
        for box in self.boxes.values():
            box.toggled.connect(lambda _on: self._refresh())


def _memory_about(wish: CompareWish) -> str:
    remembering = [c for c in contenders(wish.cores, "one") if c.has_memory]
    who = f"The {title(remembering[0]).removesuffix(' + memory')}" if remembering else "A network"
    return f"{who} once more, with a memory of the piece so far; its lines are dashed."


def _estimate(wish: CompareWish) -> str:
    minutes = max(round(wish.seconds / 60), 1)
    whole = "a minute" if minutes == 1 else f"{minutes} minutes"
    return (
        f"{wish.networks} networks, {elapsed(60 * wish.minutes)} each, and some seconds to"
        f" measure them: about {whole} in all."
    )


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label


def _note(text: str = "") -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("line")
    line.setFixedHeight(1)
    return line
