"""The files of a folder as a table that is filled while they are read."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from gui.requests import FolderEntry

COLUMNS = ("Title", "Parts", "Notes", "File")
TITLE, PARTS, NOTES, FILE = range(4)
ENTRY = int(Qt.ItemDataRole.UserRole)
"""The FolderEntry of a row."""
SORTED = ENTRY + 1
"""What a cell is sorted by."""

_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FolderModel(QAbstractTableModel):
    """A row for each file, in the order in which they come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[FolderEntry] = []

    def add(self, entry: FolderEntry) -> None:
        """One more file has been read."""
        row = len(self.entries)
        self.beginInsertRows(QModelIndex(), row, row)
        self.entries.append(entry)
        self.endInsertRows()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Files so far."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Title, parts, notes, file."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """Names of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if orientation == Qt.Orientation.Horizontal and role == _ALIGNMENT:
            return _RIGHT if section in (PARTS, NOTES) else _LEFT
        return None

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """A cell."""
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _texts(entry)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.reason or str(entry.path)
        if role == ENTRY:
            return entry
        if role == SORTED:
            return _keys(entry)[index.column()]
        if role == _ALIGNMENT:
            return _RIGHT if index.column() in (PARTS, NOTES) else _LEFT
        return None


class FolderFilter(QSortFilterProxyModel):
    """The rows in which all words of a search occur; can be sorted by every column."""

    def __init__(self, source: FolderModel) -> None:
        super().__init__(source)
        self._source = source
        self._words: list[str] = []
        self.setSourceModel(source)
        self.setSortRole(SORTED)

    def search(self, text: str) -> None:
        """Shows what fits a text, in any order of its words."""
        self._words = text.casefold().split()
        self.invalidate()

    def filterAcceptsRow(
        self, source_row: int, _source_parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        """Whether a file fits."""
        entry = self._source.entries[source_row]
        names = " ".join(name for name, _ in entry.parts)
        text = f"{entry.title} {entry.path.name} {names}".casefold()
        return all(word in text for word in self._words)


def notes_of(entry: FolderEntry) -> int:
    """Notes of all parts."""
    return sum(count for _, count in entry.parts)


def _texts(entry: FolderEntry) -> tuple[str, str, str, str]:
    if entry.reason:
        return (entry.title or entry.path.stem, "", "cannot be read", entry.path.name)
    parts, notes = f"{len(entry.parts)}", f"{notes_of(entry):,}"
    return (entry.title or entry.path.stem, parts, notes, entry.path.name)


def _keys(entry: FolderEntry) -> tuple[str | int, ...]:
    title = (entry.title or entry.path.stem).casefold()
    return (title, len(entry.parts), notes_of(entry), entry.path.name.casefold())
