"""Parts under common maps."""

from __future__ import annotations

from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece, simple_piece

LONG = NoteSequence([Note(0, 60, 5000)])
SHORT = NoteSequence([Note(480, 64, 240), Note(960, 62, 10)])


def test_a_piece_ends_with_its_last_sounding_note() -> None:
    piece = Piece((Part(LONG), Part(SHORT)))

    assert (piece.end, piece.note_count) == (5000, 3)
    assert (Piece().end, Piece().note_count) == (0, 0)


def test_other_parts_keep_the_maps() -> None:
    piece = simple_piece(LONG, meter=Meter(6, 8), key=Key(2), bpm=90)
    changed = piece.with_parts(Part(SHORT))

    assert (changed.meters, changed.keys, changed.tempos) == (
        piece.meters,
        piece.keys,
        piece.tempos,
    )
    assert changed.parts[0].notes == SHORT
    assert piece.parts[0].notes == LONG


def test_a_simple_piece_is_in_four_four_without_a_key() -> None:
    piece = simple_piece(SHORT)

    assert (piece.meters.at(0), piece.keys.at(0)) == (Meter(4, 4), None)
    assert piece.tempos.seconds_at(960) == 1.0
