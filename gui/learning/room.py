"""The learning window with everything in it, built when it is first opened."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.jobs import Jobs
from gui.learning.compare_page import ComparePage
from gui.learning.doctor import Doctor
from gui.learning.model_desk import ModelDesk
from gui.learning.models_page import ModelsPage
from gui.learning.music_page import MusicPage
from gui.learning.offer_bar import OfferBar
from gui.learning.plan_panel import PlanPanel
from gui.learning.planning import connect_plan
from gui.learning.progress_page import ProgressPage
from gui.learning.window import LearnWindow, Pages
from gui.theme import Colours


class LearnRoom(QObject):
    """What stands in the learning window, and what works behind it."""

    def __init__(self, jobs: Jobs, colours: Colours) -> None:
        super().__init__(jobs)
        self.doctor = Doctor(jobs, self)
        self.models = ModelDesk(jobs, self)
        self.music = MusicPage(self.doctor, colours)
        self.plan = PlanPanel(colours)
        connect_plan(self.doctor, self.plan)
        self.offer = OfferBar(colours)
        self.progress = ProgressPage(colours)
        self.models_page = ModelsPage(self.models, colours)
        self.compare = ComparePage(colours)
        self.window = LearnWindow(
            Pages(
                music=self.music,
                plan=_below(self.offer, self.plan),
                progress=self.progress,
                models=self.models_page,
                compare=self.compare,
            )
        )

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        for part in (
            self.music, self.plan, self.offer, self.progress, self.models_page, self.compare,
        ):  # fmt: skip
            part.set_colours(colours)


def _below(*widgets: QWidget) -> QWidget:
    """One under the other."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, int(widget is widgets[-1]))
    return column
