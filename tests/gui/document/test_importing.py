"""Opening what somebody has: told by content, the melody found, what lacks is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.document.importing import (
    browse,
    open_file,
    part_choices,
    project_around,
)
from gui.document.opened import lacks_sentence, melody_sentence
from gui.document.project_file import save_project
from melodyrnn.errors import (
    CollectionError,
    EmptyPieceError,
    MidiFileError,
    ProjectFileError,
)
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.key import Key
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece, simple_piece
from tests.gui.document.examples import PROJECT
from tests.smf import meta, note, smf

TUNE = Part(NoteSequence(Note(i * 480, 72 + i % 5, 480) for i in range(16)), "Tune")
BASS = Part(NoteSequence(Note(i * 960, 40 + i % 3, 960) for i in range(8)), "Bass", 33)
CHORDS = Part(NoteSequence(Note(i * 960, p, 960) for i in range(8) for p in (52, 55, 60)), "Chords")
DRUMS = Part(NoteSequence(Note(i * 240, 38, 120) for i in range(16)), "Kit", is_drum=True)
BAND = Piece((DRUMS, BASS, TUNE, CHORDS))


def test_the_melody_is_found_and_the_others_accompany_it(tmp_path: Path) -> None:
    write_midi(BAND, tmp_path / "band.mid")
    project = open_file(tmp_path / "band.mid").project
    assert project.part.name == "Tune"
    assert [part.name for part in project.piece.parts] == ["Kit", "Bass", "Tune", "Chords"]
    assert len(project.tracks) == 4


def test_another_part_may_be_chosen() -> None:
    choices = part_choices(BAND)
    assert [(c.index, c.name, c.kind) for c in choices] == [
        (0, "Kit", "drums"),
        (1, "Bass", "bass"),
        (2, "Tune", "melody"),
        (3, "Chords", "chords"),
    ]
    assert project_around(BAND, "band.mid", 3).part == CHORDS


def test_a_file_is_opened_with_the_part_that_was_asked_for(tmp_path: Path) -> None:
    write_midi(BAND, tmp_path / "band.mid")
    assert open_file(tmp_path / "band.mid", 3).project.part == CHORDS


def test_drums_alone_get_a_part_to_compose_in() -> None:
    project = project_around(Piece((DRUMS,)), "beat.mid")
    assert project.part == Part(NoteSequence(), "Melody")
    assert project.piece.parts[1] == DRUMS


def test_a_file_without_notes_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "none.mid").write_bytes(smf(b""))
    with pytest.raises(EmptyPieceError, match=r"none\.mid has no notes; choose another"):
        open_file(tmp_path / "none.mid")


def test_a_file_without_title_is_called_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "Evening song.mid").write_bytes(smf(note(0, 60)))
    assert open_file(tmp_path / "Evening song.mid").project.piece.title == "Evening song"


def test_what_the_file_lacks_is_said(tmp_path: Path) -> None:
    (tmp_path / "bare.mid").write_bytes(smf(note(0, 60) + note(0, 64) + note(0, 67)))
    opened = open_file(tmp_path / "bare.mid")
    assert opened.lacks == ("tempo", "time signature", "key signature")
    assert lacks_sentence(opened) == (
        "The file states no tempo, no time signature and no key signature:"
        " taken as 120 bpm, 4/4, C major by ear."
    )


def test_one_thing_lacking_is_said_alone(tmp_path: Path) -> None:
    stated = meta(0, 0x51, b"\x07\xa1\x20") + meta(0, 0x58, b"\x04\x02\x18\x08")
    (tmp_path / "keyless.mid").write_bytes(smf(stated + note(0, 60)))
    opened = open_file(tmp_path / "keyless.mid")
    assert opened.lacks == ("key signature",)
    assert lacks_sentence(opened).startswith("The file states no key signature: taken as ")


def test_our_own_files_lack_nothing(tmp_path: Path) -> None:
    write_midi(simple_piece(TUNE.notes, key=Key(1)), tmp_path / "own.mid")
    opened = open_file(tmp_path / "own.mid")
    assert opened.lacks == ()
    assert lacks_sentence(opened) == ""


def test_files_are_told_by_their_content(tmp_path: Path) -> None:
    save_project(tmp_path / "project.mid", PROJECT)
    write_midi(BAND, tmp_path / "music.melody")
    (tmp_path / "words.mid").write_text("no music")
    assert open_file(tmp_path / "project.mid").project == PROJECT
    assert open_file(tmp_path / "project.mid").is_project
    assert open_file(tmp_path / "music.melody").project.part == TUNE


def test_what_is_neither_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "words.mid").write_text("no music")
    with pytest.raises(MidiFileError, match="not a MIDI file"):
        open_file(tmp_path / "words.mid")
    (tmp_path / "zipped.mid").write_bytes(b"PK\x03\x04")
    with pytest.raises(ProjectFileError):
        open_file(tmp_path / "zipped.mid")


def test_a_folder_is_listed_with_what_can_be_picked_and_why_not(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    write_midi(BAND, tmp_path / "below" / "band.mid")
    (tmp_path / "broken.mid").write_text("no music")
    (tmp_path / "picture.png").write_text("no music")
    band, broken = browse(tmp_path)
    assert (band.title, band.melody, len(band.parts), band.reason) == ("band", 2, 4, "")
    assert band.seconds == 8.0
    assert "not a MIDI file" in broken.reason


def test_a_folder_without_midi_says_so(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="no MIDI files in"):
        list(browse(tmp_path))


def test_a_file_of_drums_alone_says_so_and_what_to_do(tmp_path: Path) -> None:
    write_midi(Piece((DRUMS,)), tmp_path / "beat.mid")
    opened = open_file(tmp_path / "beat.mid")
    assert melody_sentence(opened).startswith("The file holds only drums: draw a melody over them")
    write_midi(BAND, tmp_path / "band.mid")
    assert melody_sentence(open_file(tmp_path / "band.mid")) == "The melody is “Tune”."
    write_midi(Piece((TUNE,)), tmp_path / "tune.mid")
    assert melody_sentence(open_file(tmp_path / "tune.mid")) == ""
    save_project(tmp_path / "mine.melody", PROJECT)
    assert melody_sentence(open_file(tmp_path / "mine.melody")) == ""
