"""The models as a list: name, whose they are and what they learned, a mark on new ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.learning_requests import ModelEntry
from gui.panels.card_facts import small
from gui.theme import RADIUS, Colours, blend

Index: TypeAlias = QModelIndex | QPersistentModelIndex

ENTRY = int(Qt.ItemDataRole.UserRole)
IS_NEW = ENTRY + 1
ROW = 50
PAD = 10


def about(entry: ModelEntry) -> str:
    """The second line of a model."""
    if entry.problem:
        return "Cannot be used"
    notes = f"{entry.card.notes:,} notes" if entry.card.notes else "no card"
    whose = "comes with the program" if entry.is_shipped else entry.card.created or "yours"
    return f"{notes} · {whose}"


class ModelList(QListView):
    """chosen: the ModelEntry that is chosen now; None for none."""

    chosen = Signal(object)

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._rows = _Rows(self)
        self._delegate = _Delegate(colours, self)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Models")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda *_rows: self.chosen.emit(self.entry))

    @property
    def entry(self) -> ModelEntry | None:
        """The model that is chosen."""
        entry = self.currentIndex().data(ENTRY)
        return entry if isinstance(entry, ModelEntry) else None

    def show_models(self, entries: Sequence[ModelEntry], new: frozenset[str]) -> None:
        """Other models; the one of the same name stays chosen."""
        name = self.entry.name if self.entry else ""
        self._rows.show_rows(entries, new)
        self.choose(name)
        self.chosen.emit(self.entry)

    def choose(self, name: str) -> None:
        """Chooses a model; the first if there is none of that name."""
        names = [entry.name for entry in self._rows.entries]
        self.setCurrentIndex(self._rows.index(names.index(name) if name in names else 0))

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._delegate.colours = colours
        self.viewport().update()


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[ModelEntry, ...] = ()
        self._new: frozenset[str] = frozenset()

    def show_rows(self, entries: Sequence[ModelEntry], new: frozenset[str]) -> None:
        self.beginResetModel()
        self.entries, self._new = tuple(entries), new
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        entry = self.entries[index.row()]
        is_new = entry.name in self._new
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == ENTRY:
            return entry
        if role == IS_NEW:
            return is_new
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.problem or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.name}{', new' if is_new else ''}, {about(entry)}"
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, colours: Colours, parent: QObject) -> None:
        super().__init__(parent)
        self.colours = colours

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(160, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: ModelEntry = index.data(ENTRY)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        c = self.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        is_under = bool(state & QStyle.StateFlag.State_MouseOver)
        share = 0.2 if is_chosen else 0.06 if is_under else 0.0
        painter.setBrush(QColor(blend(c.panel, c.accent if is_chosen else c.text, share)))
        has_focus = state & QStyle.StateFlag.State_HasFocus
        painter.setPen(QPen(QColor(c.selected), 1.5) if has_focus else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(rect).adjusted(3, 2, -3, -2), RADIUS, RADIUS)
        room = rect.adjusted(PAD + 2, 6, -PAD, -6)
        if index.data(IS_NEW):
            room.setRight(self._paint_new(painter, room, font))
        half = room.height() // 2
        upper, lower = QRect(room), QRect(room)
        upper.setHeight(half)
        lower.setTop(room.top() + half)
        for place, face, ink, text in (
            (upper, font, c.faint_text if entry.problem else c.text, entry.name),
            (lower, small(font), c.warning if entry.problem else c.faint_text, about(entry)),
        ):
            painter.setFont(face)
            painter.setPen(QColor(ink))
            elide = Qt.TextElideMode.ElideRight
            shown = painter.fontMetrics().elidedText(text, elide, place.width())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def _paint_new(self, painter: QPainter, room: QRect, font: QFont) -> int:
        """The mark on new models; returns how far the words may reach."""
        c = self.colours
        painter.setFont(small(font))
        width = painter.fontMetrics().horizontalAdvance("New") + 14
        chip = QRectF(room.right() - width, room.center().y() - 9, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.idea))
        painter.drawRoundedRect(chip, 9, 9)
        painter.setPen(QColor(c.on_idea))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), "New")
        return round(chip.left()) - PAD
