"""The list of the ideas shelf: click hears, Enter inserts, F2 renames, Delete discards."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from gui.panels.ideas_delegate import IdeasDelegate
from gui.panels.ideas_model import IDEA_ROLE, IdeasModel
from gui.panels.keyboard import ARROWS, ENTERS, JUMPS, KeyClaim
from gui.theme import Colours

_DISCARDING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class IdeasView(QListView):
    """heard, opened, thrown_away, dragged: with the identifier of an idea.

    menu_keyed: the menu key, for the current idea.
    """

    heard = Signal(str)
    opened = Signal(str)
    thrown_away = Signal(str)
    dragged = Signal(str)
    menu_keyed = Signal()

    def __init__(self, model: IdeasModel, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._empty_text = ""
        self._delegate = IdeasDelegate(colours, model, self)
        self.star_clicked = self._delegate.star_clicked
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Ideas")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._claim = KeyClaim(self, (*ARROWS, *JUMPS, *ENTERS, *_DISCARDING, Qt.Key.Key_F2))

    @property
    def current(self) -> str:
        """Identifier of the current idea; empty if there is none."""
        return _identifier(self.currentIndex())

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self._delegate.set_colours(colours)
        self.viewport().update()

    def set_heard(self, identifier: str) -> None:
        """Which idea is auditioned; empty: none."""
        self._delegate.heard = identifier
        self.viewport().update()

    def set_empty_text(self, text: str) -> None:
        """What stands there when no idea is shown, with the next thing to do."""
        self._empty_text = text
        self.viewport().update()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        if self.current:
            self.dragged.emit(self.current)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and index.isValid() and not self._is_on_star(index, event):
            self.heard.emit(_identifier(index))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self._is_on_star(index, event):
            self.opened.emit(_identifier(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = event.key(), self.current
        asked = {Qt.Key.Key_Right: self.heard}
        asked |= dict.fromkeys(ENTERS, self.opened) | dict.fromkeys(_DISCARDING, self.thrown_away)
        if current and key in asked:
            asked[Qt.Key(key)].emit(current)
        elif current and key == Qt.Key.Key_Menu:
            self.menu_keyed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.model().rowCount() or not self._empty_text:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(self._colours.faint_text))
        room = self.viewport().rect().adjusted(16, 16, -16, -16)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, self._empty_text)
        painter.end()

    def _is_on_star(self, index: QModelIndex, event: QMouseEvent) -> bool:
        return self._delegate.is_on_star(self.visualRect(index), event)


def _identifier(index: QModelIndex) -> str:
    idea = index.data(IDEA_ROLE) if index.isValid() else None
    return idea.identifier if idea is not None else ""
