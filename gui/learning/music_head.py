"""The top of the music page: what the music amounts to, and repairs for many files at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.icons import pixmap
from gui.learning.doctor import Doctor
from gui.learning.doctor_rows import files_text, totals_text
from gui.learning_requests import Offer
from gui.panels.keyboard import PanelButton
from gui.theme import SPACING, Colours

SHOWN_OFFERS = 2
"""Repairs that have a button of their own; the others share a menu."""


class MusicHead(QWidget):
    """The sums in words, the verdict, and how far reading is.

    folder_asked: another folder is to be chosen.
    """

    folder_asked = Signal()

    def __init__(self, doctor: Doctor, colours: Colours) -> None:
        super().__init__()
        self._doctor, self._colours = doctor, colours
        self._title, self._sums = QLabel(), QLabel()
        self._picture, self._verdict = QLabel(), QLabel()
        self._bar = QProgressBar()
        self.add = PanelButton("Add Folder…")
        self.add.say("Add a folder", "Learn from one more folder as well")
        self.stop = PanelButton("Cancel")
        self.stop.say("Cancel reading", "Stop reading; what was found so far stays in the table")
        self.again = PanelButton("Read On")
        self.again.say("Read on", "Read the rest; what was read before comes at once")
        self.forget = PanelButton("Start Over", "quiet")
        self.forget.say("Start over", "Put this music away and choose other music")
        self._build()
        self.add.clicked.connect(self.folder_asked)
        self.stop.clicked.connect(doctor.stop)
        self.again.clicked.connect(doctor.read)
        self.forget.clicked.connect(doctor.forget)
        self.refresh()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.refresh()

    @property
    def said(self) -> str:
        """All of it in words."""
        texts = (self._title.text(), self._sums.text(), self._verdict.text())
        return ". ".join(text.rstrip(".") for text in texts if text)

    def refresh(self) -> None:
        """Shows how things stand."""
        doctor = self._doctor
        tally, stage = doctor.model.tally, doctor.stage
        is_reading = stage == "scanning"
        self._title.setText(self._heading())
        twice = len(doctor.finding.twins) if doctor.finding is not None else 0
        self._sums.setText(totals_text(tally, twice) if tally.files else "")
        self._sums.setVisible(bool(tally.files))
        self._bar.setVisible(is_reading or doctor.is_mending)
        self._bar.setRange(0, doctor.progress.total if is_reading else 0)
        self._bar.setValue(min(doctor.progress.done, doctor.progress.total))
        self.stop.setVisible(is_reading)
        self.again.setVisible(stage == "stopped")
        self.add.setVisible(not is_reading)
        self.forget.setVisible(not is_reading)
        self._show_verdict()

    def _heading(self) -> str:
        doctor = self._doctor
        tally, progress = doctor.model.tally, doctor.progress
        if doctor.stage == "scanning":
            if not progress.total:
                return "Looking for MIDI files…"
            return f"Reading file {progress.done:,} of {progress.total:,}…"
        if doctor.stage == "stopped":
            return f"Stopped after {progress.done:,} of {files_text(progress.total)}"
        return f"{tally.learned:,} of {files_text(tally.files)} to learn from"

    def _show_verdict(self) -> None:
        doctor = self._doctor
        said = doctor.finding.verdict if doctor.finding is not None else ""
        is_good = doctor.finding is not None and doctor.finding.is_enough
        if doctor.stage == "stopped":
            said, is_good = "Read on to the end, then learning can begin.", False
        self._verdict.setText(said)
        for widget in (self._verdict, self._picture):
            widget.setVisible(bool(said) and doctor.stage != "scanning")
        c = self._colours
        ink = c.good if is_good else c.warning
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(pixmap("good" if is_good else "warning", ink, size=18, ratio=ratio))

    def _build(self) -> None:
        self._title.setProperty("role", "title")
        self._sums.setProperty("role", "faint")
        self._title.setAccessibleName("What the music amounts to")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Reading")
        for label in (self._sums, self._verdict):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        top = QHBoxLayout()
        top.setSpacing(SPACING)
        top.addWidget(self._title, 1)
        for button in (self.forget, self.add, self.again, self.stop):
            top.addWidget(button)
        verdict = QHBoxLayout()
        verdict.setSpacing(SPACING)
        verdict.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        verdict.addWidget(self._verdict, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2 + 2)
        layout.addLayout(top)
        layout.addWidget(self._bar)
        layout.addWidget(self._sums)
        layout.addLayout(verdict)


class OffersBar(QWidget):
    """Repairs that would help in several files; takes no room while there are none.

    repair_asked: an Offer, to be made wherever it helps.
    """

    repair_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._offers: list[tuple[Offer, int]] = []
        self._buttons = [PanelButton() for _ in range(SHOWN_OFFERS)]
        self._more = PanelButton("More…")
        self._more.say("More repairs")
        self._menu = QMenu(self._more)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        lead = QLabel("Repair:")
        lead.setProperty("role", "faint")
        layout.addWidget(lead)
        for i, button in enumerate(self._buttons):
            button.clicked.connect(partial(self._on_clicked, i))
            layout.addWidget(button)
        layout.addWidget(self._more)
        layout.addStretch(1)
        self._more.clicked.connect(self._on_more)
        self.show_offers([])

    def show_offers(self, offers: list[tuple[Offer, int]]) -> None:
        """Repairs and in how many files each would help, the most helpful first."""
        self._offers = offers
        self.setVisible(bool(offers))
        for i, button in enumerate(self._buttons):
            button.setVisible(i < len(offers))
            if i < len(offers):
                title = _title(*offers[i])
                button.setText(title)
                button.say(title, offers[i][0].sentence)
        self._more.setVisible(len(offers) > SHOWN_OFFERS)

    def _on_clicked(self, place: int, _checked: bool = False) -> None:
        self.repair_asked.emit(self._offers[place][0])

    def _on_more(self) -> None:
        self._menu.clear()
        for offer, count in self._offers[SHOWN_OFFERS:]:
            action = self._menu.addAction(_title(offer, count))
            action.setToolTip(offer.sentence)
            action.triggered.connect(partial(self._on_picked, offer))
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _on_picked(self, offer: Offer, _checked: bool = False) -> None:
        self.repair_asked.emit(offer)


def _title(offer: Offer, count: int) -> str:
    return f"{files_text(count)}: {offer.button[0].lower()}{offer.button[1:]}"
