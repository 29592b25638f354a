"""The page of a training: how it goes in curves and in words, and how it sounds by now."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.icons import pixmap
from gui.learning.curve_plot import CurvePlot
from gui.learning.curves import Curves, Measure
from gui.learning.failure_bar import FailureBar
from gui.learning.run_head import RunHead
from gui.learning.run_state import RunState, begun, failed, with_event
from gui.learning.sample_view import SampleView
from gui.learning.verdict_card import VerdictCard
from gui.panels.announcing import announce
from gui.panels.segments import Segment, Segments
from gui.theme import MARGIN, SPACING, Colours
from melodyrnn.course.events import Command, Event, Learning
from melodyrnn.course.history import History
from melodyrnn.course.verdict import Verdict, verdict

SHOWN_EVERY_MS = 250
"""News comes oftener; what is seen changes at most this often."""

CARD_WIDTHS, CARD_SHARE = (250, 312), 0.285
"""Of the verdict and the facts beside the curves."""

NO_HISTORY = History()


class ProgressPage(QWidget):
    """Shows one training from its first event to its end. The signals are wishes.

    resume_asked also comes of one that was suspended, and then means to start it again.
    play_asked: a `Sampled`.
    """

    pause_asked = Signal()
    resume_asked = Signal()
    stop_asked = Signal()
    compose_asked = Signal()
    another_asked = Signal()
    reveal_asked = Signal()
    play_asked = Signal(object)
    stop_play_asked = Signal()

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._colours = colours
        self._state = RunState()
        self._verdict = Verdict("", "waiting")
        self._is_stale = False
        self._measure: Measure = "time"
        self.head = RunHead(colours)
        self.failure = FailureBar(colours)
        self.plot = CurvePlot(colours)
        self.samples = SampleView(colours)
        self.card = VerdictCard(colours)
        self.measures = Segments(
            "Axis",
            (
                Segment("time", "Minutes", "Shows the curves over time"),
                Segment("epochs", "Epochs", "Shows them by how often it has seen your music"),
            ),
        )
        self._legend = (QLabel(), QLabel())
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_EVERY_MS)
        self._lay_out()
        self._connect()
        self.set_colours(colours)

    @property
    def state(self) -> RunState:
        """The training as it is now."""
        return self._state

    @property
    def verdict(self) -> Verdict:
        """What its curves mean."""
        return self._verdict

    def begin(self, title: str, history: History = NO_HISTORY) -> None:
        """A training starts, or is taken up again with its history."""
        self.samples.latest.setChecked(True)
        self._change(begun(title, history), at_once=True)

    def take(self, event: Event) -> None:
        """The training told something."""
        state = with_event(self._state, event)
        if isinstance(event, Learning) and event.held_out:
            self._judge(state)
        self._change(state, at_once=state.phase != self._state.phase)

    def set_failed(self, sentence: str) -> None:
        """It broke off."""
        self._change(failed(self._state, sentence), at_once=True)
        announce(self, sentence)

    def set_playing(self, check: int, tick: float | None = None) -> None:
        """The sample of this check is heard, at this tick; 0: none is."""
        self.samples.set_playing(check, tick)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        for part in (self.head, self.failure, self.plot, self.samples, self.card):
            part.set_colours(colours)
        ratio = self.devicePixelRatioF()
        for label, ink in zip(self._legend, (colours.idea, colours.accent), strict=True):
            label.setPixmap(pixmap("record", ink, size=14, ratio=ratio))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrowest, widest = CARD_WIDTHS
        self.card.setFixedWidth(min(max(round(self.width() * CARD_SHARE), narrowest), widest))
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(1100, 680)

    def _lay_out(self) -> None:
        curves = QFrame()
        curves.setObjectName("card")
        head = QHBoxLayout()
        head.setSpacing(4)
        title = QLabel("How It Learns")
        title.setProperty("role", "heading")
        head.addWidget(title)
        head.addSpacing(MARGIN)
        for mark, text in zip(self._legend, ("music never seen", "your music"), strict=True):
            words = QLabel(text)
            words.setProperty("role", "faint")
            head.addWidget(mark)
            head.addWidget(words)
            head.addSpacing(SPACING)
        head.addStretch(1)
        self.measures.setFixedWidth(160)
        head.addWidget(self.measures)
        inside = QVBoxLayout(curves)
        inside.setContentsMargins(MARGIN + 4, SPACING, MARGIN, SPACING)
        inside.setSpacing(SPACING)
        inside.addLayout(head)
        inside.addWidget(self.plot, 1)
        left = QVBoxLayout()
        left.setSpacing(MARGIN)
        left.addWidget(curves, 3)
        left.addWidget(self.samples, 2)
        middle = QHBoxLayout()
        middle.setSpacing(MARGIN)
        middle.addLayout(left, 1)
        middle.addWidget(self.card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN + 4, MARGIN, MARGIN + 4, MARGIN)
        layout.setSpacing(MARGIN)
        for part in (self.head, self.failure):
            layout.addWidget(part)
        layout.addLayout(middle, 1)

    def _connect(self) -> None:
        head = self.head
        head.pause_asked.connect(self._on_pause)
        head.resume_asked.connect(self._on_resume)
        head.stop_asked.connect(self._on_stop)
        head.compose_asked.connect(self.compose_asked)
        head.another_asked.connect(self.another_asked)
        head.reveal_asked.connect(self.reveal_asked)
        self.samples.play_asked.connect(self.play_asked)
        self.samples.stop_play_asked.connect(self.stop_play_asked)
        self.samples.sample_chosen.connect(self._on_sample_chosen)
        self.plot.check_chosen.connect(self.samples.choose)
        self.measures.chosen.connect(self._on_measure)
        self._timer.timeout.connect(self._on_timer)

    def _change(self, state: RunState, *, at_once: bool = False) -> None:
        has_turned = state.phase != self._state.phase
        self._state = state
        if has_turned:
            self._judge(state)
        self._is_stale = True
        if at_once or not self._timer.isActive():
            self._show()

    def _judge(self, state: RunState) -> None:
        before = self._verdict
        self._verdict = verdict(
            state.history, base=state.base, markov=state.markov, is_over=not state.is_running
        )
        if self._verdict.kind != before.kind and state.history.checks:
            announce(self, self._verdict.sentence)

    def _show(self) -> None:
        """Shows all; not again before the timer has run out, however much is told."""
        if not self.isVisible():
            return  # `showEvent` makes up for it
        self._is_stale = False
        self._timer.start()
        state = self._state
        self.head.show_state(state)
        self.failure.show_sentence(state.failure)
        self.card.show_state(state, self._verdict)
        self.samples.show_history(state.history)
        self.plot.set_curves(self._curves())

    def _curves(self) -> Curves:
        state = self._state
        best = state.history.best
        shown = self.samples.sample
        return Curves(
            history=state.history,
            base=state.base,
            markov=state.markov,
            measure=self._measure,
            whole_s=state.whole_s,
            joints=state.joints,
            heard=shown.check if shown else 0,
            turned_s=best.seconds if best and self._verdict.has_memorised else None,
            is_over=not state.is_running,
        )

    def _ask(self, wish: Command) -> None:
        self._change(replace(self._state, wish=wish), at_once=True)

    def _on_pause(self) -> None:
        self._ask("pause")
        self.pause_asked.emit()

    def _on_resume(self) -> None:
        if self._state.is_running:
            self._ask("resume")
        self.resume_asked.emit()

    def _on_stop(self) -> None:
        self._ask("stop")
        self.stop_asked.emit()

    def _on_sample_chosen(self) -> None:
        self.plot.set_curves(replace(self.plot.curves, heard=self._curves().heard))

    def _on_measure(self, measure: Measure) -> None:
        self._measure = measure
        self.plot.set_curves(self._curves())

    def _on_timer(self) -> None:
        if self._is_stale:
            self._show()
