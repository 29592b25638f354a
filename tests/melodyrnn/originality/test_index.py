"""The longest runs, found at once."""

from __future__ import annotations

import numpy as np
import pytest

from melodyrnn.music.notes import NoteSequence
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.pairs import pairs_of
from tests.originals import CHORDS, line, one_after_another, repeated, sources_of


def longest_by_hand(pairs: list[list[int]], known: list[list[list[int]]], start: int) -> int:
    best = 0
    for text in known:
        for place in range(len(text)):
            length = 0
            while pairs[start + length : start + length + 1] == text[place + length :][:1] != []:
                length += 1
            best = max(best, length)
    return best


@pytest.mark.parametrize("gaps", [(240,), CHORDS])
@pytest.mark.parametrize("seed", range(6))
def test_runs_are_those_found_by_comparing_everything(seed: int, gaps: tuple[int, ...]) -> None:
    rng = np.random.default_rng(seed)
    few = (60, 62, 64)
    lines = [line(int(rng.integers(99)), int(rng.integers(30)), gaps=gaps, pitches=few)
             for _ in range(5)]  # fmt: skip
    take = [line(100 + seed, 30, gaps=gaps, pitches=few), lines[0].transposed(4)][seed % 2]
    exclude = frozenset({1, 2}) if seed > 3 else frozenset()
    index = SourceIndex(sources_of(*lines))
    pairs = pairs_of(take)[0]
    known = [[] if i in exclude else pairs_of(each)[0].tolist() for i, each in enumerate(lines)]

    lengths, places = index.match_lengths(pairs, exclude)

    wanted = pairs.tolist()
    assert lengths.tolist() == [longest_by_hand(wanted, known, i) for i in range(len(wanted))]
    for start in np.flatnonzero(lengths).tolist():
        number, note = index.where(int(places[start]))
        length = int(lengths[start])
        assert known[number][note - 1 : note - 1 + length] == wanted[start : start + length]


def test_no_run_goes_from_one_piece_into_the_next() -> None:
    whole = line(0, 20)
    halves = whole.between(0, 10 * 240), whole.between(10 * 240, 20 * 240)
    lengths, _ = SourceIndex(sources_of(*halves)).match_lengths(pairs_of(whole)[0])
    assert lengths.tolist() == [*range(9, 0, -1), 0, *range(9, 0, -1)]


def test_one_note_over_and_over_is_found_to_its_end() -> None:
    index = SourceIndex(sources_of(repeated(40), line(0), repeated(200)))
    lengths, places = index.match_lengths(pairs_of(repeated(300))[0])
    assert lengths[:101].tolist() == [199] * 101
    assert lengths[-1] == 1
    assert index.where(int(places[0])) == (2, 1)


def test_lines_of_no_note_or_one_are_no_harm() -> None:
    nothing = pairs_of(NoteSequence())[0]
    for lines in ((), (NoteSequence(),), (line(0, 1), NoteSequence(), line(1, 1))):
        index = SourceIndex(sources_of(*lines))
        assert index.match_lengths(pairs_of(line(0))[0])[0].tolist() == [0] * 39
        assert index.match_lengths(nothing)[0].tolist() == []
    among = SourceIndex(sources_of(NoteSequence(), line(0, 1), line(1), NoteSequence()))
    lengths, places = among.match_lengths(pairs_of(line(1))[0])
    assert lengths[0] == 39
    assert among.where(int(places[0])) == (2, 1)


def test_all_pieces_may_be_excluded() -> None:
    index = SourceIndex(sources_of(line(0), line(1)))
    pairs = pairs_of(one_after_another(line(0), line(1)))[0]
    assert not index.match_lengths(pairs, frozenset({0, 1}))[0].any()
