"""Hear it learn: the same tune gone on with at every check, to be looked at and heard."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from gui.icons import icon
from gui.learning.check_slider import CheckSlider
from gui.learning.curves import value_words
from gui.learning.sample_picture import WAITING, Room, SamplePicture
from gui.panels.elided_label import ElidedLabel
from gui.panels.keyboard import PanelButton
from gui.panels.tool_button import toggle
from gui.theme import MARGIN, SPACING, Colours
from melodyrnn.course.events import Sampled
from melodyrnn.course.history import History
from melodyrnn.course.words import elapsed

PLAY_WIDTH = 84


class SampleView(QFrame):
    """Shows the samples of a history, the latest by default.

    play_asked: a `Sampled`; while one is heard, choosing another asks for that.
    sample_chosen: number of the check whose sample is shown now.
    """

    play_asked = Signal(object)
    stop_play_asked = Signal()
    sample_chosen = Signal(int)

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self.setObjectName("card")
        self._colours = colours
        self._history = History()
        self._place = 0
        self._heard = 0
        self._tick: float | None = None
        self._room = Room()
        self._picture = SamplePicture(colours)
        self._caption = ElidedLabel()
        self.slider = CheckSlider(colours)
        self.play = PanelButton("Play", "idea")
        self.latest = toggle("Latest", "Always shows the newest", text="Latest")
        self.latest.setChecked(True)
        self._lay_out()
        self.play.clicked.connect(self._on_play)
        self.latest.toggled.connect(self._on_latest)
        self.slider.moved_to.connect(self._on_moved)
        self._show()

    @property
    def sample(self) -> Sampled | None:
        """What is shown."""
        samples = self._history.samples
        return samples[self._place] if samples else None

    @property
    def is_heard(self) -> bool:
        """Whether what is shown is being played."""
        return self.sample is not None and self._heard == self.sample.check

    def show_history(self, history: History) -> None:
        """Shows another history; one that is heard stays in view until it has ended."""
        if history.samples != self._history.samples:
            self._room = Room.of(history.samples)
        self._history = history
        self._place = min(self._place, max(len(history.samples) - 1, 0))
        self._follow()
        self._show()

    def choose(self, check: int) -> None:
        """Shows the sample of a check, if it has one."""
        for place, sample in self._numbered():
            if sample.check == check:
                self._go_to(place)

    def set_playing(self, check: int, tick: float | None = None) -> None:
        """The sample of this check is heard, at this tick; 0: none is."""
        has_changed = check != self._heard
        self._heard, self._tick = check, tick
        if has_changed:
            self._follow()
            self._move(next((p for p, s in self._numbered() if s.check == check), self._place))
            self._show()
        self._picture.set_playhead(tick if self.is_heard else None)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self._picture.set_colours(colours)
        self.slider.set_colours(colours)
        self._show()

    def _lay_out(self) -> None:
        title = QLabel("Hear It Learn")
        title.setProperty("role", "heading")
        self.latest.setProperty("segment", "only")
        self._caption.setAccessibleName("The moment that is shown")
        top = QHBoxLayout()
        top.setSpacing(MARGIN)
        top.addWidget(title)
        top.addWidget(self._caption, 1)
        top.addWidget(self.latest)
        self.play.setFixedWidth(PLAY_WIDTH)
        self.play.setIconSize(QSize(16, 16))
        below = QVBoxLayout()
        below.setSpacing(4)
        below.addWidget(self._picture, 1)
        below.addWidget(self.slider)
        middle = QHBoxLayout()
        middle.setSpacing(MARGIN)
        middle.addWidget(self.play, 0, Qt.AlignmentFlag.AlignVCenter)
        middle.addLayout(below, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN + 4, SPACING, MARGIN, SPACING)
        layout.setSpacing(SPACING - 2)
        layout.addLayout(top)
        layout.addLayout(middle, 1)

    def _show(self) -> None:
        samples, best = self._history.samples, self._history.best
        checks = [sample.check for sample in samples]
        place_of_best = checks.index(best.number) if best and best.number in checks else None
        self.slider.set_places(len(samples), self._place, place_of_best)
        words = self._words()
        self._caption.setText(words)
        self.slider.setAccessibleDescription(words)
        self._picture.show_sample(self.sample, self._room)
        self._picture.setAccessibleName(f"Notes of the sample {words}" if words else WAITING)
        self._picture.set_playhead(self._tick if self.is_heard else None)
        self.play.setEnabled(self.sample is not None)
        tip = "Stop" if self.is_heard else f"Play what it goes on with {words}"
        name = "Stop" if self.is_heard else "Play this moment"
        self.play.say(name, tip if self.sample else "There is nothing to hear yet")
        self.play.setText("Stop" if self.is_heard else "Play")
        picture = "stop" if self.is_heard else "play"
        self.play.setIcon(icon(picture, self._colours, ink=self._colours.on_idea))
        self.latest.setVisible(len(samples) > 1)

    def _words(self) -> str:
        sample = self.sample
        if sample is None:
            return ""
        check = next((c for c in self._history.checks if c.number == sample.check), None)
        score = f": {value_words(check.score)}" if check else ""
        is_best = check is not None and check == self._history.best
        return f"after {elapsed(sample.seconds)}{score}{', the best so far' if is_best else ''}"

    def _numbered(self) -> Iterable[tuple[int, Sampled]]:
        return enumerate(self._history.samples)

    def _follow(self) -> None:
        if self.latest.isChecked() and not self._heard:
            self._move(max(len(self._history.samples) - 1, 0))

    def _move(self, place: int) -> None:
        has_moved, self._place = place != self._place, place
        if has_moved and self.sample is not None:
            self.sample_chosen.emit(self.sample.check)

    def _go_to(self, place: int) -> None:
        self.latest.setChecked(place == len(self._history.samples) - 1)
        self._move(place)
        self._show()
        if self._heard and not self.is_heard:
            self.play_asked.emit(self.sample)

    def _on_moved(self, place: int) -> None:
        self._go_to(place)

    def _on_latest(self) -> None:
        self._follow()
        self._show()

    def _on_play(self) -> None:
        if self.is_heard:
            self.stop_play_asked.emit()
        elif self.sample is not None:
            self.play_asked.emit(self.sample)
