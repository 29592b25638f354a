"""What reports amount to."""

from __future__ import annotations

import pytest

from melodyrnn.collection.totals import Tally, Totals, totals
from melodyrnn.music.piece import simple_piece
from tests.reports import TUNE, collection, scanned


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
