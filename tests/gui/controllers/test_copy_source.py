"""The bars that copied notes are from: fetched, heard, left."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from gui.controllers.copy_source import CopySource
from gui.controllers.trial import Trial
from gui.requests import SourceBars
from melodyrnn.music.tempo import TempoMap
from tests.gui.controllers.studio import Studio, another_project
from tests.gui.panels.copied import source_bars, stretch


class Desk:
    def __init__(self, studio: Studio) -> None:
        self.studio, self.jobs = studio, studio.jobs
        self.trial = Trial(studio.jobs, studio.playing)
        self.source = CopySource(studio.document, studio.jobs, self.trial)
        self.found: list[tuple[object, object]] = []
        self.states: list[object] = []
        self.source.found.connect(lambda bars, clicked: self.found.append((bars, clicked)))
        self.source.left.connect(lambda: self.states.append("left"))
        self.source.heard.connect(self.states.append)

    def open(self) -> SourceBars:
        bars = source_bars()
        self.source.show(bars.stretch, None, 480.0)
        self.jobs.last.give(bars)
        self.jobs.last.finish()
        return bars


@pytest.fixture
def desk(studio: Studio) -> Desk:
    return Desk(studio)


def test_a_source_is_fetched_and_shown(desk: Desk) -> None:
    bars = desk.open()
    assert desk.found == [(bars, 480.0)]


def test_only_the_source_asked_for_last_is_shown(desk: Desk) -> None:
    desk.source.show(stretch(), None, None)
    late = desk.jobs.last
    desk.open()
    late.give(source_bars())
    assert len(desk.found) == 1
    assert late.job.was_cancelled


def test_it_is_played_in_the_tempo_of_the_project_and_silenced(desk: Desk) -> None:
    bars, document = desk.open(), desk.studio.document
    document.edit("Set Tempo", piece=replace(document.project.piece, tempos=TempoMap.from_bpm(90)))
    desk.source.play()
    assert desk.studio.heard() == bars.piece.parts[0].notes.pitch.tolist()
    assert desk.studio.player.score is not None
    played = desk.studio.player.score.piece
    assert played.tempos.seconds_at(480) == pytest.approx(60 / 90, abs=1e-5)
    desk.source.play()
    assert desk.states == [True, False]
    assert not desk.studio.player.is_playing


def test_the_playhead_moves_only_while_the_source_is_heard(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    moves: list[float] = []
    desk.source.moved.connect(moves.append)
    desk.trial.moved.emit(1.0)
    desk.source.play()
    desk.studio.player.tick = 960.0
    with qtbot.waitSignal(desk.source.moved):
        pass
    assert set(moves) == {960.0}
    desk.studio.playing.toggle()
    assert desk.states == [True, False], "the project goes before it"


def test_leaving_it_silences_it(desk: Desk) -> None:
    desk.open()
    desk.source.play()
    assert desk.source.close()
    assert desk.states == [True, False, "left"]
    assert not desk.source.close()


def test_another_project_has_other_sources(desk: Desk) -> None:
    desk.open()
    desk.studio.document.reset(another_project())
    assert desk.states == ["left"]


def test_why_it_cannot_be_shown_is_said(desk: Desk, qtbot: QtBot) -> None:
    desk.source.show(stretch(), None, None)
    with qtbot.waitSignal(desk.source.noted) as noted:
        desk.jobs.last.fail("The model has learned from other music since.")
    assert noted.args == ["The model has learned from other music since."]
