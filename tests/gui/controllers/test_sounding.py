"""Notes that sound at once, and end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from gui.controllers.sounding import Sounding
from gui.document.document import Document
from gui.document.project import Project
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Part, Piece
from tests.gui.fakes import FakePlayer


@pytest.fixture
def player() -> FakePlayer:
    return FakePlayer()


@pytest.fixture
def document() -> Document:
    document = Document()
    document.reset(Project.of_piece(Piece((Part(NoteSequence(), program=73),))))
    return document


@pytest.fixture
def sounding(document: Document, player: FakePlayer) -> Sounding:
    return Sounding(document, player.typed)


def test_a_key_sounds_with_the_sound_of_the_part_until_it_is_let_go(
    sounding: Sounding, player: FakePlayer
) -> None:
    sounding.note_started(60, 90)
    sounding.note_ended(60)
    sounding.note_ended(60)
    assert player.keys == [("on", 73, 60, 90, False), ("off", 73, 60, False)]


def test_another_instrument_meanwhile_ends_the_note_that_began(
    document: Document, sounding: Sounding, player: FakePlayer
) -> None:
    sounding.note_started(60, 90)
    part = replace(document.project.part, program=0)
    document.edit("Choose Instrument", piece=document.project.piece.with_parts(part))
    sounding.note_ended(60)
    assert player.keys[-1] == ("off", 73, 60, False)


def test_a_struck_note_ends_by_itself_and_keys_that_are_held_do_not(
    sounding: Sounding, player: FakePlayer, qtbot: QtBot
) -> None:
    sounding.strike(64, 80)
    sounding.note_started(60, 90)
    qtbot.waitUntil(lambda: sounding.pitches == {60})
    assert ("off", 73, 60, False) not in player.keys


def test_striking_again_cuts_the_note_before(sounding: Sounding, player: FakePlayer) -> None:
    sounding.strike(64, 80)
    sounding.strike(65, 80)
    assert sounding.pitches == {65}
    assert player.keys[1] == ("off", 73, 64, False)


def test_a_key_pressed_while_it_is_struck_is_not_cut_short(
    sounding: Sounding, qtbot: QtBot
) -> None:
    sounding.strike(64, 80)
    sounding.note_started(64, 80)
    sounding.strike(65, 80)
    qtbot.waitUntil(lambda: 65 not in sounding.pitches)
    assert sounding.pitches == {64}


def test_the_one_note_in_the_hand_sounds_alone(sounding: Sounding) -> None:
    sounding.start_alone(60, 80)
    sounding.start_alone(62, 80)
    assert sounding.pitches == {62}


def test_a_chord_sounds_together_and_ends(sounding: Sounding, qtbot: QtBot) -> None:
    sounding.chord((60, 64, 67))
    assert sounding.pitches == {60, 64, 67}
    qtbot.waitUntil(lambda: not sounding.pitches)


def test_another_project_brings_silence(document: Document, sounding: Sounding) -> None:
    sounding.note_started(60, 80)
    document.reset(Project())
    assert sounding.pitches == frozenset()


def test_whoever_lights_the_keys_is_told(sounding: Sounding) -> None:
    seen: list[frozenset[int]] = []
    sounding.changed.connect(lambda: seen.append(sounding.pitches))
    sounding.note_started(60, 80)
    sounding.note_ended(60)
    assert seen == [{60}, frozenset()]
