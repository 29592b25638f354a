"""The learning window: teaching a network, the models there are, and networks compared.

It stands beside the main window, so that one can compose while a network learns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from gui.panels.file_drops import take_files, welcome_files

Page = Literal["learn", "models", "compare"]
PAGES: tuple[Page, ...] = ("learn", "models", "compare")
TITLES: dict[Page, str] = {"learn": "Learn", "models": "Models", "compare": "Compare"}

PLAN_WIDTH = 340
"""Of the plan beside the music, when the window is first opened."""


class Pages(NamedTuple):
    """What stands in the window.

    notices: below all. music and plan stand side by side until learning begins, offer above.
    """

    notices: QWidget
    offer: QWidget
    music: QWidget
    plan: QWidget
    progress: QWidget
    models: QWidget
    compare: QWidget


class LearnWindow(QWidget):
    """Tabs; the first shows the music and the plan, or how learning goes.

    dropped: files or folders (Paths) were dropped on it. page_shown: a tab came to the
    front. closed: it is not seen any more; what it does goes on.
    """

    dropped = Signal(list)
    page_shown = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        """Empty until it is furnished."""
        super().__init__()
        self.setObjectName("learn_window")
        self.setWindowTitle("Learn")
        self.setAcceptDrops(True)
        self.setMinimumSize(820, 460)
        self.resize(QSize(1180, 720).boundedTo(self.screen().availableSize()))
        self._tabs, self._learn = QTabWidget(self), QStackedWidget()
        self._tabs.currentChanged.connect(lambda index: self.page_shown.emit(PAGES[index]))
        for keys in (QKeySequence.StandardKey.Close, QKeySequence(Qt.Key.Key_Escape)):
            QShortcut(QKeySequence(keys), self, self.close)

    def furnish(self, pages: Pages) -> Iterator[None]:
        """Puts in what stands in it, in steps, from the outside in.

        What changes its parent has all that is in it styled anew.
        """
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tabs, 1)
        layout.addWidget(pages.notices)
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self._learn, TITLES["learn"])
        music = QWidget()
        self._learn.addWidget(music)
        self._learn.addWidget(pages.progress)
        yield
        self._tabs.addTab(pages.models, TITLES["models"])
        yield
        self._tabs.addTab(pages.compare, TITLES["compare"])
        yield
        column = QVBoxLayout(music)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        beside = QSplitter(Qt.Orientation.Horizontal)
        column.addWidget(pages.offer)
        column.addWidget(beside, 1)
        beside.addWidget(pages.music)
        yield
        beside.addWidget(pages.plan)
        beside.setStretchFactor(0, 1)
        beside.setChildrenCollapsible(False)
        beside.setSizes([1180 - PLAN_WIDTH, PLAN_WIDTH])

    @property
    def page(self) -> Page:
        """The tab in front."""
        return PAGES[self._tabs.currentIndex()]

    def open_at(self, page: Page) -> None:
        """Shows the window with a tab in front."""
        self._tabs.setCurrentIndex(PAGES.index(page))
        self.show()
        self.raise_()
        self.activateWindow()

    def show_progress(self, on: bool) -> None:
        """How learning goes, or the music and the plan."""
        self._learn.setCurrentIndex(int(on))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        welcome_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = take_files(event)
        self.activateWindow()
        QTimer.singleShot(0, self, lambda: self.dropped.emit(paths))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
