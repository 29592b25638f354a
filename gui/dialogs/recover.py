"""Unsaved work of a crash: recover it, discard it, or decide later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.dialogs.building import button_row, column, label, plain_button
from gui.document.recovery import Offer
from gui.theme import MARGIN


class RecoverDialog(QDialog):
    """A row for each lost session.

    recovered, discarded: the Offer the user decided on. Closing leaves the rest for later.
    """

    recovered = Signal(object)
    discarded = Signal(object)

    def __init__(
        self, offers: Sequence[Offer], now: datetime, parent: QWidget | None = None
    ) -> None:
        """now: local time with its zone."""
        super().__init__(parent)
        self._rows: dict[str, QFrame] = {}
        layout = column(
            self,
            "Recover Your Music",
            "melodyrnn ended without saving. This was kept for you:",
        )
        for number, offer in enumerate(offers):
            layout.addWidget(self._row(offer, now, is_first=number == 0))
        layout.addStretch(1)
        later = plain_button("Later", "Keeps it all; you are asked again at the next start")
        later.clicked.connect(self.reject)
        layout.addLayout(button_row(later))
        for button in self.findChildren(QPushButton):
            if button.isDefault():
                button.setFocus()  # not Discard, though it comes first

    @property
    def sessions(self) -> tuple[str, ...]:
        """Sessions that are still to be decided on."""
        return tuple(self._rows)

    def _row(self, offer: Offer, now: datetime, *, is_first: bool) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(offer.name, "heading"))
        words.addWidget(label(f"{_holds(offer)} · {when(offer.when, now)}", "faint"))
        recover, discard = QPushButton("Recover"), plain_button("Discard")
        recover.setObjectName("primary" if is_first else "")
        recover.setDefault(is_first)
        recover.setAutoDefault(is_first)
        recover.setAccessibleName(f"Recover {offer.name}")
        discard.setProperty("kind", "danger")
        discard.setAccessibleName(f"Discard {offer.name}")
        discard.setToolTip("This cannot be undone")
        layout = QHBoxLayout(card)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.addLayout(words, 1)
        layout.addWidget(discard)
        layout.addWidget(recover)
        recover.clicked.connect(lambda: self._on_recover(offer))
        discard.clicked.connect(lambda: self._on_discard(offer))
        self._rows[offer.session] = card
        return card

    def _on_recover(self, offer: Offer) -> None:
        del self._rows[offer.session]
        self.recovered.emit(offer)
        self.accept()

    def _on_discard(self, offer: Offer) -> None:
        self._rows.pop(offer.session).hide()
        self.discarded.emit(offer)
        if not self._rows:
            self.accept()


def when(then: datetime, now: datetime) -> str:
    """Today and yesterday by name, else the date."""
    days = (now.date() - then.date()).days
    day = {0: "today", 1: "yesterday"}.get(days, f"{then:%B} {then.day}, {then.year}")
    return f"{day} at {then:%H:%M}"


def _holds(offer: Offer) -> str:
    notes, ideas = offer.project.piece.note_count, len(offer.project.ideas)
    words = f"{notes} note" + ("" if notes == 1 else "s")
    return words + (f", {ideas} idea" + ("" if ideas == 1 else "s") if ideas else "")
