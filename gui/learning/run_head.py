"""The head of a training's page: its name, how it stands, how far it has come, and buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui.icons import icon, pixmap
from gui.learning.run_state import RunState
from gui.learning.run_words import state_words, time_words
from gui.panels.elided_label import ElidedLabel
from gui.panels.keyboard import PanelButton
from gui.theme import MARGIN, SPACING, Colours

BAR_PARTS = 1000
DOT_PX = 12


class RunHead(QWidget):
    """Shows a state; each signal is a button pressed."""

    pause_asked = Signal()
    resume_asked = Signal()
    stop_asked = Signal()
    compose_asked = Signal()
    another_asked = Signal()
    reveal_asked = Signal()

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._state = RunState()
        self._title = _titled()
        self._mark, self._words, self._time = QLabel(), ElidedLabel(), QLabel()
        self._time.setProperty("role", "faint")
        self.bar = QProgressBar()
        self.bar.setRange(0, BAR_PARTS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the training")
        self.pause, self.stop = PanelButton("Pause"), PanelButton("Stop and Keep")
        self.reveal, self.another = PanelButton("Show File"), PanelButton("Train Another")
        self.compose = PanelButton("Use in Compose")
        self.compose.setObjectName("primary")
        self._lay_out()
        self.pause.clicked.connect(self._on_pause)
        self.stop.clicked.connect(self.stop_asked)
        self.compose.clicked.connect(self.compose_asked)
        self.another.clicked.connect(self.another_asked)
        self.reveal.clicked.connect(self.reveal_asked)
        self.show_state(self._state)

    def show_state(self, state: RunState) -> None:
        """Shows another state."""
        self._state = state
        self._title.setText(state.title or "Nothing Is Learned Yet")
        self._words.setText(state_words(state))
        self._time.setText(time_words(state))
        self._time.setVisible(bool(self._time.text()))
        self._show_share()
        self._show_buttons()
        self._dress()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self._dress()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(3)
        names.addWidget(self._title)
        below = QHBoxLayout()
        below.setSpacing(SPACING - 2)
        below.addWidget(self._mark)
        below.addWidget(self._words, 1)
        names.addLayout(below)
        top = QHBoxLayout()
        top.setSpacing(SPACING)
        top.addLayout(names, 1)
        for button in (self.pause, self.stop, self.reveal, self.another, self.compose):
            button.setIconSize(QSize(16, 16))
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        under = QHBoxLayout()
        under.setSpacing(MARGIN)
        under.addWidget(self.bar, 1)
        under.addWidget(self._time)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addLayout(top)
        layout.addLayout(under)

    def _show_share(self) -> None:
        state = self._state
        share = 1.0 if state.phase == "over" and not state.is_suspended else state.share
        if state.phase == "scanning" and state.scanned and state.scanned.total:
            share = state.scanned.done / state.scanned.total
        self.bar.setValue(round(min(max(share, 0.0), 1.0) * BAR_PARTS))
        self.bar.setAccessibleDescription(f"{state_words(state)}. {time_words(state)}".strip())

    def _show_buttons(self) -> None:
        state = self._state
        is_still = state.phase == "paused" or not state.is_running
        self.pause.setVisible(state.is_running or state.can_resume)
        self.pause.setText("Resume" if is_still else "Pause")
        is_at_work = state.phase in ("learning", "paused")
        _enable(
            self.pause,
            (is_at_work and state.wish is None) or state.can_resume,
            "Goes on where it was"
            if is_still
            else "Waits and gives the processor back; what it has learned is saved",
            "It pauses once it has begun to learn" if state.wish is None else "In a moment",
        )
        has_best = state.history.best is not None
        self.stop.setVisible(state.is_running)
        self.stop.setText("Stop and Keep" if has_best else "Stop")
        _enable(
            self.stop,
            state.wish != "stop",
            "Ends here; the best moment so far becomes the model"
            if has_best
            else "Ends here; there is nothing to keep yet",
            "It is stopping",
        )
        self.compose.setVisible(state.is_kept)
        self.compose.setToolTip("Choose this model and go on composing")
        self.reveal.setVisible(state.is_kept)
        self.reveal.setToolTip("Shows the model's file in its folder")
        self.another.setVisible(not state.is_running)
        self.another.setText("Train Another" if state.phase == "over" else "Back to My Music")
        self.another.setToolTip("Back to the music and the plan")

    def _dress(self) -> None:
        c, state = self._colours, self._state
        inks = {"learning": c.good, "paused": c.warning, "failed": c.playhead, "over": c.good}
        ink = c.warning if state.is_suspended else inks.get(state.phase, c.idea)
        dot = pixmap("record", ink, size=DOT_PX, ratio=self.devicePixelRatioF())
        self._mark.setPixmap(dot)
        is_still = state.phase == "paused" or state.is_suspended
        self.pause.setIcon(icon("play" if is_still else "pause", c))
        self.stop.setIcon(icon("stop", c))

    def _on_pause(self) -> None:
        is_still = self._state.phase == "paused" or self._state.is_suspended
        (self.resume_asked if is_still else self.pause_asked).emit()


def _titled() -> ElidedLabel:
    result = ElidedLabel()
    result.setProperty("role", "title")
    return result


def _enable(button: QPushButton, on: bool, tip: str, why_not: str) -> None:
    button.setEnabled(on)
    button.setToolTip(tip if on else why_not)
