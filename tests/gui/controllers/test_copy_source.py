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
from tests.gui.panels.samples import BAR, MELODY


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
        self.source.show(bars.stretch, None)
        self.jobs.last.give(bars)
        self.jobs.last.finish()
        return bars

    def click(self) -> SourceBars:
        bars = source_bars()
        self.source.click(bars.stretch, None, 480.0)
        self.jobs.last.give(bars)
        self.jobs.last.finish()
        return bars


@pytest.fixture
def desk(studio: Studio) -> Desk:
    return Desk(studio)


def test_a_source_is_fetched_and_shown(desk: Desk) -> None:
    bars = desk.open()
    assert desk.found == [(bars, None)]
    assert not desk.studio.player.is_playing, "the keys have Enter for that"


def test_a_click_shows_and_plays_it_and_a_second_one_silences_it(desk: Desk) -> None:
    bars = desk.click()
    assert desk.found == [(bars, 480.0)]
    assert desk.studio.heard() == bars.piece.parts[0].notes.pitch.tolist()
    desk.click()
    assert desk.states == [True, False]
    assert len(desk.jobs.started) == 1, "it is shown already"
    desk.click()
    assert desk.studio.player.is_playing


def test_a_second_click_while_another_one_is_fetched_plays_nothing_old(desk: Desk) -> None:
    desk.click()
    desk.studio.playing.toggle()
    for _ in range(2):
        desk.source.click(stretch(0, 20), None, 0.0)
    assert not desk.studio.player.is_playing
    assert len(desk.jobs.started) == 2


def test_the_key_of_the_take_that_looped_goes_back_to_it(desk: Desk) -> None:
    desk.studio.generate()
    desk.studio.audition.play(1)
    heard = desk.studio.heard()
    desk.click()
    assert desk.studio.heard() != heard
    desk.studio.audition.play(1)
    assert desk.studio.heard() == heard
    assert desk.studio.player.is_playing


def test_space_silences_it_and_starts_nothing_else(desk: Desk) -> None:
    desk.click()
    desk.studio.playing.toggle()
    assert desk.states == [True, False]
    assert not desk.studio.player.is_playing


def test_escape_while_it_is_fetched_ends_only_that(desk: Desk) -> None:
    desk.source.show(stretch(), None)
    assert desk.source.close()
    assert desk.jobs.last.job.was_cancelled
    assert not desk.source.close()
    assert desk.states == [], "nothing was shown"


def test_only_the_source_asked_for_last_is_shown(desk: Desk) -> None:
    desk.source.show(stretch(), None)
    late = desk.jobs.last
    desk.open()
    late.give(source_bars())
    assert len(desk.found) == 1
    assert late.job.was_cancelled


def test_it_is_played_in_the_tempo_of_the_project_and_silenced(desk: Desk) -> None:
    document = desk.studio.document
    document.edit("Set Tempo", piece=replace(document.project.piece, tempos=TempoMap.from_bpm(90)))
    bars = desk.open()
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
    assert desk.states == [True, False]


def test_leaving_it_silences_it(desk: Desk) -> None:
    desk.open()
    desk.source.play()
    assert desk.source.close()
    assert desk.states == [True, False, "left"]
    assert not desk.source.close()


@pytest.mark.parametrize("what", ["project", "notes", "model"])
def test_it_goes_when_what_it_is_about_is_another(desk: Desk, what: str) -> None:
    desk.open()
    desk.studio.set(bars=8)
    assert desk.states == []
    if what == "project":
        desk.studio.document.reset(another_project())
    elif what == "notes":
        desk.studio.document.edit_notes("Delete Notes", MELODY.between(0, BAR))
    else:
        desk.studio.set(model="mine")
    assert desk.states == ["left"]
    assert desk.source.asked is None


def test_why_it_cannot_be_shown_is_said(desk: Desk, qtbot: QtBot) -> None:
    desk.source.show(stretch(), None)
    with qtbot.waitSignal(desk.source.noted) as noted:
        desk.jobs.last.fail("The model has learned from other music since.")
    assert noted.args == ["The model has learned from other music since."]
