"""One model of the manager: its card in words, its scores, how it learned, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs.model_card import card_lines
from gui.learning.card_words import quoted
from gui.learning.curve_plot import CurvePlot
from gui.learning.curves import Curves
from gui.learning.judge import Judging
from gui.learning.leavable_field import LeavableField
from gui.learning.score_bars import Score, ScoreBars
from gui.learning.score_section import ScoreSection
from gui.learning_requests import ModelEntry
from gui.panels.keyboard import ENTERS, KeyClaim, PanelButton
from gui.theme import MARGIN, SPACING, Colours
from melodyrnn.course.run_file import RunSummary
from melodyrnn.shelf import LONGEST_NAME, name_problem

JUDGED = "It is being judged; wait until it is done, or cancel that"
LEARNS = "It is learning; wait until it is done"
SHIPPED = "It comes with the program and stays as it is; export a copy to change it"
CORES = {"lstm": "LSTM", "gru": "GRU", "rnn": "plain RNN", "transformer": "transformer"}


class ModelSheet(QWidget):
    """use_asked, export_asked, reveal_asked, delete_asked: for the model shown.

    renamed: another name was typed for it.
    """

    use_asked = Signal()
    export_asked = Signal()
    reveal_asked = Signal()
    delete_asked = Signal()
    renamed = Signal(str)

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._entry: ModelEntry | None = None
        self._learning = ""
        self._judging: Judging | None = None
        self._problem = ""
        self._told: dict[str, str] = {}
        self.name = LeavableField()
        self._note = _text("warning")
        self._lines = QGridLayout()
        self.scores = ScoreSection(colours)
        self._learned = _heading("How it learned")
        self.bars = ScoreBars(colours)
        self.plot = CurvePlot(colours)
        self.use = PanelButton("Use in Compose")
        self.rename = PanelButton("Rename")
        self.export = PanelButton("Export…")
        self.reveal = PanelButton("Show in Folder")
        self.delete = PanelButton("Delete")
        self._build()
        self._connect()

    def show_model(self, entry: ModelEntry, run: RunSummary | None) -> None:
        """Another model, and the training that made it, if its file is still there."""
        is_named = self._is_being_named(entry)
        self._entry = entry
        if not is_named:
            self.name.setText(entry.name)
            self._note.setText(entry.problem)
            self._note.setVisible(bool(entry.problem))
        self._show_lines({} if entry.problem else _said(entry))
        base = run.corpus.base_nats_per_note if run is not None and run.corpus else 0.0
        card = entry.card
        self.bars.show_scores(
            [
                Score(entry.name, card.nats_per_note.get("without_velocity", 0.0), is_own=True),
                Score(f"{card.base} before" if card.base else "", base),
                Score("Markov chain", card.markov_nats_per_note),
            ]
        )
        has_curve = run is not None and len(run.history.points) > 1
        self.plot.setVisible(has_curve)
        self._learned.setVisible(has_curve or self.bars.isVisibleTo(self))
        if run is not None and has_curve:
            markov = card.markov_nats_per_note
            self.plot.set_curves(Curves(run.history, base, markov, is_over=run.is_finished))
        self._allow(entry)

    def set_learning(self, name: str) -> None:
        """The model that learns right now, whose files are left alone; "" for none."""
        self._learning = name
        if self._entry is not None:
            self._allow(self._entry)

    @property
    def can_be_judged(self) -> bool:
        """Whether the model could be judged now."""
        is_shown = self._entry is not None and not self._entry.problem
        return is_shown and self._judging is None and self.scores.judge.isEnabled()

    def show_judging(self, judging: Judging | None, problem: str) -> None:
        """What is being judged, if anything is; what came between this model and its card."""
        self._judging, self._problem = judging, problem
        if self._entry is not None:
            self._allow(self._entry)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self.scores.set_colours(colours)
        self.bars.set_colours(colours)
        self.plot.set_colours(colours)

    def begin_rename(self) -> None:
        """Lets the user type another name."""
        self.name.setFocus()
        self.name.selectAll()

    def _is_being_named(self, entry: ModelEntry) -> bool:
        """Whether somebody is typing another name for the model that is shown already."""
        is_same = self._entry is not None and self._entry.path == entry.path
        return is_same and self.name.hasFocus() and self.name.isModified()

    def _allow(self, entry: ModelEntry) -> None:
        tips = {
            self.use: "Let this model write the takes",
            self.export: "Save a copy of its file",
            self.rename: "Call it otherwise",
            self.delete: "Put its file into the trash",
            self.reveal: "Open the folder in which its file lies",
        }
        why_barred = self._why_barred(entry)
        self.name.setReadOnly(bool(why_barred))
        for button, tip in tips.items():
            is_barred = bool(why_barred) and button in (self.rename, self.delete)
            is_broken = bool(entry.problem) and button is self.use
            button.setEnabled(not is_barred and not is_broken)
            button.setToolTip(why_barred if is_barred else entry.problem if is_broken else tip)
        self._show_scores(entry)

    def _show_scores(self, entry: ModelEntry) -> None:
        judging = self._judging
        is_other = judging is not None and judging.model != entry.path
        why_not = LEARNS if entry.name == self._learning else ""
        if judging is not None and is_other:
            why_not = f"{quoted(judging.name)} is being judged; one at a time"
        self.scores.setVisible(not entry.problem)
        self.scores.show_model(entry, why_not, self._problem, None if is_other else judging)

    def _why_barred(self, entry: ModelEntry) -> str:
        """Why its file has to stay where it is; "" if it may go."""
        if entry.is_shipped:
            return SHIPPED
        if self._judging is not None and self._judging.model == entry.path:
            return JUDGED
        return LEARNS if entry.name == self._learning else ""

    def _show_lines(self, lines: dict[str, str]) -> None:
        if lines == self._told:
            return
        self._told = lines
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, said) in enumerate(lines.items()):
            caption, text = _text("faint"), _text("")
            caption.setText(name)
            caption.setWordWrap(False)
            text.setText(said)
            text.setAccessibleName(name)
            self._lines.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(text, row, 1)

    def _build(self) -> None:
        self.name.setProperty("kind", "quiet")
        self.name.setObjectName("model_name")
        self.name.setAccessibleName("Name of the model")
        self.name.setMaxLength(LONGEST_NAME)
        font = self.name.font()
        font.setPixelSize(20)
        font.setBold(True)
        self.name.setFont(font)
        KeyClaim(self.name, ENTERS)
        self._lines.setColumnStretch(1, 1)
        self._lines.setHorizontalSpacing(MARGIN)
        self._lines.setVerticalSpacing(SPACING - 2)
        self.use.setObjectName("primary")
        self.delete.setProperty("kind", "danger")
        self.plot.setFixedHeight(190)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACING)
        for button in (self.use, self.rename, self.export, self.reveal):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.delete)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.name)
        layout.addWidget(self._note)
        layout.addLayout(buttons)
        layout.addWidget(_line())
        layout.addLayout(self._lines)
        layout.addWidget(_line())
        layout.addWidget(self.scores)
        layout.addWidget(self._learned)
        layout.addWidget(self.bars)
        layout.addWidget(self.plot)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.use.clicked.connect(self.use_asked)
        self.export.clicked.connect(self.export_asked)
        self.reveal.clicked.connect(self.reveal_asked)
        self.delete.clicked.connect(self.delete_asked)
        self.rename.clicked.connect(self.begin_rename)
        self.name.textEdited.connect(self._on_edited)
        self.name.editingFinished.connect(self._on_named)
        self.name.left.connect(self._on_left)

    def _on_edited(self, text: str) -> None:
        problem = name_problem(text.strip())
        self._note.setText(problem)
        self._note.setVisible(bool(problem))

    def _on_left(self) -> None:
        """Esc: it is called what it was called."""
        if self._entry is not None:
            self.name.setText(self._entry.name)
            self._on_edited(self._entry.name)
            self.use.setFocus()

    def _on_named(self) -> None:
        entry, name = self._entry, self.name.text().strip()
        if entry is None or name == entry.name:
            return
        if name_problem(name):
            self.name.setText(entry.name)
            self._on_edited(entry.name)
        else:
            self.renamed.emit(name)


def _said(entry: ModelEntry) -> dict[str, str]:
    network = f"{entry.layers} × {entry.hidden} {CORES.get(entry.core, entry.core)}"  # noqa: RUF001 (times)
    size = f"{entry.size_bytes / 1e6:.1f} MB"
    return {**card_lines(entry.card), "Network": f"{network}, {size}"}


def _heading(text: str) -> QWidget:
    label = QLabel(text)
    label.setProperty("role", "title")
    heading = QWidget()
    column = QVBoxLayout(heading)
    column.setContentsMargins(0, SPACING, 0, 0)
    column.setSpacing(MARGIN)
    column.addWidget(_line())
    column.addWidget(label)
    return heading


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("line")
    line.setFixedHeight(1)
    return line


def _text(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label
