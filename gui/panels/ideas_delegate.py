"""Paints the rows of the ideas shelf, and takes clicks on their stars."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.document.project import Idea
from gui.icons import pixmap
from gui.panels.card_facts import small
from gui.panels.ideas_model import IDEA_ROLE, IdeasModel, Index
from gui.panels.keyboard import ENTERS, KeyClaim
from gui.panels.miniature import miniature_of, paint_miniature
from gui.theme import RADIUS, Colours, blend

ROW = 52
PICTURE = QSize(92, 40)
GAP = 8
STAR = 18
MARK = 12
PALE = 0.4
SEPARATOR = " · "
"""Between the parts of a line, as `IdeasModel.line` writes it."""


class IdeasDelegate(QStyledItemDelegate):
    """star_clicked: identifier of the idea whose star was clicked."""

    star_clicked = Signal(str)

    def __init__(self, colours: Colours, model: IdeasModel, parent: QObject) -> None:
        super().__init__(parent)
        self._colours = colours
        self._model = model
        self.heard = ""
        """Identifier of the idea being auditioned."""

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(180, ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        idea = index.data(IDEA_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, state, idea)
        self._paint_picture(painter, rect, idea)
        self._paint_words(painter, rect, font, idea)
        is_starred = idea.is_starred
        ink = self._colours.accent if is_starred else self._colours.faint_text
        name = "star_filled" if is_starred else "star"
        star = pixmap(name, ink, size=STAR, ratio=painter.device().devicePixelRatioF())
        painter.drawPixmap(star_rect(rect).topLeft(), star)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        rect: QRect = option.rect
        if isinstance(event, QMouseEvent) and self.is_on_star(rect, event):
            if event.type() == QEvent.Type.MouseButtonRelease:
                self.star_clicked.emit(index.data(IDEA_ROLE).identifier)
            return True
        return super().editorEvent(event, model, option, index)

    def is_on_star(self, rect: QRect, event: QMouseEvent) -> bool:
        """Whether the mouse is on the star of a row."""
        return star_rect(rect).adjusted(-5, -5, 5, 5).contains(event.position().toPoint())

    def createEditor(
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        _index: Index,
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(60)
        editor.setAccessibleName("Name of the idea")
        KeyClaim(editor, ENTERS)
        return editor

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        _index: Index,
    ) -> None:
        rect: QRect = option.rect
        words = _words_rect(rect)
        editor.setGeometry(words.adjusted(-6, 2, 0, -words.height() // 2 + 8))

    def _paint_ground(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, idea: Idea
    ) -> None:
        c = self._colours
        body = QRectF(rect).adjusted(2, 2, -2, -2)
        fill = ""
        if state & QStyle.StateFlag.State_Selected:
            fill = blend(c.panel, c.accent, 0.18)
        elif state & QStyle.StateFlag.State_MouseOver:
            fill = blend(c.panel, c.text, 0.06)
        if idea.identifier == self.heard:
            fill = blend(c.panel, c.idea, 0.2)
        has_focus = state & QStyle.StateFlag.State_HasFocus
        painter.setPen(QPen(QColor(c.selected), 2) if has_focus else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body, RADIUS, RADIUS)

    def _paint_picture(self, painter: QPainter, rect: QRect, idea: Idea) -> None:
        top = rect.center().y() - PICTURE.height() // 2
        picture = QRectF(rect.left() + GAP, top, PICTURE.width(), PICTURE.height())
        painter.setOpacity(PALE if idea.status == "discarded" else 1.0)
        meters = self._model.document.project.piece.meters
        paint_miniature(painter, picture, miniature_of(idea, meters), self._colours)
        painter.setOpacity(1.0)

    def _paint_words(self, painter: QPainter, rect: QRect, font: QFont, idea: Idea) -> None:
        c, words = self._colours, _words_rect(rect)
        upper = QRectF(words).adjusted(0, 4, 0, -words.height() / 2)
        lower = QRectF(words).adjusted(0, words.height() / 2, 0, -4)
        marks = (
            ("play", c.idea, idea.identifier == self.heard),
            ("keep", c.good, idea.status == "kept"),
        )
        for name, ink, is_shown in marks:
            if is_shown:
                ratio = painter.device().devicePixelRatioF()
                mark = pixmap(name, ink, size=MARK, ratio=ratio)
                at = upper.topLeft().toPoint()
                at.setY(round(upper.center().y() - MARK / 2))
                painter.drawPixmap(at, mark)
                upper.adjust(MARK + 4, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        lines = (
            (upper, font, c.text, idea.name),
            (lower, small(font), c.faint_text, self._model.line(idea)),
        )
        for room, of, ink, text in lines:
            painter.setFont(of)
            painter.setPen(QColor(ink))
            whole = without_what_does_not_fit(text, painter.fontMetrics(), int(room.width()))
            shown = painter.fontMetrics().elidedText(
                whole, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, flags, shown)


def without_what_does_not_fit(text: str, metrics: QFontMetrics, width: int) -> str:
    """The parts between " · " that fit a width, from the first on; the first is always there."""
    parts = text.split(SEPARATOR)
    while len(parts) > 1 and metrics.horizontalAdvance(SEPARATOR.join(parts)) > width:
        parts.pop()
    return SEPARATOR.join(parts)


def star_rect(rect: QRect) -> QRect:
    """Where the star of a row stands."""
    return QRect(rect.right() - GAP - STAR, rect.center().y() - STAR // 2, STAR, STAR)


def _words_rect(rect: QRect) -> QRect:
    return rect.adjusted(2 * GAP + PICTURE.width(), 4, -2 * GAP - STAR, -4)
