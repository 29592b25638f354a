"""The offer to take up a training that was interrupted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from gui.icons import pixmap
from gui.panels.elided_label import ElidedLabel
from gui.panels.keyboard import PanelButton
from gui.theme import MARGIN, SPACING, Colours
from melodyrnn.course.run_file import RunSummary
from melodyrnn.course.words import chance, elapsed

PICTURE_PX = 22


class OfferBar(QFrame):
    """Shows one run file, and takes no room while there is none.

    resume_asked, discard_asked: the `RunSummary`.
    """

    resume_asked = Signal(object)
    discard_asked = Signal(object)

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("kind", "info")
        self._run: RunSummary | None = None
        self._picture = QLabel()
        self._words, self._more = ElidedLabel(), ElidedLabel()
        self._words.setProperty("role", "heading")
        self._more.setProperty("role", "faint")
        self.resume, self.discard = PanelButton("Resume"), PanelButton("Discard", "danger")
        self.resume.setObjectName("primary")
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self._words)
        texts.addWidget(self._more)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        row.setSpacing(SPACING)
        row.addWidget(self._picture)
        row.addLayout(texts, 1)
        row.addWidget(self.discard)
        row.addWidget(self.resume)
        self.resume.clicked.connect(lambda: self.resume_asked.emit(self._run))
        self.discard.clicked.connect(lambda: self.discard_asked.emit(self._run))
        self.set_colours(colours)
        self.hide()

    @property
    def run(self) -> RunSummary | None:
        """What is offered."""
        return self._run

    def offer(self, run: RunSummary | None) -> None:
        """Offers another run; None: nothing."""
        self._run = run
        self.setVisible(run is not None)
        if run is None:
            return
        self._words.setText(offer_words(run))
        self._more.setText(offer_details(run))
        self.resume.say(f"Resume training {run.name}", "Goes on where it was; the curve joins")
        self.discard.say(
            f"Discard training {run.name}",
            "Forgets how to go on; a model that is in its file already stays",
        )

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(pixmap("pause", colours.idea, size=PICTURE_PX, ratio=ratio))


def offer_words(run: RunSummary) -> str:
    """What was interrupted, and when."""
    last = run.history.points[-1] if run.history.points else None
    if last is None:
        where = "before it had learned anything"
    elif run.minutes is not None and run.minutes < 600:
        where = f"after {elapsed(last.seconds)} of {elapsed(run.minutes * 60)}"
    elif run.epochs is not None:
        where = f"in epoch {last.epoch:.1f} of {run.epochs:g}"
    else:
        where = f"after {elapsed(last.seconds)}"
    return (
        f"Training \N{LEFT DOUBLE QUOTATION MARK}{run.name}\N{RIGHT DOUBLE QUOTATION MARK}"
        f" was interrupted {where}."
    )


def offer_details(run: RunSummary) -> str:
    """How good it was by then, and what it learns from."""
    best = run.history.best
    folders = ", ".join(folder.name for folder in run.folders)
    parts = (
        f"best so far {chance(best.score)} ({best.score:.2f})" if best else "not checked yet",
        f"learns from {folders}" if folders else "",
        f"began with {run.base}" if run.base else "",
    )
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)
