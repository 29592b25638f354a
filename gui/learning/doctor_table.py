"""The doctor's table as it is seen and touched."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from gui.learning.doctor_delegate import ROW, DoctorDelegate
from gui.learning.doctor_line import (
    BARS,
    KEY,
    METER,
    NAME,
    NOTES,
    OFF_GRID,
    VERDICT,
    Line,
)
from gui.learning.doctor_model import DoctorModel, Index
from gui.learning.doctor_rows import files_text
from gui.learning_requests import FileRow, Offer
from gui.panels.keyboard import ENTERS
from gui.theme import Colours

WIDTHS = {NAME: 140, NOTES: 58, BARS: 48, KEY: 78, METER: 50, OFF_GRID: 60}
NAME_SHARE = 0.25
"""Of the table's width."""


class DoctorTable(QTableView):
    """The files; Enter or a double click listens, Space leaves out, Right shows the parts.

    listen_asked: path and part (-1: the likeliest). repair_asked: files, an Offer, and
    whether to make it or take it back. leave_asked: files, and whether to leave them out.
    reveal_asked: a path to show in its folder.
    """

    listen_asked = Signal(object, int)
    repair_asked = Signal(object, object, bool)  # objects: Qt would copy twenty thousand files
    leave_asked = Signal(object, bool)
    reveal_asked = Signal(object)

    def __init__(self, model: DoctorModel, colours: Colours) -> None:
        super().__init__()
        self._rows = model
        self._delegate = DoctorDelegate(colours, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Files")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._set_sizes()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._delegate.colours = colours
        self.viewport().update()

    @property
    def chosen_files(self) -> list[FileRow]:
        """Files of the selected rows, each once."""
        selection = self.selectionModel().selection()
        spans = (selection.at(i) for i in range(selection.size()))
        return self._rows.files_in((span.top(), span.bottom()) for span in spans)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._delegate.current = self.currentIndex().row() if self.hasFocus() else -1
        super().paintEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()  # the whole rows, not only two cells

    def resizeEvent(self, event: QResizeEvent) -> None:
        share = round(self.viewport().width() * NAME_SHARE)
        self.horizontalHeader().resizeSection(NAME, max(share, WIDTHS[NAME]))
        super().resizeEvent(event)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        # Qt would add up a rectangle for each selected row: 0.2 s for 20,000 of them.
        return QRegion(self.viewport().rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), Qt.Key(event.key())
        if not index.isValid():
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self._toggle()
        elif key in ENTERS:
            self._listen(self._rows.line(index.row()))
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left) and not event.modifiers():
            self._step_in_or_out(index.row(), is_in=key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._is_on_arrow(index, event):
            self._rows.set_open(index.row(), not self._rows.line(index.row()).is_open)
        elif not (index.isValid() and self._is_on_link(index, event)):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and index.isValid() and self._is_on_link(index, event):
            line = self._rows.line(index.row())
            assert line.link is not None
            self.repair_asked.emit([line.file], line.link.offer, not line.link.is_undo)
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self._is_on_arrow(index, event):
            if not self._is_on_link(index, event):
                self._listen(self._rows.line(index.row()))
        else:
            self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        self._hover(
            index.row() if index.isValid() else -1,
            over_link=index.isValid() and self._is_on_link(index, event),
        )
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1, over_link=False)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if files := self.chosen_files:
            self.menu(files).popup(event.globalPos())

    def menu(self, files: Sequence[FileRow]) -> QMenu:
        """What can be done with some files."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        line = self._rows.line(self.currentIndex().row()) if self.currentIndex().isValid() else None
        if line is not None:
            menu.addAction("Listen\tEnter", partial(self._listen, line))
            menu.addSeparator()
        for offer, those in _by_offer(files, self._rows).items():
            title = offer.button if len(files) == 1 else _of(offer.button, len(those))
            action = menu.addAction(title, partial(self.repair_asked.emit, those, offer, True))
            action.setToolTip(offer.sentence)
        for offer, those in _by_undo(files, self._rows).items():
            title = f"Undo: {offer.button}"
            title = title if len(files) == 1 else _of(title, len(those))
            menu.addAction(title, partial(self.repair_asked.emit, those, offer, False))
        menu.addSeparator()
        title = "Leave Out" if self._wants_out(files) else "Learn From It Again"
        menu.addAction(f"{title}\tSpace", self._toggle)
        if line is not None:
            show = partial(self.reveal_asked.emit, line.file.path)
            menu.addAction("Show in Folder", show)
        return menu

    def _set_sizes(self) -> None:
        header, side = self.horizontalHeader(), self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(ROW)
        header.setHighlightSections(False)
        # Painting, it would ask about every row whether it is selected: 0.2 s for 20,000.
        header.setSelectionModel(QItemSelectionModel(self._rows, header))
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._rows.sort)
        header.setMinimumSectionSize(40)
        for column, width in WIDTHS.items():
            header.resizeSection(column, width)
        header.setSectionResizeMode(VERDICT, QHeaderView.ResizeMode.Stretch)

    def _hover(self, row: int, *, over_link: bool) -> None:
        if (row, over_link) == (self._delegate.hovered, self._delegate.over_link):
            return
        self._delegate.hovered, self._delegate.over_link = row, over_link
        hand = Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(hand if over_link else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def _is_on_arrow(self, index: QModelIndex, event: QMouseEvent) -> bool:
        if index.column() != NAME or not self._rows.line(index.row()).can_open:
            return False
        place = self._delegate.arrow_rect(self.visualRect(index))
        return place.contains(event.position().toPoint())

    def _is_on_link(self, index: QModelIndex, event: QMouseEvent) -> bool:
        if index.column() != VERDICT:
            return False
        line = self._rows.line(index.row())
        place = self._delegate.link_rect(self.visualRect(index), self.font(), line)
        return place.adjusted(-4, -2, 4, 4).contains(event.position().toPoint())

    def _listen(self, line: Line) -> None:
        if line.standing != "broken":
            self.listen_asked.emit(line.file.path, line.part_index)

    def _step_in_or_out(self, row: int, *, is_in: bool) -> None:
        line = self._rows.line(row)
        if is_in or (line.is_open and line.part_index < 0):
            self._rows.set_open(row, is_in)
        elif line.part_index >= 0:
            self.setCurrentIndex(self._rows.index(row - line.part_index - 1, NAME))

    def _toggle(self) -> None:
        if files := self.chosen_files:
            self.leave_asked.emit(files, self._wants_out(files))

    def _wants_out(self, files: Sequence[FileRow]) -> bool:
        """Whether a toggle leaves out: if any of them is still in."""
        return any(not self._rows.is_left_out(file) for file in files)


def _of(title: str, files: int) -> str:
    return f"{title} ({files_text(files)})"


def _by_offer(files: Sequence[FileRow], model: DoctorModel) -> dict[Offer, list[FileRow]]:
    found: dict[Offer, list[FileRow]] = {}
    for file in files:
        for offer in file.offered if not model.is_left_out(file) else ():
            found.setdefault(offer, []).append(file)
    return found


def _by_undo(files: Sequence[FileRow], model: DoctorModel) -> dict[Offer, list[FileRow]]:
    found: dict[Offer, list[FileRow]] = {}
    for file in files:
        chosen = model.chosen.get(file.content, frozenset())
        for offer in file.applied:
            if offer.repair in chosen:
                found.setdefault(offer, []).append(file)
    return found
