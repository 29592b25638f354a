"""All numbers of a comparison: a column for each network, a row for each number."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from gui.theme import Colours
from melodyrnn.comparison.report import COLUMNS
from melodyrnn.comparison.results import Comparison
from melodyrnn.comparison.words import sentence

ROW, EDGE = 28, 3
NARROWEST = 84


class NumbersTable(QTableWidget):
    """As tall as its rows: the page around it scrolls. The first column says what is counted."""

    def __init__(self, comparison: Comparison, colours: Colours) -> None:
        (_, name), *numbers = COLUMNS
        super().__init__(len(numbers), 1 + len(comparison.outcomes))
        self.setAccessibleName("All numbers")
        self.setHorizontalHeaderItem(0, QTableWidgetItem())
        for row, (number, _) in enumerate(numbers):
            self.setItem(row, 0, QTableWidgetItem(sentence(number)))
        for column, outcome in enumerate(comparison.outcomes, start=1):
            self.setHorizontalHeaderItem(column, QTableWidgetItem(name(comparison, outcome)))
            for row, (_, text) in enumerate(numbers):
                item = QTableWidgetItem(text(comparison, outcome))
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
        self._dress()
        self.set_colours(colours)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        for row in range(self.rowCount()):
            if (item := self.item(row, 0)) is not None:
                item.setForeground(QColor(colours.faint_text))

    def _dress(self) -> None:
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setShowGrid(False)
        for bars in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            bars(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        across.setHighlightSections(False)
        across.setFixedHeight(ROW + 4)
        across.setMinimumSectionSize(NARROWEST)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(ROW)
        self.setFixedHeight(ROW + 4 + ROW * self.rowCount() + 2 * EDGE)
        self.setMinimumWidth(NARROWEST * self.columnCount())
