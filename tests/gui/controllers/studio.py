"""Controllers over a real document with a melody, a player moved by hand and hand-made jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gui.controllers.audition import Audition
from gui.controllers.ideas import Ideas
from gui.controllers.playing import Playing
from gui.controllers.recording import Recording
from gui.controllers.slots import Slots
from gui.controllers.takes import Takes
from gui.document.document import Document
from gui.document.project import Idea, Project
from gui.document.selection import Selection
from gui.piano_roll.scene import Scene
from melodyrnn.music.piece import simple_piece
from tests.gui.fakes import FakeJobs, FakePlayer
from tests.gui.panels.samples import MELODY, document_with_melody, idea

NOW = "2026-11-23T02:00:00+00:00"


def another_project() -> Project:
    return Project.of_piece(simple_piece(MELODY.shifted(480)))


class Studio:
    """All controllers around playing and takes, and what they say."""

    def __init__(self) -> None:
        self.document: Document = document_with_melody()
        self.selection = Selection(self.document)
        self.scene = Scene()
        self.player = FakePlayer()
        self.jobs = FakeJobs()
        self.playing = Playing(self.document, self.selection, self.scene, self.player.typed)
        self.slots = Slots(self.document)
        self.audition = Audition(self.document, self.scene, self.playing, self.slots)
        self.takes = Takes(self.document, self.jobs, self.slots, self.audition, lambda: NOW)
        self.ideas = Ideas(self.document, self.selection, self.audition)
        self.recording = Recording(self.document, self.selection, self.scene, self.playing)
        self.said: list[str] = []
        self.failures: list[str] = []
        self.shown: dict[int, str] = {}
        """What the strip shows, by slot."""
        for source in (self.playing, self.takes, self.audition, self.ideas, self.recording):
            source.noted.connect(self.said.append)
        self.takes.failed.connect(lambda words: self.failures.append(words) if words else None)
        self.slots.expected.connect(lambda _count: self.shown.clear())
        self.slots.filled.connect(lambda slot, i: self.shown.update({slot: i.identifier}))

    def set(self, **settings: object) -> None:
        """Other settings of the panel, as the user sets them."""
        before = self.document.project.settings
        self.document.set_settings(replace(before, **settings))  # type: ignore[arg-type]

    def generate(self, numbers: Sequence[int] = (1, 2, 3, 4)) -> list[Idea]:
        """G, and as many takes come."""
        self.takes.generate()
        ideas = self.arrive(numbers)
        self.jobs.last.finish()
        return ideas

    def arrive(self, numbers: Sequence[int], bars: int = 2) -> list[Idea]:
        ideas = [idea(number, bars) for number in numbers]
        self.jobs.last.give(*ideas)
        return ideas

    def heard(self) -> list[int]:
        """Pitches of the melody that the player has."""
        return self.player.pitches()
