"""What the worker does with files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gui import tasks
from gui.document.opened import Opened
from gui.document.project import Project
from gui.document.project_file import save_project
from gui.requests import ExportRequest, FolderEntry, FolderRequest, OpenRequest, ReadRequest
from gui.workshop import Workshop
from melodyrnn.errors import CollectionError, ExportError, MidiFileError
from melodyrnn.midi.reading import read_midi
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from tests.gui.asking import run

SHOP = Workshop(())
SCALE = (62, 64, 66, 67, 69, 71, 73, 74)
TUNE = Part(NoteSequence(Note(240 * i, SCALE[i % 8], 230, 60 + i) for i in range(12)), "Tune", 73)
BASS = Part(NoteSequence([Note(0, 38, 1920)]), "Bass", 32)
PIECE = Piece((BASS, TUNE), keys=KeyMap([KeyChange(0, Key(2))]), title="Reel")


def test_a_folder_is_listed_file_by_file(tmp_path: Path) -> None:
    write_midi(PIECE, tmp_path / "a.mid")
    (tmp_path / "b.mid").write_bytes(b"nothing")
    (tmp_path / "c.txt").write_text("no music")
    good, bad = run(tasks.list_folder, SHOP, FolderRequest(tmp_path))
    assert good == FolderEntry(tmp_path / "a.mid", "Reel", (("Bass", 1), ("Tune", 12)), melody=1)
    assert (bad.path, bad.parts) == (tmp_path / "b.mid", ())
    assert bad.reason.endswith(".")


def test_a_folder_without_midi_is_said(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="no MIDI files"):
        run(tasks.list_folder, SHOP, FolderRequest(tmp_path))


def test_a_file_is_read_with_its_likeliest_melody(tmp_path: Path) -> None:
    write_midi(PIECE, tmp_path / "a.mid")
    ((piece, melody),) = run(tasks.read_piece, SHOP, ReadRequest(tmp_path / "a.mid"))
    assert melody == 1
    assert piece.parts == PIECE.parts
    with pytest.raises(MidiFileError, match="no file"):
        run(tasks.read_piece, SHOP, ReadRequest(tmp_path / "none.mid"))


@pytest.mark.parametrize(("part", "melody"), [(None, 1), (0, 0), (1, 1)])
def test_a_midi_file_is_opened_with_the_melody_asked_for(
    tmp_path: Path, part: int | None, melody: int
) -> None:
    write_midi(PIECE, tmp_path / "a.mid")
    (opened,) = run(tasks.open_path, SHOP, OpenRequest(tmp_path / "a.mid", part))
    assert isinstance(opened, Opened)
    assert (opened.project.melody, opened.is_project) == (melody, False)
    assert opened.project.piece.parts == PIECE.parts


def test_a_project_is_opened_as_it_was(tmp_path: Path) -> None:
    project = Project.of_piece(PIECE, 1)
    save_project(tmp_path / "a.melody", project)
    (opened,) = run(tasks.open_path, SHOP, OpenRequest(tmp_path / "a.melody", 0))
    assert (opened.project, opened.is_project) == (project, True)


def test_midi_is_exported_to_the_bar_line(tmp_path: Path) -> None:
    path = tmp_path / "out.mid"
    assert run(tasks.export, SHOP, ExportRequest(PIECE, path, length=4 * 1920)) == [path]
    assert read_midi(path).parts == PIECE.parts


def test_sound_is_exported(tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    short = PIECE.with_parts(replace(TUNE, notes=TUNE.notes.between(0, 480)))
    assert run(tasks.export, SHOP, ExportRequest(short, path, form="wav")) == [path]
    assert path.read_bytes()[:4] == b"RIFF"
    assert path.stat().st_size > 100_000


@pytest.mark.parametrize("form", ["midi", "wav"])
def test_what_cannot_be_written_leaves_nothing(tmp_path: Path, form: Any) -> None:
    short = PIECE.with_parts(replace(TUNE, notes=TUNE.notes.between(0, 480)))
    path = tmp_path / "none" / f"out.{form}"
    with pytest.raises(ExportError):
        run(tasks.export, SHOP, ExportRequest(short, path, form=form))
    assert not path.parent.exists()


def test_a_soundfont_that_is_none_is_said(tmp_path: Path) -> None:
    request = ExportRequest(PIECE, tmp_path / "o.wav", "wav", soundfont=str(tmp_path / "x.sf2"))
    with pytest.raises(ExportError):
        run(tasks.export, SHOP, request)
