"""The top line of a card: its number, whether it is heard or kept, and its name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from gui.icons import pixmap
from gui.panels.keyboard import ENTERS, KeyClaim
from gui.theme import Colours

HEIGHT = 22
BADGE = 18
MARK = 13
GAP = 6
ROOM_FOR_MARKS = 100
"""Below this width the name is worth more than the marks."""


class CardTitle(QWidget):
    """Painted, so that a long name is cut off in good order; renaming opens a field in it.

    renamed: the name typed, not empty.
    """

    renamed = Signal(str)

    def __init__(self, number: int, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._colours = colours
        self._name = ""
        self._ink = colours.idea
        self._is_heard = self._is_kept = False
        self._field: QLineEdit | None = None
        self._before: QWidget | None = None
        """What had the focus before a name was typed, and gets it back."""
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_title(self, name: str, colours: Colours, ink: str, *, heard: bool, kept: bool) -> None:
        """Shows another state; ink: colour of the card's notes."""
        self._name, self._colours, self._ink = name, colours, ink
        self._is_heard, self._is_kept = heard, kept
        self.update()

    def begin_rename(self) -> None:
        """Opens the field: Enter takes the name, Esc leaves it."""
        self._end_rename()
        self._before = self.window().focusWidget()
        field = self._field = QLineEdit(self._name, self)
        # Esc is a shortcut of the window as well; here it only leaves the field.
        KeyClaim(field, (*ENTERS, Qt.Key.Key_Escape))
        field.setAccessibleName("Name of the take")
        field.setProperty("kind", "inline")
        field.setMaxLength(60)
        field.selectAll()
        field.installEventFilter(self)
        field.editingFinished.connect(self._on_edited)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self._place_field()
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = watched is self._field and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._end_rename()
                return True
            if event.key() in ENTERS:  # a field would pass it on, and the card insert the take
                self._on_edited()
                return True
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        return QSize(80, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_field()
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = self._colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        badge = QRectF(0.5, (HEIGHT - BADGE) / 2 + 0.5, BADGE - 1, BADGE - 1)
        painter.setPen(QPen(QColor(self._ink if self._is_heard else c.border), 1))
        painter.setBrush(QColor(self._ink if self._is_heard else c.raised))
        painter.drawRoundedRect(badge, 5, 5)
        on_ink = c.on_idea if self._ink == c.idea else c.on_accent
        painter.setPen(QColor(on_ink if self._is_heard else c.text))
        painter.setFont(_bold(self.font()))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self._number))
        x = BADGE + GAP
        marks = (("play", self._ink, self._is_heard), ("keep", c.good, self._is_kept))
        for name, ink, is_shown in marks:
            if is_shown and self.width() >= ROOM_FOR_MARKS:
                mark = pixmap(name, ink, size=MARK, ratio=self.devicePixelRatioF())
                painter.drawPixmap(QPoint(x, (HEIGHT - MARK) // 2 + 1), mark)
                x += MARK + GAP - 2
        painter.setFont(self.font())
        painter.setPen(QColor(c.text))
        room = QRectF(x, 0, max(self.width() - x, 0), HEIGHT)
        name = painter.fontMetrics().elidedText(
            self._name, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.end()

    def _place_field(self) -> None:
        if self._field is not None:
            left = BADGE + GAP - 2
            self._field.setGeometry(left, 0, self.width() - left, HEIGHT)

    def _on_edited(self) -> None:
        name = self._field.text().strip() if self._field else ""
        self._end_rename()
        if name and name != self._name:
            self.renamed.emit(name)

    def _end_rename(self) -> None:
        field, self._field = self._field, None
        if field is None:
            return
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        had_focus = field.hasFocus()
        field.hide()
        field.deleteLater()
        before, self._before = self._before, None
        # It may be gone by now: a card whose take was replaced, say.
        if had_focus and before is not None and before in self.window().findChildren(QWidget):
            before.setFocus(Qt.FocusReason.OtherFocusReason)


def _bold(font: QFont) -> QFont:
    result = QFont(font)
    result.setBold(True)
    return result
