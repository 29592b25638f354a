from __future__ import annotations

import pytest

from gui.document.as_midi import midi_bytes, parse_midi
from melodyrnn.errors import MidiFileError
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece


def test_music_goes_through_midi_and_back() -> None:
    piece = simple_piece(NoteSequence([Note(0, 60, 480), Note(480, 64, 480)]))
    assert parse_midi(midi_bytes(piece, length=1920)).parts[0].notes == piece.parts[0].notes


def test_what_is_no_midi_is_refused_by_name() -> None:
    with pytest.raises(MidiFileError, match="What was dropped"):
        parse_midi(b"no music", name="What was dropped")
