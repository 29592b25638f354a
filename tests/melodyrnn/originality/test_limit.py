"""What must not come next."""

from __future__ import annotations

import numpy as np
import pytest

from melodyrnn.music.notes import NoteSequence
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.limit import CopyLimit
from melodyrnn.originality.pairs import pairs_of
from tests.originals import CHORDS, line, repeated, sources_of

FEW = (60, 62, 64)


def as_tuples(notes: NoteSequence) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, b in pairs_of(notes)[0].tolist()]


@pytest.mark.parametrize("gaps", [(240,), CHORDS])
@pytest.mark.parametrize("most", [1, 2, 3, 8])
def test_forbidden_is_what_follows_in_the_sources_and_nothing_else(
    most: int, gaps: tuple[int, ...]
) -> None:
    lines = [line(i, n, gaps=gaps, pitches=FEW) for i, n in enumerate((40, 0, 1, 25, 2))]
    limit = CopyLimit(SourceIndex(sources_of(*lines)), most)
    known = [as_tuples(each) for each in lines]
    take = [*known[0][5:20], *as_tuples(line(9, 20, pitches=FEW)), *known[3]]
    for end in range(len(take) + 1):
        last = take[end - most : end] if end >= most else None
        follows = {
            text[place + most]
            for text in known
            for place in range(len(text) - most)
            if text[place : place + most] == last
        }
        assert limit.next_forbidden(take[:end]) == follows


def test_what_it_allows_never_makes_a_longer_run() -> None:
    lines = [line(i, 60, pitches=FEW) for i in range(4)]
    index = SourceIndex(sources_of(*lines))
    limit = CopyLimit(index, 5)
    pairs: list[tuple[int, int]] = []
    for wanted in as_tuples(lines[2]):  # as close to a tune as it may come
        forbidden = limit.next_forbidden(pairs)
        others = sorted(set(as_tuples(lines[2])) - forbidden)
        pairs.append(wanted if wanted not in forbidden else others[0])
    lengths, _ = index.match_lengths(np.array(pairs))
    assert lengths.max() == 5


def test_one_note_over_and_over_ends_where_it_may() -> None:
    limit = CopyLimit(SourceIndex(sources_of(repeated(50))), 8)
    (pair,) = set(as_tuples(repeated(3)))
    assert limit.next_forbidden([pair] * 7) == frozenset()
    assert limit.next_forbidden([pair] * 8) == limit.next_forbidden([pair] * 30) == {pair}


def test_sources_shorter_than_the_limit_forbid_nothing() -> None:
    for lines in ((), (NoteSequence(),), (line(0, 8),)):
        index = SourceIndex(sources_of(*lines))
        assert CopyLimit(index, 8).next_forbidden(as_tuples(line(0, 30))) == frozenset()
