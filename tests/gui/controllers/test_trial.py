"""What is tried plays through the window's player, and gives way to the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.controllers.trial import Trial, sample_piece
from gui.requests import ReadRequest
from melodyrnn.course.events import Sampled
from tests.gui.controllers.studio import Studio, another_project

SAMPLE = Sampled(3, 61.0, ((0, 240, 60, 80), (240, 480, 67, 90)), 240, meter="6/8", tempo=90.0)


@pytest.fixture
def trial(studio: Studio) -> Trial:
    return Trial(studio.jobs, studio.playing)


def test_a_sample_is_the_notes_it_holds_in_their_meter_and_tempo() -> None:
    piece = sample_piece(SAMPLE)
    (notes,) = (part.notes for part in piece.parts)
    assert [(n.onset, n.duration, n.pitch, n.velocity) for n in notes] == list(SAMPLE.notes)
    assert str(piece.meters.at(0)) == "6/8"
    assert piece.tempos.seconds_at(480) == pytest.approx(60 / 90)


def test_a_sample_is_heard_and_followed_until_it_ends(
    trial: Trial, studio: Studio, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(trial.moved) as moved:
        trial.hear_sample(SAMPLE)
        studio.player.tick = 120.0
    assert moved.args == [120.0]
    assert studio.heard() == [60, 67]
    with qtbot.waitSignal(trial.ended):
        studio.player.is_playing = False
    assert studio.heard() == studio.document.notes.pitch.tolist(), "the project is loaded again"


def test_the_melody_of_a_file_is_heard_unless_a_part_is_named(trial: Trial, studio: Studio) -> None:
    trial.hear_file(Path("song.mid"))
    assert studio.jobs.last.request == ReadRequest(Path("song.mid"))
    studio.jobs.last.give((another_project().piece, 0))
    assert studio.player.did == [("play", 480, 0)]


def test_pressing_play_silences_what_was_tried_and_once_more_plays_the_project(
    trial: Trial, studio: Studio, qtbot: QtBot
) -> None:
    trial.hear_sample(SAMPLE)
    states = []
    with qtbot.waitSignal(trial.ended):
        studio.playing.toggle()
    states.append(studio.player.is_playing)
    studio.playing.toggle()
    states.append(studio.player.is_playing)
    assert states == [False, True]
    assert studio.heard() == studio.document.notes.pitch.tolist()


def test_edits_are_heard_only_when_the_trial_is_over(trial: Trial, studio: Studio) -> None:
    trial.hear_sample(SAMPLE)
    moved = studio.document.notes.transposed(1)
    studio.document.edit_notes("Transpose", moved)
    assert studio.heard() == [60, 67]
    trial.stop()
    assert studio.heard() == moved.pitch.tolist()
    assert not studio.player.is_playing


def test_what_is_not_wanted_any_more_is_not_read(trial: Trial, studio: Studio) -> None:
    trial.hear_file(Path("song.mid"))
    late = studio.jobs.last
    trial.hear_sample(SAMPLE)
    late.give((another_project().piece, 0))
    assert studio.heard() == [60, 67]
