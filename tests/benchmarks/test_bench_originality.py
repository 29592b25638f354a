"""How much takes copy: figures that can be added up by hand."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.bench_originality import BINS, figures, histograms, human
from melodyrnn.collection.lines import Line
from melodyrnn.encoding.reading import read_notes
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.tempo import TempoMap
from melodyrnn.originality.copies import Copies
from melodyrnn.originality.index import SourceIndex
from melodyrnn.scorecard.pieces import JudgedPiece
from tests.originals import line, sources_of


def piece(notes: NoteSequence, twins: frozenset[int] = frozenset()) -> JudgedPiece:
    meters, keys = MeterMap(), KeyMap()
    whole = Line(notes, "", meters, keys, TempoMap())
    return JudgedPiece("a tune", whole, read_notes(notes, meters, keys, 0), 0, twins)


def copies(longest: int, *, notes: int = 20, share: float = 0.0) -> Copies:
    return Copies(notes, longest, share, (), np.zeros(notes, dtype=np.int64))


@pytest.mark.parametrize(("twins", "longest"), [(frozenset[int](), 12), (frozenset({0}), 3)])
def test_human_music_is_cut_as_long_as_takes_and_not_compared_with_its_twins(
    twins: frozenset[int], longest: int
) -> None:
    index = SourceIndex(sources_of(line(1), line(2)))
    found = human(index, [piece(line(1), twins)], [12] * 5)
    assert [cut.notes for cut in found] == [12] * 5
    assert max(cut.longest for cut in found) <= longest
    if not twins:
        assert min(cut.longest for cut in found) >= 11  # the first note of all has no interval


def test_every_piece_of_music_stands_in_one_column() -> None:
    row = histograms({"takes": [copies(n) for n in (0, 3, 8, 500)]})[0]
    shares = dict(zip(BINS, map(float, row[1:]), strict=True))
    assert {low: share for low, share in shares.items() if share} == {0: 50, 8: 25, 48: 25}


def test_long_takes_weigh_more_in_the_share_of_copied_notes() -> None:
    found = [copies(10, notes=10, share=1.0), copies(4, notes=30), copies(5, notes=40)]
    assert figures("takes", found) == ["takes", "3", "80", "5", "9", "10", "12.5%"]
