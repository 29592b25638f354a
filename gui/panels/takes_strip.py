"""Places cards side by side: the original narrow, the takes sharing what is left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

GAP = 2
"""Between cards; each brings room for its own focus ring."""

NARROWEST, WIDEST = 112, 380
FIRST_NARROWEST, FIRST_WIDEST, FIRST_SHARE = 96, 156, 0.75
"""Of the first card; its share is that of an even part."""

LOWEST = 152
"""Height below which a card does not fit its lines."""


class TakesStrip(QScrollArea):
    """The first card and the others, from left to right; scrolls only if they grow too narrow."""

    def __init__(self, first: QWidget) -> None:
        super().__init__()
        self._first = first
        self._others: tuple[QWidget, ...] = ()
        self._fills = False
        self._vacated: int | None = None
        self._ground = QWidget()
        self._ground.setObjectName("contents")
        first.setParent(self._ground)
        self.setWidget(self._ground)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(LOWEST)
        self.viewport().installEventFilter(self)

    def set_cards(self, cards: Sequence[QWidget], *, fills: bool = False) -> None:
        """Other cards after the first; those that stood there and are not among them go away.

        fills: a single card takes all the room there is. If the one with the focus goes, the
        next in its place that can be focused takes the focus; until then the first has it.
        """
        if not self._first.hasFocus():
            self._vacated = None
        for place, card in enumerate(self._others):
            if card not in cards:
                if card.hasFocus() or card.isAncestorOf(self.focusWidget() or self):
                    self._vacated = place
                    self._first.setFocus(Qt.FocusReason.OtherFocusReason)
                card.hide()
                card.deleteLater()
        self._others = tuple(cards)
        self._fills = fills
        for card in cards:
            if card.parent() is not self._ground:
                card.setParent(self._ground)
            card.show()
        for before, after in zip((self._first, *cards), cards, strict=False):
            QWidget.setTabOrder(before, after)
        self._place()
        self._refill()

    def show_card(self, card: QWidget, *, takes_focus: bool = False) -> None:
        """Scrolls until a card is wholly seen. takes_focus: from the card that has it, if any."""
        self.ensureWidgetVisible(card, 8, 0)
        if takes_focus and any(other.hasFocus() for other in (self._first, *self._others)):
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.viewport() and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _refill(self) -> None:
        """The focus comes back to the place whose card had it."""
        if self._vacated is None or self._vacated >= len(self._others):
            return
        card = self._others[self._vacated]
        if card.focusPolicy() != Qt.FocusPolicy.NoFocus:
            self._vacated = None
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        room = self.viewport().width()
        count = len(self._others)
        first = round(room / (count + 1) * FIRST_SHARE)
        first = min(max(first, FIRST_NARROWEST), FIRST_WIDEST)
        each = (room - first - count * GAP) // max(count, 1)
        each = max(each, NARROWEST) if self._fills else min(max(each, NARROWEST), WIDEST)
        needed = first + count * (each + GAP)
        height = self.viewport().height()
        self._ground.resize(max(needed, room), height)
        self._first.setGeometry(0, 0, first, height)
        for i, card in enumerate(self._others):
            card.setGeometry(first + GAP + i * (each + GAP), 0, each, height)
