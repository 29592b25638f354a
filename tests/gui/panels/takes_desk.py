"""A strip of takes over a document, for its tests."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.actions import Actions
from gui.document.document import Document
from gui.document.project import Idea
from gui.panels.keyboard import PanelButton
from gui.panels.still_cards import OriginalCard
from gui.panels.take_card import TakeCard
from gui.panels.takes import TakesPanel
from gui.panels.takes_header import TakesHeader
from gui.panels.tool_button import ToolButton
from gui.theme import DARK
from tests.gui.panels.samples import document_with_melody, idea


class Desk:
    """A panel over a document, shown."""

    def __init__(self, qtbot: QtBot) -> None:
        self.document: Document = document_with_melody()
        self.actions = Actions(QObject(self.document), {})
        self.panel = TakesPanel(self.document, self.actions, DARK)
        qtbot.addWidget(self.panel)
        self.panel.resize(1050, 210)
        with qtbot.waitActive(self.panel):
            self.panel.show()
            self.panel.activateWindow()

    def generate(self, count: int = 4) -> list[Idea]:
        """As many takes come and are shown."""
        ideas = [idea(number) for number in range(1, count + 1)]
        self.panel.expect(count)
        for slot, one in enumerate(ideas, start=1):
            self.document.add_ideas([one])
            self.panel.show_idea(slot, one)
        return ideas

    def all(self, kind: type[QWidget]) -> list[QWidget]:
        """The cards of a kind that are seen, from left to right."""
        found = [c for c in self.panel.findChildren(kind) if c.isVisible()]
        return sorted(found, key=lambda c: c.x())

    def cards(self) -> list[TakeCard]:
        return [c for c in self.all(TakeCard) if isinstance(c, TakeCard)]

    def all_buttons(self, index: int) -> list[ToolButton]:
        """The buttons that are seen on a card."""
        return [b for b in self.cards()[index].findChildren(ToolButton) if b.isVisible()]

    @property
    def original(self) -> OriginalCard:
        return self.panel.findChildren(OriginalCard)[0]

    @property
    def header(self) -> str:
        return self.panel.findChildren(TakesHeader)[0].text

    @property
    def cancel(self) -> PanelButton:
        return self.panel.findChildren(PanelButton)[0]
