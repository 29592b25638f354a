"""The main window: where everything stands. It wires nothing and knows no music."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QSplitter,
    QStatusBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gui.actions import Actions, specs
from gui.menus import build_menus
from gui.panels.file_drops import take_files, welcome_files

SIDE_WIDTH, TAKES_HEIGHT = 316, 190
"""Of the panels beside and below the roll when the window is first opened."""

TABS_HEIGHT = 150
"""Of what stands below the generation panel, at the least."""

ROOMY_WIDTH = 1700
"""On a narrower screen the window takes all of it."""


class Places(NamedTuple):
    """What stands where. side: below the generation panel, as tabs by title."""

    transport: QWidget
    notices: QWidget
    roll: QWidget
    takes: QWidget
    generation: QWidget
    side: dict[str, QWidget]
    status: QStatusBar


class MainWindow(QMainWindow):
    """The one window.

    files_dropped: files or folders (Paths) were dropped on it. painted: it is on the screen,
    for the first time. closing asks `may_close`, set by the application, before it lets go.
    """

    files_dropped = Signal(list)
    painted = Signal()

    def __init__(self, actions: Actions, places: Places, recent: QMenu) -> None:
        super().__init__()
        self.may_close: Callable[[], bool] = lambda: True
        self._places = places
        self._is_painted = False
        self.setAcceptDrops(True)
        self.setMinimumSize(960, 600)
        self.resize(1366, 768)
        for name in specs():
            self.addAction(actions[name])  # so that shortcuts work without their menu
        build_menus(self.menuBar(), actions, {"recent": recent})
        self._across, self._along, self._side, self._tabs = self._splitters(places)
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(places.transport)
        layout.addWidget(places.notices)
        layout.addWidget(self._across, 1)
        self.setCentralWidget(column)
        self.setStatusBar(places.status)
        places.roll.setFocus()

    def _splitters(self, places: Places) -> tuple[QSplitter, QSplitter, QSplitter, QTabWidget]:
        """The roll above the takes; beside both the generation panel above the tabs."""
        along = QSplitter(Qt.Orientation.Vertical)
        along.addWidget(places.roll)
        along.addWidget(places.takes)
        along.setStretchFactor(0, 1)
        along.setCollapsible(0, False)
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        for title, panel in places.side.items():
            tabs.addTab(panel, title)
        side = QSplitter(Qt.Orientation.Vertical)
        side.addWidget(places.generation)
        side.addWidget(tabs)
        side.setStretchFactor(1, 1)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(along)
        across.addWidget(side)
        across.setStretchFactor(0, 1)
        across.setSizes([1050, SIDE_WIDTH])
        along.setSizes([520, TAKES_HEIGHT])
        across.setCollapsible(0, False)
        return across, along, side, tabs

    def give_generation(self, height: int) -> None:
        """Makes the generation panel so high, as far as the tabs below it stay usable."""
        now, tabs = self._side.sizes()
        height = min(max(now, height), now + tabs - TABS_HEIGHT)
        if height > now:
            self._side.setSizes([height, now + tabs - height])

    def show_tab(self, title: str) -> None:
        """Brings a tab of the side to the front."""
        index = list(self._places.side).index(title)
        self._tabs.setCurrentIndex(index)

    def next_region(self) -> None:
        """Moves the keyboard focus on: roll, takes, generation, tabs, transport, and round."""
        places = self._places
        regions = [places.roll, places.takes, places.generation, self._tabs, places.transport]
        here = next((i for i, r in enumerate(regions) if _holds_focus(r)), -1)
        for step in range(1, len(regions) + 1):
            region = regions[(here + step) % len(regions)]
            if region.isVisible() and _give_focus(region):
                return

    def layout_state(self) -> bytes:
        """How large everything is, to be restored when the window opens again."""
        states = (self._across.saveState(), self._along.saveState())
        return b"|".join(bytes(state.toBase64().data()) for state in states)

    def restore_layout(self, geometry: bytes, state: bytes) -> None:
        """As it was left; what does not fit is passed over."""
        if geometry:
            self.restoreGeometry(QByteArray(geometry))
        elif self.screen().availableSize().width() < ROOMY_WIDTH:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        else:
            self.resize(self.screen().availableSize() * 0.8)
        across, _, along = state.partition(b"|")
        if across and along:
            self._across.restoreState(QByteArray.fromBase64(QByteArray(across)))
            self._along.restoreState(QByteArray.fromBase64(QByteArray(along)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # when all inside it is painted too

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        welcome_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = take_files(event)
        self.activateWindow()
        # Later: a question about unsaved edits must not hold up the program they come from.
        QTimer.singleShot(0, self, lambda: self.files_dropped.emit(paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
            event.accept()
        else:
            event.ignore()


def _holds_focus(region: QWidget) -> bool:
    focus = region.window().focusWidget()
    return focus is not None and (focus is region or region.isAncestorOf(focus))


def _give_focus(region: QWidget) -> bool:
    """Focus to the region's first widget that takes it; whether there was one."""
    for widget in (region, *region.findChildren(QWidget)):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False
