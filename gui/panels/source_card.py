"""Where copied notes are from: some bars of the training music, to be looked at and heard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.icons import icon
from gui.panels.announcing import announce
from gui.panels.card_facts import small
from gui.panels.copy_words import bars_words, moved_words
from gui.panels.elided_label import ElidedLabel
from gui.panels.keyboard import PanelButton
from gui.panels.mini_roll import MiniRoll
from gui.panels.miniature import Miniature, bar_lines_between, x_of
from gui.panels.tool_button import ToolButton
from gui.requests import SourceBars
from gui.theme import MARGIN, SPACING, Colours
from melodyrnn.music.notes import NoteSequence

WIDTH, PICTURE_HEIGHT = 372, 88
GAP = 14
"""To the edges of what it lies over."""
PLAY_WIDTH = 76
NUMBER_GAP = 5
"""Pixels between the numbers of two bars, at least."""
SMALL_ICON = QSize(16, 16)


class SourceCard(QFrame):
    """Lies over a lower corner of a widget until it is closed.

    play_asked: hear it, or hear no more of it. close_asked: it was seen enough of.
    """

    play_asked = Signal()
    close_asked = Signal()

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)  # no notes are drawn here
        self.setAccessibleName("Source of the copied notes")
        self._colours = colours
        self._below: QWidget | None = None
        self._is_heard = self._is_left = False
        self._title = ElidedLabel()
        self._place = ElidedLabel()
        self._picture = MiniRoll(colours)
        self._bars = _BarNumbers(colours)
        self._words = QLabel()
        self.play = PanelButton("Play", "idea")
        self.shut = ToolButton("Close", "Close (Esc)")
        self._lay_out()
        self.play.clicked.connect(self.play_asked)
        self.shut.clicked.connect(self.close_asked)
        self.set_colours(colours)
        self.hide()

    def lie_over(self, below: QWidget) -> None:
        """Where it shows itself from now on."""
        self._below = below
        self.setParent(below)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        below.installEventFilter(self)

    def show_source(self, source: SourceBars, *, clicked_x: float | None = None) -> None:
        """Shows some bars.

        clicked_x: where a click asked for them, on what lies below: the card keeps to the other
        side. None: keys did, and so they work in it.
        """
        stretch, (part,) = source.stretch, source.piece.parts
        self._title.setText(stretch.title)
        from_where = (stretch.collection, source.part_name, bars_words(stretch))
        self._place.setText(" · ".join(filter(None, from_where)))
        words = f"{stretch.notes} notes in a row go like these, {moved_words(stretch)}"
        self._words.setText(words)
        meters = source.piece.meters
        end = meters.bar_line_at_or_after(int(part.notes.onset[-1]) + 1)
        shown = Miniature(
            NoteSequence(),
            part.notes,
            0,
            0,
            max(end, part.notes.end),
            bar_lines_between(meters, 0, end),
            author="others",
            copied=(source.copied,),
        )
        self._picture.set_miniature(shown)
        self._bars.show_bars(shown, stretch.first_bar)
        self.setAccessibleDescription(f"{stretch.title}, {self._place.text()}: {words}")
        self.set_heard(False)
        self.show()
        self.raise_()
        self._is_left = clicked_x is not None and 2 * clicked_x > self._room.width()
        self._settle()
        announce(self, self.accessibleDescription())
        if clicked_x is None:
            self.play.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Goes away; the focus, if it was here, goes to what lies below."""
        has_focus = self.play.hasFocus() or self.shut.hasFocus()
        if self._below is not None and has_focus:
            self._below.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def set_heard(self, is_heard: bool) -> None:
        """Whether it is playing."""
        self._is_heard = is_heard
        if not is_heard:
            self._picture.set_playhead(None)
        self._dress()

    def set_playhead(self, tick: float) -> None:
        """The tick of these bars that is heard."""
        self._picture.set_playhead(tick)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self._picture.set_colours(colours)
        self._bars.set_colours(colours)
        self.shut.setIcon(icon("close", colours, ink=colours.faint_text))
        self._dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays in its corner."""
        if watched is self._below and event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return super().eventFilter(watched, event)

    def _dress(self) -> None:
        c = self._colours
        self.play.setIcon(icon("stop" if self._is_heard else "play", c, ink=c.on_idea))
        self.play.setText("Stop" if self._is_heard else "Play")
        tip = "Silence" if self._is_heard else "Hear these bars as the model learned them (Enter)"
        self.play.say("Stop the source" if self._is_heard else "Play the source", tip)

    def _lay_out(self) -> None:
        self._title.setProperty("role", "heading")
        for label in (self._place, self._words):
            label.setProperty("role", "faint")
        self._picture.setFixedHeight(PICTURE_HEIGHT)
        self.play.setFixedWidth(PLAY_WIDTH)
        self.play.setIconSize(SMALL_ICON)
        self.shut.setIconSize(SMALL_ICON)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._place)
        top = QHBoxLayout()
        top.setSpacing(SPACING // 2)
        top.addLayout(names, 1)
        top.addWidget(self.play, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, SPACING, SPACING, SPACING)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self._picture)
        layout.addWidget(self._bars)
        layout.addWidget(self._words)

    @property
    def _room(self) -> QRect:
        below = self._below.rect() if self._below is not None else self.rect()
        return below.adjusted(GAP, GAP, -GAP, -GAP)

    def _settle(self) -> None:
        room = self._room
        size = QSize(WIDTH, self.sizeHint().height()).boundedTo(room.size())
        place = QRect(room.topLeft(), size)
        place.moveBottom(room.bottom())
        if not self._is_left:
            place.moveRight(room.right())
        self.setGeometry(place)


class _BarNumbers(QWidget):
    """The numbers of the bars, below a picture as wide."""

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._shown: Miniature | None = None
        self._first = 1
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_bars(self, shown: Miniature, first: int) -> None:
        """The bars of a picture, which begins with bar number `first`."""
        self._shown, self._first = shown, first
        self.update()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        """One small line."""
        return QSize(80, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A number at each bar's start."""
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setFont(small(self.font()))
        painter.setPen(QColor(self._colours.faint_text))
        rect, metrics = QRectF(self.rect()), painter.fontMetrics()
        ticks = (self._shown.start, *self._shown.bar_lines)
        places = [x_of(rect, self._shown, tick) - 2 for tick in ticks]
        words = [f"bar {self._first}", *(str(self._first + i) for i in range(1, len(places)))]
        ends = [x + metrics.horizontalAdvance(w) for x, w in zip(places, words, strict=True)]
        for i in range(0, len(places), every_bar(places, ends)):
            room = rect.adjusted(places[i], 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words[i])
        painter.end()


def every_bar(starts: Sequence[float], ends: Sequence[float]) -> int:
    """Every how manieth number is told, that none comes too near to the next.

    starts, ends: pixels at which the numbers of all bars would begin and end.
    """
    step = 1
    while any(b - a < NUMBER_GAP for a, b in zip(ends[::step], starts[step::step], strict=False)):
        step *= 2
    return step
