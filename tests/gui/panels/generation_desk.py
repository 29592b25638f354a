"""A generation panel over a document, for its tests."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.actions import Actions
from gui.document.document import Document
from gui.document.settings import TakeSettings
from gui.panels.fields import ChoiceBox, NumberBox
from gui.panels.generation import GenerationPanel
from gui.panels.stop_slider import StopSlider
from gui.panels.tool_button import ToolButton
from gui.theme import DARK


class Desk:
    """A panel over a document, shown with all it has."""

    def __init__(self, qtbot: QtBot, document: Document) -> None:
        self.document = document
        self.actions = Actions(QObject(document), {})
        self.panel = GenerationPanel(document, self.actions, DARK)
        qtbot.addWidget(self.panel)
        self.panel.set_models([("folk", "Tunes"), ("mine", "My own <files>")])
        self.panel.show_more(True)
        self.panel.resize(316, 640)
        self.panel.show()

    @property
    def settings(self) -> TakeSettings:
        return self.document.project.settings

    def named(self, kind: type[QWidget], name: str) -> QWidget:
        return next(w for w in self.panel.findChildren(kind) if w.accessibleName() == name)

    def number(self, name: str) -> NumberBox:
        found = self.named(NumberBox, name)
        assert isinstance(found, NumberBox)
        return found

    def slider(self, name: str) -> StopSlider:
        found = self.named(StopSlider, name)
        assert isinstance(found, StopSlider)
        return found

    def choice(self, name: str) -> ChoiceBox:
        found = self.named(ChoiceBox, name)
        assert isinstance(found, ChoiceBox)
        return found

    def press(self, name: str) -> None:
        QTest.mouseClick(self.named(ToolButton, name), Qt.MouseButton.LeftButton)

    def pick(self, name: str, down: int) -> None:
        """Chooses an entry of a list, as many below the one shown."""
        box = self.choice(name)
        box.setFocus()
        for _ in range(down):
            QTest.keyClick(box, Qt.Key.Key_Down)
