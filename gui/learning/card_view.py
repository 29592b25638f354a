"""A score card: the verdict in words first, then what it rests on, in pictures and sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.learning.card_words import (
    COPIES,
    FIELDS,
    FORESEES,
    KNOWS,
    SOUNDS,
    capital,
    judged_by,
    originality_words,
    scale_words,
)
from gui.learning.coin_bars import CoinBars
from gui.learning.copied_plot import CopiedPlot
from gui.learning.figure_card import paragraph
from gui.learning.overlap_plot import OverlapGrid
from gui.learning.score_bars import Score, ScoreBars
from gui.panels.keyboard import PanelButton
from gui.theme import MARGIN, SPACING, Colours, blend
from melodyrnn.scorecard.result import Rival, ScoreCard

LARGE = 1.5
"""Size of the verdict's first sentence, as a share of the font around it."""
COINED = (
    "It hears how a piece begins, and is given two ways to go on: the one that is written there,"
    " and a false one. Always right is a full bar; a coin gets half."
)


class CardView(QWidget):
    """copy_asked: all of it as text. save_asked: the same in a file."""

    copy_asked = Signal()
    save_asked = Signal()

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self.verdict, self._more = paragraph(""), paragraph("")
        self.about = paragraph("", "faint")
        self.bars = ScoreBars(colours, tuple(FIELDS.values()))
        self.coins = CoinBars(colours)
        self.overlaps = OverlapGrid(colours)
        self.copied = CopiedPlot(colours)
        self._legend, self._copied_words = QLabel(), paragraph("")
        self._scale, self._remarks = paragraph("", "faint"), paragraph("", "faint")
        self.copy, self.save = PanelButton("Copy as Text"), PanelButton("Save…")
        self._build()
        self.copy.clicked.connect(self.copy_asked)
        self.save.clicked.connect(self.save_asked)
        self.set_colours(colours)

    def show_card(self, card: ScoreCard, name: str) -> None:
        """Another card. name: what the model is called now."""
        self.verdict.setText(card.verdict[0] if card.verdict else "")
        self._more.setText(" ".join(card.verdict[1:]))
        self._more.setVisible(len(card.verdict) > 1)
        self.about.setText(judged_by(card))
        self.bars.show_scores([_score(card.score, name), *map(_score, card.rivals)])
        self._scale.setText(scale_words(card))
        self.bars.setToolTip(scale_words(card))
        self.coins.show_foils(card.foils)
        self._coined.setVisible(any(found.trials for found in card.foils))
        self.overlaps.show_overlaps(card.overlaps)
        self._sounding.setVisible(bool(card.overlaps))
        found = card.originality
        self.copied.setVisible(found is not None)
        if found is not None:
            self.copied.show_found(found)
        self._copied_words.setText("\n".join(originality_words(found)))
        self._remarks.setText("\n".join(card.remarks))
        self._remarks.setVisible(bool(card.remarks))

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        for part in (self.bars, self.coins, self.overlaps, self.copied):
            part.set_colours(colours)
        takes, music = colours.idea, blend(colours.panel, colours.text, 0.24)
        self._legend.setText(
            f'<span style="color:{takes}">\N{BLACK SQUARE}</span> its takes&nbsp;&nbsp;&nbsp;'
            f'<span style="color:{music}">\N{BLACK SQUARE}</span> the music'
        )

    def _build(self) -> None:
        font = self.verdict.font()
        font.setPointSizeF(max(font.pointSizeF(), 6.0) * LARGE)
        font.setBold(True)
        self.verdict.setFont(font)
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._legend.setProperty("role", "faint")
        self.copy.say("Copy the score card", "All of it in words, to paste wherever you like")
        self.save.say("Save the score card", "All of it in words, in a text file")
        self._coined = _section(KNOWS, self.coins, paragraph(COINED, "faint"))
        self._sounding = _section(SOUNDS, self._legend, self.overlaps)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * MARGIN)
        for part in (
            self._head(),
            _section(FORESEES, self.bars, self._scale),
            self._coined,
            self._sounding,
            _section(COPIES, self.copied, self._copied_words),
            self._remarks,
        ):
            layout.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACING)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.save)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def _head(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(MARGIN + 4, MARGIN + 2, MARGIN + 4, MARGIN + 2)
        inside.setSpacing(SPACING)
        for label in (self.verdict, self._more, self.about):
            inside.addWidget(label)
        return frame


def _score(rival: Rival, name: str = "") -> Score:
    """name: of the model itself."""
    nats = rival.nats_per_note
    parts = tuple(nats[field] for field in FIELDS if field in nats)
    return Score(name or capital(rival.name), rival.nats, is_own=bool(name), parts=parts)


def _section(title: str, *widgets: QWidget) -> QWidget:
    section = QWidget()
    heading = QLabel(title)
    heading.setProperty("role", "heading")
    column = QVBoxLayout(section)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACING)
    column.addWidget(heading)
    for widget in widgets:
        column.addWidget(widget)
    return section
