"""Reports as bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from melodyrnn.collection.records import NAMELESS, from_record, to_record
from melodyrnn.collection.repairs import REPAIRS
from melodyrnn.collection.scan import FileReport, ScanSettings, scan_bytes, scan_file, scan_piece
from melodyrnn.music.piece import Part, Piece
from tests.melodyrnn.collection.conftest import BROKEN, UNSTEADY, tune

FILES = [f for f in sorted(BROKEN.glob("*.mid")) if f.name != UNSTEADY]
EVERYTHING = ScanSettings(choice="top", repairs=frozenset(REPAIRS))


def test_every_odd_file_comes_back_as_it_was() -> None:
    for path in FILES:
        direct = scan_file(path, EVERYTHING)
        record = to_record(scan_bytes(path.read_bytes(), NAMELESS, EVERYTHING))
        assert from_record(record, path) == direct


def test_a_title_comes_back() -> None:
    piece = Piece((Part(tune(1)),), title="Off She Goes")
    record = to_record(scan_piece(piece, NAMELESS, ScanSettings()))
    assert from_record(record, Path("a.mid")).title == "Off She Goes"


def test_a_note_takes_a_few_bytes() -> None:
    long, short = (
        to_record(scan_piece(Piece((Part(tune(1, length)),)), NAMELESS, ScanSettings()))
        for length in (1060, 60)
    )
    assert len(long) - len(short) <= 5 * 1000


def test_half_a_record_is_none() -> None:
    record = to_record(FileReport(NAMELESS, kept=False, reason="x"))
    for length in (0, 2, len(record) - 1):
        with pytest.raises(ValueError, match=r"."):
            from_record(record[:length], Path("a.mid"))


def test_a_record_without_its_notes_is_none(tmp_path: Path) -> None:
    record = to_record(scan_file(BROKEN / "all_pitches_0_127.mid", EVERYTHING))
    with pytest.raises(ValueError, match=r"."):
        from_record(record[:-1], tmp_path)
