"""The doctor's findings as a table that stays quick with twenty thousand files.

A flat table rather than a tree: Qt asks a tree's model about every row whenever some are
added (52 ms for 20,000), a table's only about those in sight (4 ms, however many). Parts are
rows below their file. Filtering and sorting are done here, in one go, when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gui.learning.doctor_line import COLUMNS, NAME, NUMBERS, TIPS, VERDICT, Line, Link, cells
from gui.learning.doctor_rows import (
    Shown,
    Tally,
    explanation,
    haystack,
    mark,
    natural,
    part_explanation,
    passes,
    sort_keys,
    standing,
)
from gui.learning_requests import FileRow

LINE = int(Qt.ItemDataRole.UserRole)
"""The Line of a row: what is painted there."""
LOWER = LINE + 1
"""The second line of a cell."""

Index: TypeAlias = QModelIndex | QPersistentModelIndex

_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DoctorModel(QAbstractTableModel):
    """changed: the sums may be others."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tally = Tally()
        self.left_out: frozenset[str] = frozenset()
        self.chosen: dict[str, frozenset[str]] = {}
        """Repairs the user chose for single files, by content."""
        self._files: list[FileRow] = []
        self._texts: list[str] = []
        self._names: list[str] = []
        self._place: dict[Path, int] = {}
        self._lines: list[tuple[int, int]] = []
        self._open: set[int] = set()
        self._twins: Mapping[Path, str] = {}
        self._filter: Shown = "all"
        self._words: tuple[str, ...] = ()
        self._sorted: tuple[int, bool] | None = None

    @property
    def files(self) -> Sequence[FileRow]:
        """All files, in the order in which they came."""
        return self._files

    def file(self, path: Path) -> FileRow | None:
        """What is known of a file."""
        place = self._place.get(path)
        return None if place is None else self._files[place]

    def is_left_out(self, row: FileRow) -> bool:
        """Whether the user does not want it."""
        return mark(row) in self.left_out

    def clear(self) -> None:
        """Forgets all files, and what the user decided."""
        self.beginResetModel()
        self.tally, self.left_out, self._twins = Tally(), frozenset(), {}
        self.chosen = {}
        for held in (self._files, self._texts, self._names, self._lines):
            held.clear()
        self._place.clear()
        self._open.clear()
        self.endResetModel()
        self.changed.emit()

    def take(self, rows: Iterable[FileRow]) -> None:
        """New files are added at the end, those known already replaced."""
        fresh: list[int] = []
        has_replaced = has_other_parts = False
        for row in rows:
            place = self._place.get(row.path)
            if place is None:
                self._place[row.path] = len(self._files)
                fresh.append(len(self._files))
                self._files.append(row)
                self._texts.append(haystack(row))
                self._names.append(natural(row.path.name))
            elif row != (before := self._files[place]) and mark(row) not in self.left_out:
                self.tally.count(before, self.left_out, -1)
                self._files[place], self._texts[place] = row, haystack(row)
                has_replaced = True
                has_other_parts |= place in self._open and len(row.parts) != len(before.parts)
            else:
                continue
            self.tally.count(row, self.left_out)
        if has_other_parts:
            self.arrange()
        elif new := [(i, -1) for i in fresh if self._is_shown(i)]:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(new) - 1)
            self._lines += new
            self.endInsertRows()
        if has_replaced:
            self._repaint()
        self.changed.emit()

    def set_left_out(self, rows: Iterable[FileRow], *, is_left_out: bool) -> None:
        """The user does not want some files, or wants them again."""
        marks = {mark(row) for row in rows}
        marks = marks - self.left_out if is_left_out else marks & self.left_out
        sign = -1 if is_left_out else 1
        for row in self._files if marks else ():
            if (row.content or str(row.path)) in marks:  # the same bytes may lie there twice
                self.tally.count_content(row, sign)
        self.left_out = self.left_out | marks if is_left_out else self.left_out - marks
        self._repaint()
        self.changed.emit()

    def set_twins(self, twins: Mapping[Path, str]) -> None:
        """For files that hold the same tune as another, its name."""
        self._twins = twins
        self._repaint()

    def show_only(self, shown: Shown, text: str) -> None:
        """Filters: what stands in this way, and in which all words of a search occur."""
        self._filter, self._words = shown, tuple(text.casefold().split())
        self.arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self.arrange()

    def arrange(self) -> None:
        """Filters and sorts anew, since files have changed."""
        files, names = self._files, self._names
        order = list(range(len(files)))
        if self._filter != "all":
            order = [i for i in order if passes(files[i], self._filter, self.left_out)]
        for word in self._words:
            order = [i for i in order if word in self._texts[i]]
        if self._sorted is not None:
            column, is_down = self._sorted
            key = sort_keys(self.left_out)[column]
            by_name = names.__getitem__
            order.sort(key=by_name if column == NAME else lambda i: key(files[i]), reverse=is_down)
        lines: list[tuple[int, int]] = []
        for i in order:
            lines.append((i, -1))
            if i in self._open:
                lines += [(i, part) for part in range(len(self._files[i].parts))]
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def set_open(self, row: int, is_open: bool) -> None:
        """Shows the parts of a file below it, or no longer."""
        place, part = self._lines[row]
        count = len(self._files[place].parts)
        if part >= 0 or not count or is_open == (place in self._open):
            return
        if is_open:
            self._open.add(place)
            self.beginInsertRows(QModelIndex(), row + 1, row + count)
            self._lines[row + 1 : row + 1] = [(place, i) for i in range(count)]
            self.endInsertRows()
        else:
            self._open.discard(place)
            self.beginRemoveRows(QModelIndex(), row + 1, row + count)
            del self._lines[row + 1 : row + 1 + count]
            self.endRemoveRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def line(self, row: int) -> Line:
        """What stands in a row."""
        place, part = self._lines[row]
        file = self._files[place]
        link = self._link(file) if part < 0 else None
        how, twin = standing(file, self.left_out), self._twins.get(file.path, "")
        return Line(file, part, how, place in self._open, link, twin)

    def files_in(self, spans: Iterable[tuple[int, int]]) -> list[FileRow]:
        """The files of rows from first to last, parts' files too, each once."""
        places: dict[int, None] = {}
        for first, last in spans:
            places.update((place, None) for place, _ in self._lines[first : last + 1])
        return [self._files[place] for place in places]

    def row_of(self, path: Path) -> int:
        """The row of a file; -1 if it is not shown."""
        place = self._place.get(path, -1)
        return next((row for row, line in enumerate(self._lines) if line == (place, -1)), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return TIPS.get(section)
        return (_RIGHT if section in NUMBERS else _LEFT) if role == _ALIGNMENT else None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        line = self.line(index.row())
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return cells(line, self.left_out)[column]
        if role == LINE:
            return line
        if role == LOWER:
            return self._lower(line) if column == VERDICT else _folder(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._lower(line) if column == VERDICT else str(line.file.path)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = cells(line, self.left_out)[column]
            return f"{text}: {self._lower(line)}" if column == VERDICT else text
        return (_RIGHT if column in NUMBERS else _LEFT) if role == _ALIGNMENT else None

    def _link(self, file: FileRow) -> Link | None:
        if mark(file) in self.left_out:
            return None
        chosen = self.chosen.get(file.content, frozenset())
        undone = (Link(o, is_undo=True) for o in file.applied if o.repair in chosen)
        return Link(file.offered[0]) if file.offered else next(undone, None)

    def _lower(self, line: Line) -> str:
        if (part := line.part) is not None:
            return part_explanation(part)
        return explanation(line.file, self.left_out)

    def _is_shown(self, place: int) -> bool:
        if not passes(self._files[place], self._filter, self.left_out):
            return False
        return not self._words or all(word in self._texts[place] for word in self._words)

    def _repaint(self) -> None:
        if self._lines:
            last = self.index(len(self._lines) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _folder(line: Line) -> str:
    return "" if line.part_index >= 0 else line.file.path.parent.name
