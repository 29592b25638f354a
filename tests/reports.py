"""Reports of a small collection: a jig, a reel, a jig in another key, and a damaged file."""

from __future__ import annotations

from pathlib import Path

from melodyrnn.collection.scan import FileReport, ScanSettings, scan_piece
from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Piece, simple_piece

TUNE = NoteSequence(Note(i * 240, 67 + (i * i) % 13, 240) for i in range(40))


def scanned(name: str, piece: Piece) -> FileReport:
    return scan_piece(piece, Path(name), ScanSettings())


def collection() -> list[FileReport]:
    jig, reel = Meter(6, 8), Meter(4, 4)
    return [
        scanned("a.mid", simple_piece(TUNE, meter=jig, key=Key(2), bpm=60)),
        scanned("b.mid", simple_piece(TUNE, meter=reel, key=Key(2), bpm=60)),
        scanned("c.mid", simple_piece(TUNE, meter=jig, key=Key(-1), bpm=120)),
        FileReport(Path("d.mid"), kept=False, reason="d.mid is damaged."),
    ]
