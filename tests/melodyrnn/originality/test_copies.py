"""Which notes of a take are copied, and from where."""

from __future__ import annotations

import numpy as np
import pytest

from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.originality.copies import COUNTS_AS_COPIED, CopiedRun, find_copies
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.sources import Sources
from tests.originals import CHORDS, line, one_after_another, repeated, sources_of


@pytest.mark.parametrize(
    "piece", [line(0), line(0, gaps=CHORDS), repeated(30), line(0, start=1200)]
)
def test_a_piece_it_learned_from_reports_itself_whole(piece: NoteSequence) -> None:
    index = SourceIndex(sources_of(line(7), piece, line(8)))
    found = find_copies(index, piece.transposed(-5))
    (run,) = found.runs

    assert (found.notes, found.longest, found.share) == (len(piece), len(piece) - 1, 1.0)
    assert (run.first, run.notes, run.source_index, run.source_note) == (1, len(piece) - 1, 1, 1)
    assert (run.title, run.semitones) == ("tune 1", -5)
    assert found.by_note.tolist() == [0] + [len(piece) - 1] * (len(piece) - 1)
    assert find_copies(index, piece, exclude=frozenset({1})).longest < COUNTS_AS_COPIED


def test_a_copied_phrase_is_told_with_its_bars_and_its_interval() -> None:
    tune = line(0)  # in 6/8: six notes a bar
    phrase = tune.between(12 * 240, 24 * 240)
    take = one_after_another(line(1, 10), phrase.transposed(3), line(2, 10))
    found = find_copies(SourceIndex(sources_of(line(3), tune)), take)

    (run,) = found.runs
    assert run == CopiedRun(
        first=11, notes=11, source_index=1, title="tune 1", collection="reels", source_note=13,
        first_bar=3, last_bar=4, semitones=3,
    )  # fmt: skip
    assert found.longest == 11
    assert found.share == pytest.approx(11 / 31)
    assert found.by_note[11:22].tolist() == [11] * 11
    assert found.by_note[:11].max() < COUNTS_AS_COPIED


def test_only_notes_of_the_take_count_but_the_seed_leads_to_the_first() -> None:
    tune = line(0)
    seed, take = tune.between(0, 20 * 240), tune.between(20 * 240, 40 * 240)
    index = SourceIndex(sources_of(tune))
    with_seed, alone = find_copies(index, take, before=seed), find_copies(index, take)

    assert (with_seed.longest, with_seed.runs[0].first, with_seed.share) == (20, 0, 1.0)
    assert with_seed.by_note.tolist() == [20] * 20
    assert (alone.longest, alone.runs[0].first) == (19, 1)


def test_the_longest_run_comes_first_and_none_lies_inside_another() -> None:
    tunes = [line(i) for i in range(3)]
    parts = [t.between(0, n * 240) for t, n in zip(tunes, (10, 20, 15), strict=True)]
    found = find_copies(SourceIndex(sources_of(*tunes)), one_after_another(*parts))
    assert [run.source_index for run in found.runs] == [1, 2, 0]
    spans = [(run.first, run.first + run.notes) for run in found.runs]
    assert not any(a != b and a[0] <= b[0] and b[1] <= a[1] for a in spans for b in spans)


def test_runs_that_overlap_are_both_told_and_a_note_knows_the_longer() -> None:
    whole = line(0, 30)
    first, second = whole.between(0, 16 * 240), whole.between(6 * 240, 30 * 240)
    found = find_copies(SourceIndex(sources_of(first, second)), whole)
    assert [(run.first, run.notes) for run in found.runs] == [(7, 23), (1, 15)]
    assert found.by_note.tolist() == [0] + [15] * 6 + [23] * 23


def test_short_runs_are_measured_but_not_counted_as_copied() -> None:
    tune = line(0)
    take = one_after_another(line(1, 10), tune.between(0, COUNTS_AS_COPIED * 240), line(2, 10))
    found = find_copies(SourceIndex(sources_of(tune)), take)
    assert (found.longest, found.share, found.runs) == (COUNTS_AS_COPIED - 1, 0.0, ())
    assert found.by_note.max() == COUNTS_AS_COPIED - 1


def test_rests_and_dynamics_do_not_hide_a_copy() -> None:
    tune = line(0)
    slower = NoteSequence(Note(n.onset * 2, n.pitch, n.duration, 30) for n in tune)
    assert find_copies(SourceIndex(sources_of(tune)), slower).longest == 39


def test_notes_that_fall_together_on_the_grid_are_one() -> None:
    tune = line(0)
    echo = NoteSequence([*tune, Note(tune.onset[5] + 1, int(tune.pitch[5]), 20)])
    found = find_copies(SourceIndex(sources_of(tune)), echo)
    assert (found.notes, found.longest, len(found.by_note)) == (41, 39, 41)
    assert sorted(set(found.by_note.tolist())) == [0, 39]


@pytest.mark.parametrize("lines", [(), (line(0, 1),), (line(0),)])
@pytest.mark.parametrize("take", [NoteSequence(), line(1, 1)])
def test_takes_of_no_note_or_one_hold_no_copies(
    lines: tuple[NoteSequence, ...], take: NoteSequence
) -> None:
    index = SourceIndex(sources_of(*lines) if lines else Sources.of(()))
    found = find_copies(index, take)
    assert (found.notes, found.longest, found.share, found.runs) == (len(take), 0, 0.0, ())
    assert np.array_equal(found.by_note, np.zeros(len(take)))
