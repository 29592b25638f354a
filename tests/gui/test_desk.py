"""The whole window at work, with the real worker and the model that comes with the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gui.document.project import Project
from gui.document.recovery import Offer, Recovery
from gui.panels.keyboard import PanelButton
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from tests.gui.desk_room import Room, open_room
from tests.gui.panels.samples import BAR, MELODY, idea

PATIENCE = 60_000


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[Room]:
    with open_room(qapp, tmp_path) as room:
        yield room


def test_every_action_does_something(room: Room) -> None:
    assert room.actions.idle == {"recent"}


def test_the_title_names_the_project_and_says_whether_it_is_saved(room: Room) -> None:
    assert room.window.windowTitle() == "Untitled[*]"
    assert not room.window.isWindowModified()
    room.document.edit_notes("Delete Notes", NoteSequence())
    assert room.window.isWindowModified()
    room.trigger("undo")
    assert not room.window.isWindowModified()


def test_undo_says_what_it_would_take_back(room: Room) -> None:
    undo = room.actions["undo"]
    assert (undo.text(), undo.isEnabled()) == ("&Undo", False)
    room.trigger("select_all")
    room.trigger("transpose_up")
    assert (undo.text(), undo.isEnabled()) == ("&Undo Transpose", True)
    room.trigger("undo")
    assert room.actions["redo"].text() == "&Redo Transpose"


def test_escape_ends_one_thing_at_a_time(room: Room) -> None:
    control = room.studio.control
    room.trigger("select_all")
    room.document.add_ideas([idea(1)])
    control.audition.play_idea("idea-1")
    control.takes.generate()
    states = []
    for _ in range(3):
        room.trigger("cancel")
        jobs = [job for job in room.studio.truth.jobs.running if not job.was_cancelled]
        states.append((len(jobs), control.audition.slot, len(room.studio.truth.selection.ids)))
        control.takes._job = None
    assert states == [(0, 1, 8), (0, None, 8), (0, None, 0)]


def test_the_record_button_comes_up_when_recording_ends_by_itself(room: Room) -> None:
    room.trigger("record")
    states = [room.actions["record"].isChecked()]
    room.trigger("stop")
    states.append(room.actions["record"].isChecked())
    assert states == [True, False]
    assert not room.studio.control.recording.is_on


def test_what_was_recorded_is_asked_about_before_it_is_lost(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def save_first(name: str) -> str:
        asked.append(name)
        return "discard"

    monkeypatch.setattr(room.studio.asking, "save_first", save_first)
    room.trigger("record")
    room.studio.control.recording.note_started(50, 80)
    room.studio.control.recording.note_ended(50)
    assert room.desk.may_close()
    assert asked == ["Untitled"]


def test_the_loop_button_follows_undo(room: Room) -> None:
    room.trigger("loop")
    room.trigger("undo")
    assert not room.actions["loop"].isChecked()


def test_keys_light_up_when_they_are_struck(room: Room) -> None:
    room.studio.control.sounding.note_started(64, 80)
    assert 64 in room.studio.panels.roll.keyboard._sounding
    room.studio.control.sounding.note_ended(64)
    assert 64 not in room.studio.panels.roll.keyboard._sounding


def test_the_shelf_shows_what_is_heard(room: Room) -> None:
    room.document.add_ideas([idea(1)])
    room.studio.control.audition.play_idea("idea-1")
    assert room.studio.panels.ideas._view._delegate.heard == "idea-1"
    room.trigger("stop")
    assert room.studio.panels.ideas._view._delegate.heard == ""


def reasons(room: Room) -> list[str]:
    labels = room.studio.panels.generation.findChildren(QLabel)
    return [w.text() for w in labels if "href" in w.text() and not w.isHidden()]


def generate_button(room: Room) -> PanelButton:
    (button,) = [
        b for b in room.studio.panels.generation.findChildren(PanelButton)
        if b.objectName() == "primary"
    ]  # fmt: skip
    return button


def test_a_model_that_is_not_here_is_told_with_a_way_out(room: Room, qtbot: QtBot) -> None:
    settings = room.document.project.settings
    room.document.set_settings(replace(settings, model="nowhere"))
    room.desk.settle()
    qtbot.waitUntil(lambda: not generate_button(room).isEnabled(), timeout=PATIENCE)
    assert "There is no model" in reasons(room)[0]
    room.studio.panels.generation.fix_asked.emit("default")
    assert generate_button(room).isEnabled()
    assert reasons(room) == []


def test_from_g_to_a_take_in_the_melody_and_back(room: Room, qtbot: QtBot) -> None:
    room.document.set_settings(replace(room.document.project.settings, bars=1))
    steps = room.document.history.count()
    room.trigger("generate")
    takes, panel = room.studio.control.takes, room.studio.panels.takes
    qtbot.waitUntil(lambda: not takes.is_generating, timeout=PATIENCE)
    ideas = room.document.project.ideas
    assert [panel.identifier(n) for n in (1, 2, 3, 4)] == [i.identifier for i in ideas]
    assert all(i.recipe is not None and i.made for i in ideas)

    room.trigger("audition_2")
    assert panel.auditioned == 2
    room.trigger("insert")
    assert room.document.notes.array[:8].tobytes() == MELODY.array.tobytes()
    assert len(room.document.notes) == 8 + len(ideas[1].notes)
    assert room.document.history.count() == steps + 1
    room.trigger("undo")
    assert room.document.notes == MELODY


def test_a_changed_slider_is_heard_in_the_slot_that_loops_and_a_recipe_brings_it_back(
    room: Room, qtbot: QtBot
) -> None:
    takes, audition = room.studio.control.takes, room.studio.control.audition
    room.document.set_settings(replace(room.document.project.settings, bars=1, takes=2))
    room.trigger("generate")
    qtbot.waitUntil(lambda: not takes.is_generating, timeout=PATIENCE)
    seed = room.document.project.settings.random_seed
    room.trigger("audition_1")
    room.studio.panels.generation._set(boldness=3.0)
    qtbot.waitUntil(lambda: len(room.document.project.ideas) == 4, timeout=PATIENCE)
    heard = audition.idea
    assert audition.slot == 1
    assert heard in room.document.project.ideas[2:]
    assert heard is not None
    assert heard.recipe is not None
    assert heard.recipe.request.random_seed == seed
    qtbot.waitUntil(lambda: not takes.is_generating, timeout=PATIENCE)

    room.trigger("copy_recipe")
    room.trigger("recreate")
    qtbot.waitUntil(lambda: len(room.document.project.ideas) == 5, timeout=PATIENCE)
    assert room.document.project.ideas[4].notes == heard.notes


def test_a_generation_that_fails_says_so_in_the_strip(room: Room, qtbot: QtBot) -> None:
    room.document.set_settings(replace(room.document.project.settings, model="nowhere"))
    room.trigger("generate")
    qtbot.waitUntil(lambda: not room.studio.control.takes.is_generating, timeout=PATIENCE)
    assert room.studio.panels.takes._message.startswith("There is no model nowhere")


def test_another_project_or_closing_ends_generating(room: Room, qtbot: QtBot) -> None:
    room.trigger("generate")
    room.document.reset(Project())
    qtbot.waitUntil(lambda: not room.studio.truth.jobs.running, timeout=PATIENCE)
    assert room.document.project.ideas == ()
    room.trigger("generate")
    assert room.desk.may_close()


def test_a_dropped_file_is_in_the_window(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "two parts.mid"
    bass = Part(NoteSequence([Note(0, 36, BAR)]), "Bass", 32)
    write_midi(Piece((Part(MELODY, "Tune"), bass)), path)
    room.window.files_dropped.emit([path])
    qtbot.waitUntil(lambda: len(room.document.project.piece.parts) == 2, timeout=PATIENCE)
    assert np.array_equal(room.document.notes.pitch, MELODY.pitch)
    notice = room.studio.panels.notices.notice
    assert notice is not None
    assert "The melody is “Tune”" in notice.text


def test_no_sound_is_one_word_in_the_status_bar(room: Room, qtbot: QtBot) -> None:
    player = room.studio.truth.player
    player.use_output("A device that nobody has")
    room.desk.settle()
    qtbot.waitUntil(lambda: bool(player.message), timeout=PATIENCE)
    status = room.studio.panels.status
    qtbot.waitUntil(lambda: status.audio.text() == "No sound", timeout=PATIENCE)
    assert status.audio.toolTip() == player.message


class Stays:
    """Someone who wants to go on with what is there."""

    def save_first(self, _name: str) -> str:
        return "cancel"


def test_recovering_asks_before_unsaved_work_goes_and_the_offer_stays(
    room: Room, tmp_path: Path
) -> None:
    crashed = Recovery(tmp_path / "sessions")
    crashed.claim()
    crashed.save(Project.of_piece(Piece((Part(NoteSequence([Note(0, 60, 240)])),))), None)
    (offer,) = _offers_of(crashed, tmp_path)
    room.document.edit_notes("Delete Notes", NoteSequence())
    room.studio.control.files._asking = cast(Any, Stays())
    room.desk._recover(offer)
    assert len(room.document.notes) == 0
    assert list((tmp_path / "sessions").glob("*/recovery.melody"))


def _offers_of(crashed: Recovery, folder: Path) -> list[Offer]:
    """What is offered once the session's process is gone."""
    for lock in crashed._locks.values():
        lock.unlock()
    return Recovery(folder / "sessions").offers()


def test_after_a_take_the_transport_shows_the_cursor_again(room: Room) -> None:
    room.document.add_ideas([idea(1)])
    room.studio.control.playing.seek(BAR)
    room.studio.control.audition.play_idea("idea-1")
    room.studio.panels.transport.set_position(5 * BAR)
    room.trigger("cancel")
    assert room.studio.panels.transport.position.texts[0] == "2.1.000"
