"""Picking a melody: a file of a folder, and which of its parts is the melody."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTreeView,
    QWidget,
)

from gui.dialogs.building import button_row, column, label, plain_button, primary_button, row
from gui.dialogs.import_model import (
    ENTRY,
    FILE,
    NOTES,
    PARTS,
    TITLE,
    FolderFilter,
    FolderModel,
)
from gui.requests import FolderEntry

_PART = Qt.ItemDataRole.UserRole
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class ImportPicker(QDialog):
    """Filled file by file with `add`; with one file and `finish` it only asks for the part.

    chosen: path and part. auditioned: a FolderEntry and a part to be heard, from its start.
    audition_stopped: it is to be silent. Closing emits `rejected`, and reading may stop.
    """

    chosen = Signal(object, int)
    auditioned = Signal(object, int)
    audition_stopped = Signal()

    def __init__(self, name: str, *, is_folder: bool, parent: QWidget | None = None) -> None:
        """name: of the folder or file."""
        super().__init__(parent)
        self._name, self._is_folder, self._is_reading = name, is_folder, True
        self._described: FolderEntry | None = None
        self._model = FolderModel(self)
        self._shown = FolderFilter(self._model)
        self.search = QLineEdit()
        self.files = _table()
        self.files.setModel(self._shown)
        self._set_widths()
        self.parts = QListWidget()
        self.state = label("", "faint")
        self.problem = label("", "warning", wraps=True)
        self.hear = plain_button("Hear", "Play the chosen part; again to stop")
        self.hear.setCheckable(True)
        self.pick = primary_button("Open")
        self._parts_title: QLabel = label("Which part is the melody?", "heading")
        self._build()
        self._connect()
        self._on_entry_changed()
        self._count()

    @property
    def entry(self) -> FolderEntry | None:
        """The file that is chosen."""
        entry = self.files.currentIndex().data(ENTRY)
        return entry if isinstance(entry, FolderEntry) else None

    @property
    def part(self) -> int:
        """Index of the part that is chosen; -1: none."""
        item = self.parts.currentItem()
        return int(item.data(_PART)) if item is not None else -1

    def add(self, entry: FolderEntry) -> None:
        """One more file has been read."""
        self._model.add(entry)
        if self.entry is None:
            self.files.setCurrentIndex(self._shown.index(0, 0))
        self._count()

    def finish(self, problem: str = "") -> None:
        """All files have been read. problem: why not, in one sentence."""
        self._is_reading = False
        self._count()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def accept(self) -> None:
        """The chosen part of the chosen file it is."""
        if self.entry is not None and self.part >= 0:
            self._silence()
            self.chosen.emit(self.entry.path, self.part)
            super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down walk along the files while a title is being typed."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.key() in _STEPS:
            if event.type() == QEvent.Type.KeyPress:
                QCoreApplication.sendEvent(self.files, event)
            return True
        return super().eventFilter(watched, event)

    def reject(self) -> None:
        """None of them."""
        self._silence()
        super().reject()

    def _build(self) -> None:
        title = "Import From Folder" if self._is_folder else "Import MIDI"
        intro = f"The MIDI files in {self._name}." if self._is_folder else f"From {self._name}."
        layout = column(self, title, intro)
        self.search.setPlaceholderText("Search titles, parts and files")
        self.search.setAccessibleName("Search files")
        self.search.setClearButtonEnabled(True)
        self.files.setAccessibleName("Files")
        self.parts.setAccessibleName("Parts")
        self.parts.setMaximumHeight(136 if self._is_folder else 400)
        finder = row(self.search, self.state, stretch=0)
        for widget in (finder, self.files):
            widget.setVisible(self._is_folder)
        layout.addWidget(finder)
        layout.addWidget(self.files, 1)
        layout.addWidget(self._parts_title)
        layout.addWidget(self.parts, 0 if self._is_folder else 1)
        layout.addWidget(self.problem)
        cancel = plain_button("Cancel")
        cancel.clicked.connect(self.reject)
        layout.addLayout(button_row(cancel, self.pick, left=[self.hear]))
        self.resize(720, 560) if self._is_folder else self.resize(460, 340)
        (self.search if self._is_folder else self.parts).setFocus()

    def _set_widths(self) -> None:
        header = self.files.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for section, width in ((PARTS, 64), (NOTES, 110), (FILE, 210)):
            header.resizeSection(section, width)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_searched)
        self.search.installEventFilter(self)
        self.files.selectionModel().currentRowChanged.connect(self._on_entry_changed)
        self.files.doubleClicked.connect(lambda _index: self.accept())
        self.parts.currentRowChanged.connect(self._on_part_changed)
        self.parts.itemDoubleClicked.connect(lambda _item: self.accept())
        self.hear.toggled.connect(self._on_hear)
        self.pick.clicked.connect(self.accept)

    def _on_searched(self, text: str) -> None:
        self._shown.search(text)
        if not self.files.currentIndex().isValid():
            self.files.setCurrentIndex(self._shown.index(0, 0))
        if self.entry is not self._described:
            self._on_entry_changed()  # the view says nothing when its last row goes
        self._count()

    def _on_entry_changed(self, *_rows: QModelIndex) -> None:
        entry = self._described = self.entry
        self.parts.clear()
        self.problem.setText(entry.reason if entry is not None else "")
        self.problem.setVisible(bool(self.problem.text()))
        if entry is None or entry.reason:
            self._on_part_changed(-1)
            return
        for index, (name, count) in enumerate(entry.parts):
            if not count:
                continue
            likely = "  ·  likely the melody" if index == entry.melody else ""
            notes = "1 note" if count == 1 else f"{count:,} notes"
            item = QListWidgetItem(f"{name or f'Part {index + 1}'}  ·  {notes}{likely}")
            item.setData(_PART, index)
            self.parts.addItem(item)
            if index == entry.melody:
                self.parts.setCurrentItem(item)
        if self.parts.currentRow() < 0:
            self.parts.setCurrentRow(0)

    def _on_part_changed(self, _row: int) -> None:
        can = self.part >= 0
        self.pick.setEnabled(can)
        self.hear.setEnabled(can)
        why = "" if can else "Choose a file that can be read first"
        self.pick.setToolTip(why)
        self.hear.setToolTip(why or "Play the chosen part; again to stop")
        if not can:
            self._silence()
        elif self.hear.isChecked():
            self.auditioned.emit(self.entry, self.part)

    def _on_hear(self, is_on: bool) -> None:
        self.hear.setText("Stop" if is_on else "Hear")
        if is_on:
            self.auditioned.emit(self.entry, self.part)
        else:
            self.audition_stopped.emit()

    def _silence(self) -> None:
        self.hear.setChecked(False)

    def _count(self) -> None:
        shown, all_files = self._shown.rowCount(), len(self._model.entries)
        text = f"{all_files:,} files" if shown == all_files else f"{shown:,} of {all_files:,} files"
        self.state.setText(f"Reading… {text}" if self._is_reading else text)


def _table() -> QTreeView:
    table = QTreeView()
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setSortingEnabled(True)
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    table.setAllColumnsShowFocus(True)
    return table
