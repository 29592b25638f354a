"""Paints the rows of the doctor's table: two lines, a mark, and a repair to be clicked."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.icons import pixmap
from gui.learning.doctor_line import NAME, NUMBERS, VERDICT, Line
from gui.learning.doctor_model import LINE, LOWER, Index
from gui.learning.doctor_rows import Standing
from gui.panels.card_facts import small
from gui.theme import Colours, blend

ROW = 42
PAD = 8
ARROW = 18
MARK = 16
INDENT = 20
"""By which parts stand in from their file."""

_MARKS: dict[Standing, tuple[str, str]] = {
    "learned": ("good", "good"),
    "left": ("close", "faint_text"),
    "by_user": ("close", "faint_text"),
    "broken": ("warning", "warning"),
}
"""Picture and colour of each standing."""


class DoctorDelegate(QStyledItemDelegate):
    """hovered: the row under the mouse, -1 for none; over_link: the mouse is on its link.

    current: the row where the keyboard is, -1 while it is elsewhere.
    """

    def __init__(self, colours: Colours, parent: QObject) -> None:
        super().__init__(parent)
        self.colours = colours
        self.hovered = self.current = -1
        self.over_link = False
        self._pictures: dict[tuple[str, str, float], QPixmap] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        painter.save()
        self._paint_ground(painter, rect, state, index.row(), line)
        column = index.column()
        if column == NAME:
            self._paint_name(painter, rect, font, index)
        elif column == VERDICT:
            self._paint_verdict(painter, rect, font, index)
        else:
            right = column in NUMBERS
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            painter.setFont(font)
            painter.setPen(QColor(self._ink(line)))
            room = rect.adjusted(PAD // 2, 0, -PAD, 0) if right else rect.adjusted(PAD, 0, -2, 0)
            _draw(painter, room, str(index.data()), side)
        painter.restore()

    def arrow_rect(self, rect: QRect) -> QRect:
        """Where a click opens a file, in the cell of its name."""
        return QRect(rect.left(), rect.top(), PAD // 2 + ARROW, rect.height())

    def link_rect(self, rect: QRect, font: QFont, line: Line) -> QRect:
        """Where a click repairs, in the cell of the verdict; empty where there is nothing."""
        if line.link is None:
            return QRect()
        width = QFontMetrics(small(font)).horizontalAdvance(line.link.text)
        width = max(min(width, rect.width() - 2 * PAD), 0)
        lower = _lower_half(rect)
        return QRect(lower.right() - width, lower.top(), width, lower.height())

    def _ink(self, line: Line) -> str:
        return self.colours.text if line.is_kept else self.colours.faint_text

    def _paint_ground(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, row: int, line: Line
    ) -> None:
        c = self.colours
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(blend(c.panel, c.accent, 0.2)))
        elif row == self.hovered:
            painter.fillRect(rect, QColor(blend(c.panel, c.text, 0.06)))
        elif line.part_index >= 0:
            painter.fillRect(rect, QColor(blend(c.panel, c.window, 0.5)))
        painter.setPen(QColor(blend(c.panel, c.border, 0.6)))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if row == self.current:
            painter.setPen(QColor(c.selected))
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _paint_name(self, painter: QPainter, rect: QRect, font: QFont, index: Index) -> None:
        line: Line = index.data(LINE)
        left = rect.left() + PAD // 2
        if line.can_open:
            self._paint_arrow(painter, QPoint(left + ARROW // 2, rect.center().y()), line.is_open)
        left += ARROW
        if line.part_index >= 0:
            left += INDENT
        name, colour = _MARKS[line.standing]
        if line.part_index >= 0 and line.standing == "learned" and not line.is_kept:
            name, colour = _MARKS["left"]
        ratio = painter.device().devicePixelRatioF()
        picture = self._picture(name, str(getattr(self.colours, colour)), ratio)
        painter.drawPixmap(left, rect.center().y() - MARK // 2, picture)
        room = QRect(rect)
        room.setLeft(left + MARK + PAD)
        self._paint_lines(painter, room, font, index, elide=Qt.TextElideMode.ElideMiddle)

    def _picture(self, name: str, ink: str, ratio: float) -> QPixmap:
        known = self._pictures.get((name, ink, ratio))
        if known is None:
            known = self._pictures[name, ink, ratio] = pixmap(name, ink, size=MARK, ratio=ratio)
        return known

    def _paint_verdict(self, painter: QPainter, rect: QRect, font: QFont, index: Index) -> None:
        line: Line = index.data(LINE)
        room = rect.adjusted(PAD, 0, -PAD, 0)
        link = self.link_rect(rect, font, line)
        cut = 0
        if line.link is not None:
            cut = link.width() + PAD
            ink = self.colours.faint_text if line.link.is_undo else self.colours.idea
            is_under_mouse = self.over_link and index.row() == self.hovered
            face = small(font)
            face.setUnderline(is_under_mouse)
            painter.setFont(face)
            painter.setPen(QColor(ink))
            _draw(painter, link, line.link.text)
        if line.part_index < 0 and line.standing in ("left", "broken"):
            self._paint_reason(painter, room, font, str(index.data(LOWER)), cut)
        else:
            self._paint_lines(painter, room, font, index, cut=cut)

    def _paint_lines(
        self,
        painter: QPainter,
        room: QRect,
        font: QFont,
        index: Index,
        *,
        cut: int = 0,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        """cut: pixels of the lower line that something else takes."""
        line: Line = index.data(LINE)
        lower = str(index.data(LOWER) or "")
        upper = _upper_half(room) if lower else room
        painter.setFont(font)
        painter.setPen(QColor(self._ink(line)))
        _draw(painter, upper, str(index.data()), elide=elide)
        if lower:
            painter.setFont(small(font))
            painter.setPen(QColor(self.colours.faint_text))
            place = _lower_half(room)
            place.setRight(room.right() - cut)
            _draw(painter, place, lower)

    def _paint_reason(
        self, painter: QPainter, room: QRect, font: QFont, text: str, cut: int
    ) -> None:
        """Why a file is left out, on both lines: that it is, its mark says."""
        painter.setFont(small(font))
        painter.setPen(QColor(self.colours.faint_text))
        first, rest = broken(text, painter.fontMetrics(), room.width())
        place = _lower_half(room)
        place.setRight(room.right() - cut)
        if rest or cut:
            _draw(painter, _upper_half(room), first)
            _draw(painter, place, rest)
        else:
            _draw(painter, room, first)

    def _paint_arrow(self, painter: QPainter, middle: QPoint, is_open: bool) -> None:
        points = [(-4, -2), (4, -2), (0, 3)] if is_open else [(-2, -4), (-2, 4), (3, 0)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colours.faint_text))
        painter.drawPolygon(QPolygonF([middle + QPoint(x, y) for x, y in points]))


def broken(text: str, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """A text as a line that fits a width, and the rest of it."""
    words = text.split(" ")
    count = len(words)
    while count > 1 and metrics.horizontalAdvance(" ".join(words[:count])) > width:
        count -= 1
    return " ".join(words[:count]), " ".join(words[count:])


def _upper_half(rect: QRect) -> QRect:
    return QRect(rect.left(), rect.top() + 4, rect.width(), rect.height() // 2 - 3)


def _lower_half(rect: QRect) -> QRect:
    top = rect.top() + rect.height() // 2
    return QRect(rect.left(), top, rect.width(), rect.height() // 2 - 5)


def _draw(
    painter: QPainter,
    room: QRect,
    text: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    shown = painter.fontMetrics().elidedText(text, elide, room.width())
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
