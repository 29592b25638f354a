"""What a whole collection amounts to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from melodyrnn.collection.diagnosis import diagnose
from melodyrnn.collection.scan import FileReport, ScanSettings, scan_piece
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Part, Piece
from tests.melodyrnn.collection.conftest import tune


def report(name: str, *lines: NoteSequence, merge: bool = False) -> FileReport:
    found = scan_piece(Piece(tuple(map(Part, lines))), Path(name), ScanSettings())
    return replace(found, applied=("merge-doubles",) if merge else ())


def collection(*, merge: bool = False) -> Iterator[FileReport]:
    yield report("a.mid", tune(1, 90), merge=merge)
    yield report("b.mid", tune(2), merge=merge)
    yield report("c.mid", tune(1, 90).transposed(4), merge=merge)
    yield report("d.mid", tune(3), tune(4), merge=merge)
    yield report("e.mid", tune(2, 60).where(tune(2).onset < tune(2).onset[40]), merge=merge)
    yield FileReport(Path("f.mid"), kept=False, reason="f.mid is damaged.")


def test_files_that_hold_the_same_tune_are_found() -> None:
    found = diagnose(collection())
    assert found.twins == (
        (Path("a.mid"), Path("c.mid")),
        (Path("b.mid"), Path("e.mid")),
    )
    assert found.same_as == {Path("c.mid"): Path("a.mid"), Path("e.mid"): Path("b.mid")}
    assert found.tunes == 3
    assert found.merged == {}
    assert found.totals.lines == 6


def test_what_would_help_is_counted_by_files() -> None:
    assert diagnose(collection()).offered == {"detect-key": 5, "merge-doubles": 2}


def test_doubles_that_are_merged_count_no_more() -> None:
    found = diagnose(collection(merge=True))
    assert found.merged == {Path("c.mid"): Path("a.mid"), Path("e.mid"): Path("b.mid")}
    assert (found.totals.kept, found.totals.lines) == (3, 4)
    assert "merge-doubles" not in found.offered


def test_the_verdict_is_about_different_tunes() -> None:
    many = (report(f"{i}.mid", tune(9).transposed(i)) for i in range(12))
    found = diagnose(many)
    assert (found.tunes, found.level, found.is_enough) == (1, "too-little", False)
    few = diagnose(report(f"{i}.mid", tune(i)) for i in range(12))
    assert (few.tunes, few.level, few.is_enough) == (12, "little", True)


def test_nothing_is_nothing() -> None:
    found = diagnose([])
    assert (found.tunes, found.level, found.twins) == (0, "nothing", ())
