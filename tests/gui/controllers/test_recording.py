"""Recording: what is played goes into the melody as it was played."""

from __future__ import annotations

import pytest

from melodyrnn.music.notes import Note
from tests.gui.controllers.studio import Studio, another_project
from tests.gui.panels.samples import BAR, MELODY


def play_key(studio: Studio, pitch: int, start: float, end: float) -> None:
    studio.player.tick = start
    studio.recording.note_started(pitch, 71)
    studio.player.tick = end
    studio.recording.note_ended(pitch)


def test_what_is_played_is_written_raw_in_one_step(studio: Studio) -> None:
    steps = studio.document.history.count()
    studio.recording.set_on(True)
    play_key(studio, 50, 1003.4, 1207.0)
    play_key(studio, 52, 1300.0, 1411.0)
    assert studio.document.history.count() == steps
    assert studio.scene.draft is not None
    studio.recording.set_on(False)
    assert studio.document.history.count() == steps + 1
    notes = studio.document.notes
    assert list(notes.where(notes.pitch < 60)) == [Note(1003, 50, 204, 71), Note(1300, 52, 111, 71)]
    assert len(notes) == 10, "the melody stays: it is overdubbed"
    assert len(studio.selection.ids) == 2
    studio.document.history.undo()
    assert studio.document.notes == MELODY


def test_a_key_still_down_at_the_end_is_written_up_to_there(studio: Studio) -> None:
    studio.recording.set_on(True)
    studio.player.tick = 960.0
    studio.recording.note_started(50, 80)
    studio.player.tick = 1440.0
    studio.playing.toggle()
    assert Note(960, 50, 480, 80) in list(studio.document.notes)
    assert not studio.recording.is_on
    assert studio.scene.draft is None


def test_the_count_in_comes_before_recording_and_before_nothing_else(studio: Studio) -> None:
    studio.playing.set_count_in(2)
    studio.recording.set_on(True)
    studio.recording.set_on(False)
    studio.playing.toggle()
    studio.playing.stop()
    studio.generate()
    studio.audition.play(1)
    assert studio.player.did == [("play", 0, 2), ("play", 0, 0), ("play", BAR, 0)]


def test_recording_while_it_plays_begins_there_without_a_break(studio: Studio) -> None:
    studio.playing.set_count_in(1)
    studio.playing.toggle()
    studio.recording.set_on(True)
    assert studio.player.did == [("play", 0, 0)]
    assert studio.recording.is_on


def test_recording_has_no_end_of_its_own(studio: Studio) -> None:
    studio.recording.set_on(True)
    assert studio.player.score is not None
    assert studio.player.score.piece.end > 1000 * BAR
    assert studio.player.score.gains[-1] == 0
    studio.recording.set_on(False)
    assert studio.player.score.piece.end == 2 * BAR


def test_round_a_loop_the_notes_of_all_passes_stay(studio: Studio) -> None:
    studio.playing.set_looping(True)
    studio.recording.set_on(True)
    play_key(studio, 50, 100.0, 200.0)
    play_key(studio, 52, 2 * BAR - 10.0, 5.0)
    play_key(studio, 53, 300.0, 400.0)
    studio.recording.set_on(False)
    notes = studio.document.notes
    assert [n.pitch for n in notes.where(notes.pitch < 60)] == [50, 53, 52]


def test_without_a_note_nothing_is_written(studio: Studio) -> None:
    steps = studio.document.history.count()
    states: list[bool] = []
    studio.recording.state_changed.connect(states.append)
    studio.recording.set_on(True)
    studio.recording.set_on(False)
    assert studio.document.history.count() == steps
    assert states == [True, False]


def test_keys_played_while_it_is_off_are_not_written(studio: Studio) -> None:
    play_key(studio, 50, 0.0, 100.0)
    studio.recording.set_on(True)
    studio.recording.set_on(False)
    assert studio.document.notes == MELODY


def test_an_audition_ends_the_recording_and_keeps_it(studio: Studio) -> None:
    studio.generate()
    studio.recording.set_on(True)
    play_key(studio, 50, 100.0, 200.0)
    studio.audition.play(1)
    assert not studio.recording.is_on
    assert 50 in studio.document.notes.pitch
    assert studio.player.is_playing


@pytest.mark.parametrize("is_down", [False, True])
def test_what_was_played_for_one_project_never_gets_into_the_next(
    studio: Studio, is_down: bool
) -> None:
    studio.recording.set_on(True)
    play_key(studio, 50, 100.0, 200.0)
    if is_down:
        studio.recording.note_started(51, 80)
    studio.document.reset(another_project())
    assert not studio.recording.is_on
    assert studio.document.project.piece == another_project().piece
    assert studio.document.history.count() == 0
    assert studio.scene.draft is None
