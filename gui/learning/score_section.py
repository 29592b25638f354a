"""The score card of the model that is shown: an invitation, the judging under way, or the card."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from gui.learning.card_view import CardView
from gui.learning.card_words import day, quoted
from gui.learning.failure_bar import FailureBar
from gui.learning.figure_card import paragraph
from gui.learning.judge import Judging
from gui.learning_requests import Judged, ModelEntry
from gui.panels.elided_label import ElidedLabel
from gui.panels.keyboard import PanelButton
from gui.panels.tips import as_written
from gui.theme import MARGIN, SPACING, Colours

BAR_PARTS = 1000
WIDEST = 860
"""Pixels; wider, nobody wants to read."""
INSET = 4
"""Pixels by which the words of an elided label stand further in than the label."""
JUDGE, AGAIN = "Judge This Model…", "Judge Again…"
TIP = "See how good it is, by music it did not learn from"
INVITATION = (
    "How good is it, and does it only copy? Choose a folder of MIDI files, or drop one here. The"
    " model has to foresee music it never learned from, to tell true continuations from false"
    " ones, and to write two hundred takes, which are compared with the music. It takes a minute"
    " or a few; you can go on composing."
)


class ScoreSection(QWidget):
    """judge_asked: the model is to be judged. cancel_asked: no longer.

    copy_asked, save_asked: the card that is shown, as text.
    """

    judge_asked = Signal()
    cancel_asked = Signal()
    copy_asked = Signal()
    save_asked = Signal()

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self.judge = PanelButton(JUDGE)
        self.progress = JudgingView()
        self.card = CardView(colours)
        self.failure = FailureBar(colours)
        self._invitation = paragraph(INVITATION, "faint")
        self._old, self._old_words = QFrame(), paragraph("")
        self._shown: tuple[object, ...] = ()
        self._build()
        self.judge.clicked.connect(self.judge_asked)
        self.progress.cancel.clicked.connect(self.cancel_asked)
        self.card.copy_asked.connect(self.copy_asked)
        self.card.save_asked.connect(self.save_asked)

    def show_model(
        self, entry: ModelEntry, why_not: str, problem: str, judging: Judging | None
    ) -> None:
        """Another model, its card is another, or how it is judged.

        why_not: why it cannot be judged now; "" if it can. problem: what came between last time.
        judging: how the judging of this model stands; None: it is not being judged.
        """
        judged = entry.judged
        if judging is not None:
            problem = ""
        self.judge.setText(AGAIN if judged else JUDGE)
        self.judge.setEnabled(not why_not)
        self.judge.say("Judge this model", why_not or TIP)
        self.failure.show_sentence(problem)
        # Once, for what is shown and hidden in turn makes all that lies below jump.
        self._invitation.setVisible(judged is None and judging is None and not problem)
        self.card.setVisible(judged is not None)
        self._old.setVisible(judged is not None and not judged.is_current)
        if judged is not None:
            self._old_words.setText(_old_words(judged))
            if self._shown != (judged, entry.name):
                self.card.show_card(judged.card, entry.name)
        self._shown = (judged, entry.name)
        self._show_judging(judging)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self.card.set_colours(colours)
        self.failure.set_colours(colours)

    def _show_judging(self, judging: Judging | None) -> None:
        had_focus = self.judge.hasFocus() or self.progress.cancel.hasFocus()
        self.progress.setVisible(judging is not None)
        self.judge.setVisible(judging is None)
        if had_focus:
            (self.judge if judging is None else self.progress.cancel).setFocus()
        if judging is not None:
            self.progress.show_judging(judging)

    def _build(self) -> None:
        self.setMaximumWidth(WIDEST)
        heading = QLabel("Score card")
        heading.setProperty("role", "title")
        head = QHBoxLayout()
        head.setSpacing(SPACING)
        head.addWidget(heading, 1)
        head.addWidget(self.judge)
        self._old.setObjectName("notice")
        self._old.setProperty("kind", "warning")
        inside = QVBoxLayout(self._old)
        inside.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        inside.addWidget(self._old_words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addLayout(head)
        for part in (self.progress, self.failure, self._invitation, self._old, self.card):
            layout.addWidget(part)
        self.progress.hide()


class JudgingView(QFrame):
    """What is done now, how far it is, how long it takes, and Cancel."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName("Judging")
        self._title, self._time = ElidedLabel(), QLabel()
        self._words = ElidedLabel()
        self._title.setProperty("role", "heading")
        self.cancel = PanelButton("Cancel")
        self.cancel.say("Cancel judging", "Gives it up; the score card from before stays")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the judging")
        for label in (self._words, self._time):
            label.setProperty("role", "faint")
        top = QHBoxLayout()
        top.setSpacing(MARGIN)
        top.addWidget(self._title, 1)
        top.addWidget(self.cancel)
        under = QHBoxLayout()
        under.setSpacing(MARGIN)
        under.addWidget(self._words, 1)
        under.addWidget(self._time)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(SPACING)
        middle = QHBoxLayout()
        middle.setContentsMargins(INSET, 0, 0, 0)
        middle.addWidget(self.bar)
        for row in (top, middle, under):
            layout.addLayout(row)

    def show_judging(self, judging: Judging) -> None:
        """How it stands."""
        self._title.setText(f"Judging by {quoted(judging.folder.name or str(judging.folder))}")
        self._title.setToolTip(as_written(str(judging.folder)))
        words = ": ".join(part for part in (judging.title, judging.count) if part)
        self._words.setText(words)
        self._time.setText(judging.left)
        self.bar.setRange(0, BAR_PARTS if judging.share else 0)
        self.bar.setValue(round(judging.share * BAR_PARTS))
        said = ". ".join(part for part in (words, judging.left) if part)
        self.bar.setAccessibleDescription(said)


def _old_words(judged: Judged) -> str:
    return (
        f"The model has changed since {day(judged.card.made)}, when this card was made; judge it"
        " again."
    )
