"""The models page: all models there are, what each learned, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs.message import Choice, Message, MessageDialog
from gui.learning.model_desk import ModelDesk
from gui.learning.model_list import ModelList
from gui.learning.model_sheet import ModelSheet
from gui.learning.run_rows import RunRows
from gui.learning_requests import ModelEntry
from gui.panels.keyboard import PanelButton
from gui.panels.scrolling import scrolled
from gui.theme import MARGIN, SPACING, Colours
from melodyrnn.shelf import SUFFIX

MODELS = f"Models (*{SUFFIX})"
LIST_WIDTH = 300
FOR_GOOD = (Choice("delete", "Delete for Good", "danger"), Choice("cancel", "Keep It", "primary"))


class Choosers(NamedTuple):
    """Where files come from and go to, asked with the system's dialogs; None: nowhere."""

    model: Callable[[QWidget], Path | None]
    target: Callable[[QWidget, str], Path | None]
    reveal: Callable[[Path], object]


def ask_model(parent: QWidget) -> Path | None:
    """A model file to take in."""
    name, _ = QFileDialog.getOpenFileName(parent, "Import Model", "", MODELS)
    return Path(name) if name else None


def ask_target(parent: QWidget, proposed: str) -> Path | None:
    """Where to copy a model."""
    name, _ = QFileDialog.getSaveFileName(parent, "Export Model", proposed, MODELS)
    return Path(name if name.endswith(SUFFIX) else name + SUFFIX) if name else None


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
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
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
        if (target := self._choosers.target(self, f"{entry.name}{SUFFIX}")) is not None:
            self._desk.copy(entry, target)

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
