"""The page that compares kinds of networks on one's own music."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.dialogs.file_choice import choose_saved
from gui.learning.compare_intro import CompareIntro
from gui.learning.compare_plan import ComparePlan
from gui.learning.compare_wish import CompareWish
from gui.learning.comparer import Comparer
from gui.learning.comparing_view import ComparingView
from gui.learning.failure_bar import FailureBar
from gui.learning.finding_view import FindingView
from gui.learning.reports import Found, Reports
from gui.panels.announcing import announce
from gui.theme import MARGIN, Colours
from gui.trainer import COMMAND
from melodyrnn.comparison.report import lead
from melodyrnn.errors import MelodyRnnError
from melodyrnn.shelf import user_folder

SHOWN_EVERY_MS = 250
"""News comes oftener; what is seen changes at most this often, and so often the time."""
WEB = "Web pages (*.html)"
RUNS = "Networks are being compared already; wait for them, or stop."
NOTHING_THROUGH = "It was stopped before any network was through; there is nothing to tell yet."


class Outward(NamedTuple):
    """What leads out of the window: a file in the browser, and where to save a copy."""

    browse: Callable[[Path], object]
    target: Callable[[QWidget, str], Path | None]


def browse(path: Path) -> None:
    """Opens a report with the system's own browser."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def ask_target(parent: QWidget, proposed: str) -> Path | None:
    """Where to save a copy of a report."""
    return choose_saved(parent, "Save Report", Path.home() / proposed, WEB)


SYSTEM = Outward(browse, ask_target)


class ComparePage(QWidget):
    """Shows what it is for, a comparison that runs, or what one has found.

    folder_asked: a folder is to be chosen, and given to `set_places`. failed: one sentence.
    running_changed: whether networks are compared now.
    """

    folder_asked = Signal()
    failed = Signal(str)
    running_changed = Signal(bool)

    def __init__(
        self,
        colours: Colours,
        folder: Path | None = None,
        command: Sequence[str] = COMMAND,
        outward: Outward = SYSTEM,
    ) -> None:
        """folder: of the reports; None: the user's own. command: what stands before "compare"."""
        super().__init__()
        folder = folder or user_folder().parent / "reports"
        self._outward = outward
        self._busy = ""
        self._places: tuple[Path, ...] = ()
        self._found: Found | None = None
        self._has_listed = False
        self.reports = Reports(folder, self)
        self.comparer = Comparer(folder, self, command)
        self.failure = FailureBar(colours)
        self.intro = CompareIntro(colours)
        self.running = ComparingView(colours)
        self.finding = FindingView(colours)
        self.plan = ComparePlan(colours)
        self._pages = QStackedWidget()
        self._edge = QFrame()
        self._timer = QTimer(self, interval=SHOWN_EVERY_MS)
        self._build()
        self._connect()
        self.set_places(())

    @property
    def is_running(self) -> bool:
        """Whether networks are compared now."""
        return self.comparer.is_running

    def set_places(self, places: tuple[Path, ...]) -> None:
        """The music to compare on."""
        if places == self._places:
            return
        self._places = tuple(places)
        self.plan.set_places(self._places)
        self.intro.show_choose(not places)
        self._turn_to(self._pages.currentWidget())

    def set_busy(self, why: str) -> None:
        """Why comparing should not start now; "" if it may."""
        self._busy = why
        self.plan.set_busy(why or (RUNS if self.is_running else ""))

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        for part in (self.failure, self.intro, self.running, self.finding, self.plan):
            part.set_colours(colours)

    def close_down(self) -> None:
        """Ends what runs, at once; what is through is kept."""
        self._timer.stop()
        self.comparer.blockSignals(True)
        self.comparer.close()
        self.comparer.blockSignals(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._has_listed:
            self._has_listed = True
            self.reports.refresh()

    def start(self, wish: CompareWish) -> None:
        """Compares; only when nothing is compared."""
        if self.is_running:
            return
        self.failure.show_sentence("")
        self.comparer.start(wish)
        self._turn_to(self.running)
        self._show()
        self._timer.start()
        self.setFocus()  # not by itself on Stop, when the button pressed is disabled now
        self.set_busy(self._busy)
        self.running_changed.emit(True)

    def _build(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Compare networks")
        for page in (self.intro, self.running, self.finding):
            self._pages.addWidget(page)
        self._edge.setObjectName("line")
        self._edge.setFixedWidth(1)
        wrong = QVBoxLayout()
        wrong.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        wrong.addWidget(self.failure)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(wrong)
        left.addWidget(self._pages, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(left, 1)
        layout.addWidget(self._edge)
        layout.addWidget(self.plan)

    def _connect(self) -> None:
        for source in (self.intro.folder_asked, self.plan.folder_asked):
            source.connect(self.folder_asked)
        self.plan.start_asked.connect(self.start)
        self.running.stop_asked.connect(self._on_stop)
        self._timer.timeout.connect(self._show)
        self.comparer.failed.connect(self._on_failed)
        self.comparer.ended.connect(self._on_ended)
        self.reports.listed.connect(self._on_listed)
        self.intro.open_asked.connect(self.show_found)
        self.finding.chosen.connect(self.show_found)
        self.finding.open_asked.connect(self._on_open)
        self.finding.save_asked.connect(self._on_save)

    def show_found(self, found: Found) -> None:
        """Shows what a comparison has found, unless one runs."""
        if self.is_running:
            return
        self._found = found
        self.finding.show_found(found, self.reports.found)
        self._turn_to(self.finding)

    def _turn_to(self, page: QWidget | None) -> None:
        """The plan stands beside all but the very beginning."""
        if page is not None:
            self._pages.setCurrentWidget(page)
        for widget in (self.plan, self._edge):
            widget.setVisible(bool(self._places) or page is not self.intro)

    def _show(self) -> None:
        if self.isVisible():
            self.running.show_state(self.comparer.state, self.comparer.seconds)

    def _on_stop(self) -> None:
        self.comparer.stop()
        self._show()

    def _on_listed(self) -> None:
        self.intro.show_earlier(self.reports.found)

    def _on_failed(self, sentence: str) -> None:
        self.failure.show_sentence(sentence)
        announce(self, sentence)
        self.failed.emit(sentence)

    def _on_ended(self) -> None:
        self._timer.stop()
        state = self.comparer.state
        self.set_busy(self._busy)
        self.running_changed.emit(False)
        if not (state.done or state.is_reported):
            self._turn_to(self.intro)
            if state.is_stopping:
                self.failure.show_sentence(NOTHING_THROUGH)
            return
        try:
            found = self.reports.read(self.comparer.results)
        except MelodyRnnError as error:
            self._turn_to(self.intro)
            self._on_failed(str(error))
            return
        self.show_found(found)
        announce(self, lead(found.comparison)[0])

    def _on_open(self) -> None:
        found = self._found
        if found is None:
            return
        try:
            if not found.report.exists():
                found.write(found.report)
        except MelodyRnnError as error:
            self._on_failed(str(error))
        else:
            self._outward.browse(found.report)

    def _on_save(self) -> None:
        found = self._found
        if found is None or (target := self._outward.target(self, found.proposed)) is None:
            return
        try:
            found.write(target)
        except MelodyRnnError as error:
            self._on_failed(str(error))
