"""The transport: what plays, from where, and where the cursor is left."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from gui.controllers.playing import EMPTY
from gui.document.project import Project, Span
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part
from tests.gui.controllers.studio import Studio, another_project
from tests.gui.panels.samples import BAR, MELODY


def test_space_plays_from_the_cursor_and_leaves_it_where_the_music_was(studio: Studio) -> None:
    studio.selection.set_cursor(480)
    studio.playing.toggle()
    studio.player.tick = 1000.7
    studio.playing.toggle()
    assert studio.player.did == [("play", 480, 0)]
    assert not studio.player.is_playing
    assert studio.selection.cursor == 1000


def test_stop_goes_back_to_where_playing_began_and_then_to_the_start(studio: Studio) -> None:
    studio.selection.set_cursor(480)
    studio.playing.toggle()
    studio.player.tick = 1000.0
    places = []
    for _ in range(2):
        studio.playing.stop()
        places.append(studio.selection.cursor)
    assert places == [480, 0]


def test_the_end_of_the_music_brings_the_cursor_back_and_hides_the_playhead(
    studio: Studio, qtbot: QtBot
) -> None:
    studio.selection.set_cursor(480)
    studio.playing.toggle()
    studio.player.tick = 700.0
    qtbot.waitUntil(lambda: studio.scene.playhead == 700.0)
    studio.player.is_playing = False
    with qtbot.waitSignal(studio.playing.state_changed):
        pass
    assert studio.scene.playhead is None
    assert studio.selection.cursor == 480


def test_behind_the_music_playing_begins_at_the_start(studio: Studio) -> None:
    studio.selection.set_cursor(99 * BAR)
    studio.playing.toggle()
    assert studio.player.did == [("play", 0, 0)]


def test_an_empty_document_says_that_there_is_nothing_to_play(studio: Studio) -> None:
    studio.document.reset(Project())
    studio.playing.toggle()
    assert studio.said == [EMPTY]
    assert studio.player.did == []


def test_seeking_moves_the_cursor_and_what_plays(studio: Studio) -> None:
    studio.playing.seek(960)
    assert studio.player.did == []
    studio.playing.toggle()
    studio.playing.seek(1440)
    assert studio.player.did == [("play", 960, 0), ("seek", 1440)]
    studio.playing.stop()
    assert studio.selection.cursor == 1440


def test_seeking_out_of_an_audition_leaves_it(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(1)
    loops = []
    for tick in (3 * BAR, 0):
        studio.playing.seek(tick)
        loops.append(studio.player.loop)
    assert loops == [(BAR, 4 * BAR), None]
    assert studio.audition.slot is None
    assert studio.player.is_playing


def test_stopping_a_paused_audition_leaves_the_cursor_alone(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(1)
    studio.player.tick = 3 * BAR
    studio.playing.toggle()
    studio.playing.stop()
    assert studio.selection.cursor == 3 * BAR
    assert studio.audition.slot is None


def test_a_paused_audition_goes_on_where_it_was(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(1)
    studio.player.tick = 3 * BAR + 5.0
    studio.playing.toggle()
    studio.playing.toggle()
    assert studio.player.did[-1] == ("play", 3 * BAR + 5, 0)
    assert studio.audition.slot == 1


def test_playing_the_selection_ends_with_it(studio: Studio) -> None:
    studio.selection.select_notes(MELODY.between(0, 480))
    studio.playing.play_selection()
    assert studio.player.did == [("play", 0, 0)]
    assert studio.heard() == [60, 61, 62, 63], "the selected bar and no more"
    studio.playing.stop()
    assert studio.heard() == MELODY.pitch.tolist()


def test_without_selection_or_loop_playing_the_selection_says_what_to_do(studio: Studio) -> None:
    studio.playing.play_selection()
    assert studio.player.did == []
    assert studio.said[0].startswith("Select some notes")


def test_looping_takes_all_bars_and_can_be_undone(studio: Studio) -> None:
    studio.playing.set_looping(True)
    assert studio.player.loop == (0, 2 * BAR)
    studio.document.history.undo()
    assert studio.player.loop is None


def test_looping_the_selection_takes_whole_bars(studio: Studio) -> None:
    studio.selection.select_notes(MELODY.where(MELODY.onset == 5 * 480))
    studio.playing.loop_selection()
    assert studio.document.project.loop == Span(BAR, 2 * BAR)
    assert studio.player.loop == (BAR, 2 * BAR)


def test_from_outside_the_loop_playing_begins_at_its_start(studio: Studio) -> None:
    studio.document.edit("Set Loop", loop=Span(BAR, 2 * BAR), is_looping=True)
    studio.playing.toggle()
    assert studio.player.did == [("play", BAR, 0)]


def test_an_edit_is_heard_at_once(studio: Studio) -> None:
    studio.playing.toggle()
    studio.document.edit_notes("Delete Notes", MELODY.where(np.arange(8) > 5))
    assert studio.heard() == [66, 67]
    assert studio.player.did == [("play", 0, 0)]


def test_keys_light_up_for_what_is_heard(studio: Studio) -> None:
    assert studio.playing.pitches_at(500) == {61}
    assert studio.playing.pitches_at(None) == frozenset()
    studio.generate()
    studio.audition.play(3)
    assert studio.playing.pitches_at(2 * BAR + 10) == {67}


def test_another_melody_part_lights_up_its_own_keys(studio: Studio) -> None:
    parts = (*studio.document.project.piece.parts, Part(NoteSequence([Note(0, 40, 480)])))
    piece = studio.document.project.piece.with_parts(*parts)
    studio.document.reset(Project.of_piece(piece))
    studio.document.edit("Choose Melody", melody=1)
    assert studio.playing.pitches_at(100) == {40}


def test_another_project_stops_the_music(studio: Studio) -> None:
    studio.playing.toggle()
    studio.document.reset(another_project())
    assert not studio.player.is_playing
    assert studio.selection.cursor == 0


def test_what_the_player_has_to_say_is_said_when_it_plays(studio: Studio) -> None:
    studio.player.message = "There is no sound device."
    studio.playing.toggle()
    assert studio.said == ["There is no sound device."]


def test_a_part_is_tried_alone_and_then_all_is_as_before(studio: Studio) -> None:
    studio.document.edit("Set Loop", loop=Span(0, BAR), is_looping=True)
    piece = another_project().piece
    studio.playing.try_part(piece, 0)
    assert studio.player.did == [("play", 480, 0)]
    assert studio.player.loop is None
    studio.playing.end_trial()
    assert not studio.player.is_playing
    assert studio.player.loop == (0, BAR)


def test_panic_reaches_the_player(studio: Studio) -> None:
    studio.playing.handlers()["panic"]()
    assert studio.player.did == [("panic",)]
