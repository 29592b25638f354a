"""Hints and surprise follow the melody, and never show what is of other notes."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.controllers.insight import Insight
from gui.document.document import Document
from gui.document.selection import Selection
from gui.piano_roll.scene import Hint, Scene
from gui.requests import HintsRequest, SurpriseRequest
from melodyrnn.music.notes import NoteSequence
from tests.gui.fakes import FakeJobs
from tests.gui.panels.samples import BAR, MELODY, document_with_melody


class Mirror:
    def __init__(self) -> None:
        self.document: Document = document_with_melody()
        self.selection = Selection(self.document)
        self.scene = Scene()
        self.jobs = FakeJobs()
        self.insight = Insight(self.document, self.selection, self.scene, self.jobs)

    def shorten(self) -> None:
        self.document.edit_notes("Delete Notes", MELODY.where(np.arange(8) < 7))


@pytest.fixture
def mirror(qapp: object) -> Mirror:
    assert qapp
    return Mirror()


def test_hints_are_asked_for_at_the_end_of_the_melody_and_shown(mirror: Mirror) -> None:
    mirror.insight.show_hints(True)
    request = mirror.jobs.last.request
    assert isinstance(request, HintsRequest)
    assert request.tick == 2 * BAR
    mirror.jobs.last.give(((2 * BAR, 480, 64, 0.5),))
    assert mirror.scene.hints == (Hint(2 * BAR, 480, 64, 0.5),)
    mirror.insight.show_hints(False)
    assert not mirror.scene.hints


def test_surprise_is_shown_while_it_is_wanted(mirror: Mirror) -> None:
    mirror.insight.show_surprise(True)
    assert isinstance(mirror.jobs.last.request, SurpriseRequest)
    mirror.jobs.last.give(np.ones(8))
    assert mirror.scene.surprise is not None
    mirror.insight.show_surprise(False)
    assert mirror.scene.surprise is None


def test_an_edit_takes_old_colours_away_and_asks_anew(mirror: Mirror, qtbot: QtBot) -> None:
    mirror.insight.show_surprise(True)
    mirror.jobs.last.give(np.ones(8))
    mirror.jobs.last.finish()
    mirror.shorten()
    assert mirror.scene.surprise is None
    qtbot.waitUntil(lambda: len(mirror.jobs.started) == 2)
    assert len(mirror.jobs.last.request.piece.parts[0].notes) == 7


def test_an_answer_about_notes_that_are_no_more_is_not_shown(mirror: Mirror) -> None:
    mirror.insight.show_surprise(True)
    late = mirror.jobs.last
    mirror.shorten()
    late.give(np.ones(8))
    assert mirror.scene.surprise is None
    assert late.job.was_cancelled


def test_an_answer_that_nobody_wants_any_more_is_not_shown(mirror: Mirror) -> None:
    mirror.jobs.hand.is_slow = True
    mirror.insight.show_hints(True)
    late = mirror.jobs.last
    mirror.insight.show_hints(False)
    late.job.item_ready.emit(((0, 480, 64, 0.5),))
    assert mirror.scene.hints == ()


def test_of_an_empty_melody_nothing_is_surprising(mirror: Mirror) -> None:
    mirror.document.edit_notes("Delete Notes", NoteSequence())
    mirror.insight.show_surprise(True)
    assert mirror.jobs.started == []


def test_a_hint_that_is_taken_is_an_ordinary_note_and_one_step(mirror: Mirror) -> None:
    struck: list[tuple[int, int]] = []
    mirror.insight.note_written.connect(lambda pitch, velocity: struck.append((pitch, velocity)))
    mirror.insight.take_hint(Hint(2 * BAR, 240, 64, 0.5))
    note = mirror.document.notes[8]
    assert (note.onset, note.pitch, note.duration) == (2 * BAR, 64, 240)
    assert note.velocity == MELODY[7].velocity
    assert struck == [(64, note.velocity)]
    assert mirror.selection.cursor == 2 * BAR + 240
    mirror.document.history.undo()
    assert mirror.document.notes == MELODY


def test_why_there_is_no_insight_is_said(mirror: Mirror) -> None:
    said: list[str] = []
    mirror.insight.noted.connect(said.append)
    mirror.insight.show_hints(True)
    mirror.jobs.last.fail("No model is installed.")
    assert said == ["No model is installed."]
