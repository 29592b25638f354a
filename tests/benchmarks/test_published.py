from __future__ import annotations

from benchmarks import published
from benchmarks.rolls import SETS


def test_every_row_has_a_source_that_is_told() -> None:
    for row in (*published.POLYPHONY, *published.MELODIES):
        assert row.source in published.SOURCES
        assert row.figures


def test_every_set_has_rows_and_an_aim() -> None:
    for rows, names, aims in (
        (published.POLYPHONY, SETS, published.POLYPHONY_AIMS),
        (published.MELODIES, published.MELODY_SETS, published.MELODY_AIMS),
    ):
        for name in names:
            cells = published.beside(rows, name, aim=aims[name])
            assert len(cells) >= 5
            assert cells[-1] == ("wanted of us, at most", f"{aims[name]:.2f}", "")
        for row in rows:
            assert set(row.figures) <= set(names)


def test_figures_say_what_is_a_range_and_what_is_from_memory() -> None:
    assert str(published.Figure(8.1)) == "8.10"
    assert str(published.Figure(5.19, 5.56, is_from_memory=True)) == "5.19-5.56*"
    assert "*:" in published.legend(published.POLYPHONY, "JSB_Chorales")
    assert "*:" not in published.legend(published.MELODIES, "folk")
