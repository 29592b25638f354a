"""Trainings that can be taken up again: what each is, Resume and Discard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.panels.elided_label import ElidedLabel
from gui.panels.keyboard import PanelButton
from gui.theme import MARGIN, SPACING
from melodyrnn.course.run_file import RunSummary
from melodyrnn.course.words import elapsed


class RunRows(QWidget):
    """resume_asked, discard_asked: a RunSummary. Takes no room while there are none."""

    resume_asked = Signal(object)
    discard_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[QWidget] = []
        self._busy = ""
        self._resumes: list[PanelButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACING)
        title = QLabel("Unfinished")
        title.setProperty("role", "heading")
        self._layout.addWidget(title)
        self.hide()

    def show_runs(self, runs: Sequence[RunSummary]) -> None:
        """Other trainings."""
        for row in self._rows:
            self._layout.removeWidget(row)
            row.deleteLater()
        self._resumes = []
        self._rows = [self._row(run) for run in runs]
        for row in self._rows:
            self._layout.addWidget(row)
        self.setVisible(bool(runs))
        self.set_busy(self._busy)

    def set_busy(self, why: str) -> None:
        """Why none can be taken up now; "" if they can."""
        self._busy = why
        for button in self._resumes:
            button.setEnabled(not why)
            button.setToolTip(why or "Go on learning where it stopped")

    def _row(self, run: RunSummary) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        name, said = ElidedLabel(run.name), ElidedLabel(state_of(run))
        said.setProperty("role", "faint")
        resume, discard = PanelButton("Resume"), PanelButton("Discard", "quiet")
        resume.say(f"Resume {run.name}", "Go on learning where it stopped")
        discard.say(f"Discard {run.name}", "Forget this training; a model it has saved stays")
        resume.clicked.connect(partial(self._on_resume, run))
        discard.clicked.connect(partial(self._on_discard, run))
        self._resumes.append(resume)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACING)
        buttons.addWidget(resume)
        buttons.addWidget(discard)
        buttons.addStretch(1)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        layout.setSpacing(4)
        layout.addWidget(name)
        layout.addWidget(said)
        layout.addLayout(buttons)
        return card

    def _on_resume(self, run: RunSummary, _checked: bool = False) -> None:
        self.resume_asked.emit(run)

    def _on_discard(self, run: RunSummary, _checked: bool = False) -> None:
        self.discard_asked.emit(run)


def state_of(run: RunSummary) -> str:
    """How far it is: "4 min of 10 min · saved 2026-01-02"."""
    done = elapsed(run.history.seconds)
    whole = f" of {elapsed(60 * run.minutes)}" if run.minutes is not None else ""
    return f"{done}{whole} · saved {run.saved_at[:10]}"
