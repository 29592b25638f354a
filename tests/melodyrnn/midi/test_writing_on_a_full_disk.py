"""A disk that fills up while a file is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from melodyrnn.errors import ExportError
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece

# Unix alone can forbid a process to write more than so many bytes to a file.
resource = pytest.importorskip("resource")


def test_the_older_file_stays_and_no_half_file_is_left(tmp_path: Path) -> None:
    path = tmp_path / "take.mid"
    path.write_bytes(b"older")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    resource.setrlimit(resource.RLIMIT_FSIZE, (40, hard))
    try:
        with pytest.raises(ExportError, match=r"take\.mid cannot be saved"):
            write_midi(simple_piece(NoteSequence([Note(0, 60, 480)])), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert path.read_bytes() == b"older"
    assert [p.name for p in tmp_path.iterdir()] == ["take.mid"]
