"""The learning window with everything in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject

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
from gui.learning.questions import DISCARD, REPLACE, ask, discarding, replacing
from gui.learning.window import LearnWindow, Pages
from gui.panels.notices import Notices
from gui.theme import Colours
from melodyrnn.course.run_file import RunSummary


class LearnRoom(QObject):
    """What stands in the learning window, and what works behind it, once `build` is through."""

    music: MusicPage
    plan: PlanPanel
    progress: ProgressPage
    models_page: ModelsPage
    compare: ComparePage
    window: LearnWindow

    def __init__(self, jobs: Jobs, colours: Colours) -> None:
        super().__init__(jobs)
        self._colours = colours
        self.doctor = Doctor(jobs, self)
        self.models = ModelDesk(jobs, self)
        self.offer = OfferBar(colours)
        self.notices = Notices(colours)

    def build(self) -> Iterator[None]:
        """Builds it in steps, none of which takes long."""
        colours = self._colours
        self.music = MusicPage(self.doctor, colours)
        yield
        self.plan = PlanPanel(colours)
        connect_plan(self.doctor, self.plan)
        yield
        self.progress = ProgressPage(colours)
        yield
        self.models_page = ModelsPage(self.models, colours)
        yield
        self.compare = ComparePage(colours)
        yield
        pages = Pages(
            notices=self.notices,
            offer=self.offer,
            music=self.music,
            plan=self.plan,
            progress=self.progress,
            models=self.models_page,
            compare=self.compare,
        )
        self.window = LearnWindow()
        yield from self.window.furnish(pages)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        for part in (
            self.notices, self.music, self.plan, self.offer, self.progress, self.models_page,
            self.compare,
        ):  # fmt: skip
            part.set_colours(colours)

    def ask_to_discard(self, run: RunSummary, then: Callable[[], object]) -> None:
        """Before a training is forgotten."""
        ask(discarding(run), DISCARD, self._colours, self.window, then)

    def ask_to_replace(self, name: str, then: Callable[[], object]) -> None:
        """Before a training begins, if a training or a model of that name would be lost."""
        message = replacing(name, self.models.unfinished, self.models.models)
        if message is None:
            then()
        else:
            ask(message, REPLACE, self._colours, self.window, then)
