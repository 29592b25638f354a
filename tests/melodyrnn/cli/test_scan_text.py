"""A scan in words."""

from __future__ import annotations

from pathlib import Path

from melodyrnn.cli.scan_text import HEADINGS, is_worth_showing, lines, rows, summary
from melodyrnn.collection.diagnosis import Diagnosis
from melodyrnn.collection.scan import FileReport, PartReport
from melodyrnn.collection.totals import Totals

PART = PartReport("Harp", "melody", True, "", 1200, 9, 60, 72, "6/8", "D", "stated", 0.25)
KEPT = FileReport(
    Path("x/a.mid"), kept=True, reason="", parts=(PART,), offered=("quantise",), remark="Odd."
)
LEFT_OUT = FileReport(Path("x/b.mid"), kept=False, reason="b.mid is damaged.")


def test_a_file_is_told_with_its_parts_and_what_would_help() -> None:
    assert list(lines(KEPT)) == [
        f"{Path('x/a.mid')}  kept",
        "    Harp: melody, 1,200 notes, 9 bars, D, 6/8, 25% off the grid",
        "    Odd.",
        "    would help: quantise",
    ]
    assert list(lines(LEFT_OUT)) == [f"{Path('x/b.mid')}  left out: b.mid is damaged."]


def test_a_row_has_a_cell_for_each_heading() -> None:
    for report in (KEPT, LEFT_OUT):
        assert all(len(row) == len(HEADINGS) for row in rows(report))
    assert rows(KEPT)[0] == (
        "a.mid", "Harp", "melody", "1,200", "9", "D", "6/8", "yes, 25% off the grid",
    )  # fmt: skip
    assert rows(LEFT_OUT)[0][-1] == "b.mid is damaged."


def test_only_what_needs_a_look_is_worth_showing() -> None:
    assert is_worth_showing(KEPT)
    assert is_worth_showing(LEFT_OUT)
    assert not is_worth_showing(FileReport(Path("c.mid"), kept=True, reason=""))


def test_the_summary_names_some_twins_in_full_where_their_names_are_equal() -> None:
    twins = ((Path("a/x.mid"), Path("b/x.mid")), *((Path("y"), Path(f"{i}")) for i in range(12)))
    found = Diagnosis(Totals(files=30, kept=30), 5, "too-little", "Too little.", twins)
    said = list(summary(found))
    assert f"    {Path('b/x.mid')}: the same tune as {Path('a/x.mid')}" in said
    assert "    … and 3 more" in said
    assert said[-1] == "Enough? Too little."


def test_an_empty_folder_is_one_sentence() -> None:
    nothing = Diagnosis(Totals(), 0, "nothing", "")
    assert list(summary(nothing)) == ["There are no MIDI files here."]
