"""The models page: all models there are, what each learned, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs.message import Choice, Message, MessageDialog
from gui.learning.drop_cover import DropCover
from gui.learning.model_desk import ModelDesk
from gui.learning.model_list import ModelList
from gui.learning.model_sheet import ModelSheet
from gui.learning.run_rows import RunRows
from gui.learning.scoring import Scoring, ask_folder, ask_text
from gui.learning_requests import ModelEntry
from gui.panels.file_drops import dragged_files, take_files
from gui.panels.keyboard import PanelButton
from gui.panels.scrolling import scrolled
from gui.theme import MARGIN, SPACING, Colours
from melodyrnn.originality.sources import sources_path
from melodyrnn.shelf import SUFFIX

MODELS = f"Models (*{SUFFIX})"
WHOLE = f"Model and the music it learned from (*{SUFFIX})"
ALONE = f"Model alone (*{SUFFIX})"
LIST_WIDTH, NARROWEST_LIST = 300, 220
SHEET_WIDTH = 590
"""Pixels that a model wants beside the list, before the list has all it wants."""
FOR_GOOD = (Choice("delete", "Delete for Good", "danger"), Choice("cancel", "Keep It", "primary"))


class Target(NamedTuple):
    """Where a copy of a model goes, and whether the music it learned from goes along."""

    path: Path
    with_sources: bool


class Choosers(NamedTuple):
    """Where files come from and go to, asked with the system's dialogs; None: nowhere.

    target: is told a name, and whether there is music that may go along. folder: where to
    begin. text: a name.
    """

    model: Callable[[QWidget], Path | None]
    target: Callable[[QWidget, str, bool], Target | None]
    reveal: Callable[[Path], object]
    folder: Callable[[QWidget, Path], Path | None] = ask_folder
    text: Callable[[QWidget, str], Path | None] = ask_text


def ask_model(parent: QWidget) -> Path | None:
    """A model file to take in."""
    name, _ = QFileDialog.getOpenFileName(parent, "Import Model", "", MODELS)
    return Path(name) if name else None


def ask_target(parent: QWidget, proposed: str, has_sources: bool) -> Target | None:
    """Where to copy a model; the kind of file says what goes along."""
    kinds = f"{WHOLE};;{ALONE}" if has_sources else MODELS
    name, kind = QFileDialog.getSaveFileName(parent, "Export Model", proposed, kinds)
    path = Path(name if name.endswith(SUFFIX) else name + SUFFIX)
    return Target(path, kind != ALONE) if name else None


def show_in_folder(path: Path) -> None:
    """Opens the folder of a file with the system's own program."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


SYSTEM = Choosers(ask_model, ask_target, show_in_folder)


class ModelsPage(QWidget):
    """use_asked: name of the model that is to write. resume_asked, discard_asked: a RunSummary."""

    use_asked = Signal(str)
    resume_asked = Signal(object)
    discard_asked = Signal(object)

    def __init__(self, desk: ModelDesk, colours: Colours, choosers: Choosers = SYSTEM) -> None:
        super().__init__()
        self._desk, self._colours, self._choosers = desk, colours, choosers
        self._new: frozenset[str] = frozenset()
        self._next = self._learning = ""
        self._dialog: MessageDialog | None = None
        self.list = ModelList(colours)
        self.sheet = ModelSheet(colours)
        self.scoring = Scoring(desk, self.sheet, choosers.folder, choosers.text)
        self.runs = RunRows()
        self.adopt = PanelButton("Import…")
        self._build()
        self._connect()
        self._on_listed()

    def set_new(self, names: frozenset[str]) -> None:
        """Models that were made in this session."""
        self._new = names
        self.list.show_models(self._desk.models, names)

    def set_busy(self, why: str) -> None:
        """Why no training can be taken up now; "" if one can."""
        self.runs.set_busy(why)

    def set_learning(self, name: str) -> None:
        """The model that learns right now; "" for none. Its files are left alone."""
        self._learning = name
        self.sheet.set_learning(name)
        self._show_runs()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.list.set_colours(colours)
        self.sheet.set_colours(colours)
        self._cover.set_colours(colours)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the list gives way first."""
        wanted = min(LIST_WIDTH, self.width() - SHEET_WIDTH)
        self._left.setFixedWidth(max(wanted, NARROWEST_LIST))
        super().resizeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A folder is what the model can be judged by; all else is for the window."""
        words = self.scoring.drop_words(dragged_files(event))
        self._cover.show_words(words)
        if words:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._cover.show_words("")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = take_files(event)
        self._cover.show_words("")
        self.activateWindow()
        QTimer.singleShot(0, self, lambda: self.scoring.judge_by(paths))

    def _build(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Models")
        self.adopt.say("Import a model", "Take in a model file from elsewhere; it is checked first")
        title = QLabel("Models")
        title.setProperty("role", "title")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.adopt)
        self._left = left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.runs)
        holder = QWidget()
        holder.setObjectName("contents")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(MARGIN, 0, MARGIN, 0)
        inner.addWidget(self.sheet)
        scroll = scrolled(holder)
        self._cover = DropCover(self._colours, scroll)
        self.setAcceptDrops(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, SPACING, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addWidget(left)
        layout.addWidget(scroll, 1)

    def _connect(self) -> None:
        desk, sheet = self._desk, self.sheet
        desk.listed.connect(self._on_listed)
        desk.added.connect(self._on_added)
        desk.no_trash.connect(self._on_no_trash)
        self.list.chosen.connect(self._on_chosen)
        self.adopt.clicked.connect(self._on_import)
        self.runs.resume_asked.connect(self.resume_asked)
        self.runs.discard_asked.connect(self.discard_asked)
        sheet.use_asked.connect(self._on_use)
        sheet.export_asked.connect(self._on_export)
        sheet.reveal_asked.connect(self._on_reveal)
        sheet.delete_asked.connect(self._on_delete)
        sheet.renamed.connect(self._on_renamed)
        self.list.activated.connect(lambda _index: self._on_use())

    def _on_listed(self) -> None:
        self.list.show_models(self._desk.models, self._new)
        if self._next:
            self.list.choose(self._next)
            self._next = ""
        self._show_runs()

    def _show_runs(self) -> None:
        self.runs.show_runs([r for r in self._desk.unfinished if r.name != self._learning])

    def _on_added(self, name: str) -> None:
        self._next = name

    def _on_chosen(self, entry: ModelEntry | None) -> None:
        self.sheet.setVisible(entry is not None)
        if entry is not None:
            self.sheet.show_model(entry, self._desk.run_of(entry))
            self.scoring.show_model(entry)

    def _on_use(self) -> None:
        if (entry := self.list.entry) is not None and not entry.problem:
            self.use_asked.emit(entry.name)

    def _on_renamed(self, name: str) -> None:
        if (entry := self.list.entry) is not None:
            self._desk.rename(entry, name)

    def _on_import(self) -> None:
        if (path := self._choosers.model(self)) is not None:
            self._desk.adopt(path)

    def _on_export(self) -> None:
        entry = self.list.entry
        if entry is None:
            return
        has_sources = sources_path(entry.path).exists()
        target = self._choosers.target(self, f"{entry.name}{SUFFIX}", has_sources)
        if target is not None:
            self._desk.copy(entry, target.path, with_sources=target.with_sources)

    def _on_reveal(self) -> None:
        if (entry := self.list.entry) is not None:
            self._choosers.reveal(entry.path)

    def _on_delete(self) -> None:
        if (entry := self.list.entry) is not None and not entry.is_shipped:
            self._desk.throw_away(entry)

    def _on_no_trash(self, entry: ModelEntry) -> None:
        text = f"There is no trash for the folder of {entry.name}. Deleted now, it is gone."
        message = Message(f"Delete {entry.name} for good?", text, "warning")
        self._dialog = MessageDialog(message, self._colours, FOR_GOOD, self)
        self._dialog.chosen.connect(
            lambda key: self._desk.delete(entry) if key == "delete" else None
        )
        self._dialog.open()
