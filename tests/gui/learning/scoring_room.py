"""The page of models with a desk, jobs ended by hand, and dialogs that are the test's."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.learning.model_desk import ModelDesk
from gui.learning.models_page import SYSTEM, ModelsPage
from gui.learning_requests import Judged, JudgeRequest, ModelEntry, Shelf
from gui.theme import DARK
from tests.gui.fakes import FakeJobs
from tests.gui.learning.score_cards import TEN_TUNES

LEFT = Qt.MouseButton.LeftButton


class Room:
    """A page with its desk, whose dialogs are the test's."""

    def __init__(self, qtbot: QtBot, place: Path) -> None:
        self.music = place / "session tunes"
        self.music.mkdir()
        self.text = place / "card.txt"
        self.began_at: list[Path] = []
        self.told: list[str] = []
        self.jobs = FakeJobs()
        self.desk = ModelDesk(self.jobs)
        self.desk.told.connect(self.told.append)
        choosers = SYSTEM._replace(folder=self.folder, text=lambda _parent, _name: self.text)
        self.page = ModelsPage(self.desk, DARK, choosers)
        self.sheet, self.scores = self.page.sheet, self.page.sheet.scores
        qtbot.addWidget(self.page)
        self.page.resize(1000, 700)
        self.page.show()
        self.desk.refresh()
        self.entries = (
            ModelEntry("irish", place / "irish.safetensors", is_shipped=False),
            ModelEntry("old", place / "old.safetensors", False, judged=Judged(TEN_TUNES, False)),
            ModelEntry("broken", place / "broken.safetensors", False, problem="It is damaged."),
        )
        self.list(self.entries)

    def folder(self, _parent: object, begin: Path) -> Path:
        self.began_at.append(begin)
        return self.music

    def list(self, entries: tuple[ModelEntry, ...]) -> None:
        self.desk.refresh()
        self.jobs.last.give(Shelf(entries))
        self.jobs.last.finish()

    def judge(self) -> None:
        QTest.mouseClick(self.scores.judge, LEFT)
        assert isinstance(self.jobs.last.request, JudgeRequest)

    @property
    def said(self) -> str:
        labels = self.scores.findChildren(QLabel)
        return " ".join(label.text() for label in labels if label.isVisible())
