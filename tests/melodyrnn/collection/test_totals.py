"""What reports amount to."""

from __future__ import annotations

from pathlib import Path

import pytest

from melodyrnn.collection.scan import FileReport, ScanSettings, scan_piece
from melodyrnn.collection.totals import Tally, Totals, totals
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


def test_totals_count_files_lines_notes_and_hours_at_their_tempos() -> None:
    sums = totals(collection())
    assert (sums.files, sums.kept, sums.lines, sums.notes) == (4, 3, 3, 120)
    assert sums.hours == pytest.approx((20 + 20 + 10) / 3600)


def test_totals_count_keys_and_meters_of_lines_most_frequent_first() -> None:
    sums = totals(collection())
    assert list(sums.keys.items()) == [("D", 2), ("F", 1)]
    assert list(sums.meters.items()) == [("6/8", 2), ("4/4", 1)]


def test_totals_count_the_kinds_of_parts_and_the_notes_off_the_grid() -> None:
    beside = TUNE.shifted(9)
    sums = totals([*collection(), scanned("e.mid", simple_piece(beside))])
    assert sums.kinds == {"melody": 4}
    assert sums.off_grid == 0.25


def test_totals_of_nothing_are_nothing() -> None:
    assert totals([]) == Totals()


def test_a_line_taken_away_counts_no_more() -> None:
    tally = Tally()
    for report in collection():
        tally.add(report)
    facts = collection()[2].facts[0]
    tally.take_away(facts, is_last_of_file=True)
    sums = tally.totals()
    assert (sums.files, sums.kept, sums.lines, sums.notes) == (4, 2, 2, 80)
    assert sums.keys == {"D": 2}
