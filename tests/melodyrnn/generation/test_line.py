"""A take's line: the pairs that a file of it will have, whatever was drawn."""

from __future__ import annotations

import pytest

from melodyrnn.card import Card
from melodyrnn.encoding.timing import TICKS_PER_STEP
from melodyrnn.generation.line import Line
from melodyrnn.generation.seed import Seed, prepare_seed
from melodyrnn.generation.takes import clear_of
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import Note, NoteSequence, without_collisions
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.limit import CopyLimit
from melodyrnn.originality.pairs import pairs_of
from tests.originals import sources_of

SCALE = NoteSequence(Note(240 * i, 60 + i, 240) for i in range(12))
LIMIT = CopyLimit(SourceIndex(sources_of(SCALE)), 4)
"""Knows one piece: eighths that rise by semitones."""

BAR = 96
"""Steps."""

Drawn = tuple[int, int, int]


def seed_of(*notes: Note) -> Seed:
    card = Card(has_chords=True)
    return prepare_seed(NoteSequence(notes), MeterMap(), KeyMap(), bars=4, card=card)


def pairs_as_written(seed: Seed, drawn: list[Drawn], prefix: NoteSequence) -> list[list[int]]:
    t, frame = TICKS_PER_STEP, seed.frame.semitones
    new = NoteSequence(Note(o * t, p - frame, d * t) for o, p, d in drawn)
    take = without_collisions(clear_of(new, seed.notes.merged(prefix)).merged(prefix))
    pairs: list[list[int]] = pairs_of(take, seed.notes)[0].tolist()
    return pairs


LEAD = seed_of(Note(0, 60, 1920))
HELD = seed_of(Note(0, 59, 1950), Note(0, 60, 1930))
"""Two keys that reach over the bar line: by a step and a half, and by half a step."""


@pytest.mark.parametrize(
    ("seed", "prefix", "drawn"),
    [
        (seed_of(), (), [(0, 60, 12), (12, 61, 12)]),
        (LEAD, (), [(96, 60, 12), (108, 62, 700)]),
        (LEAD, (), [(96, 60, 48), (96, 64, 48), (120, 60, 12), (120, 62, 12)]),
        (LEAD, (), [(96, 60, 48), (108, 67, 48), (120, 60, 48), (132, 60, 6)]),
        (HELD, (), [(96, 59, 12), (108, 60, 12)]),
        (HELD, (), [(96, 59, 12), (96, 62, 12), (97, 50, 3)]),
        (HELD, (), [(96, 59, 3), (99, 58, 12), (109, 59, 12)]),
        (HELD, (), [(96, 60, 12), (96, 61, 12)]),
        (LEAD, (Note(1920, 60, 240), Note(2163, 64, 950)), [(120, 64, 48), (120, 66, 6)]),
        (LEAD, (Note(1920, 60, 960), Note(2400, 60, 480)), [(132, 67, 12), (150, 60, 12)]),
        (LEAD, (Note(1921, 60, 10), Note(1924, 61, 9)), [(97, 60, 12)]),
    ],
)
def test_its_pairs_are_those_of_the_notes_as_they_are_written(
    seed: Seed, prefix: tuple[Note, ...], drawn: list[Drawn]
) -> None:
    opening = NoteSequence(prefix)
    line = Line.opening(LIMIT, seed, opening)
    for note in drawn:
        assert line.accepts(*note)
        line.add(*note)
    assert [list(pair) for pair in line.pairs] == pairs_as_written(seed, drawn, opening)


def rising(line: Line, notes: int) -> Line:
    for i in range(notes):
        line.add(BAR + 12 * i, 61 + i, 12)
    return line


def test_a_run_may_be_as_long_as_the_limit_and_no_longer() -> None:
    line = rising(Line.opening(LIMIT, LEAD, NoteSequence()), 3)
    assert line.accepts(BAR + 36, 64, 12)
    line.add(BAR + 36, 64, 12)
    assert not line.accepts(BAR + 48, 65, 12)
    assert not line.accepts(BAR + 60, 65, 12), "a rest does not hide a copy"
    assert line.accepts(BAR + 48, 65, 24)
    assert line.accepts(BAR + 48, 66, 12)
    assert line.forbidden() == {(1, 12)}


def test_without_a_seed_the_first_note_belongs_to_no_run() -> None:
    line = rising(Line.opening(LIMIT, seed_of(), NoteSequence()), 4)
    assert line.accepts(BAR + 48, 65, 12)
    line.add(BAR + 48, 65, 12)
    assert not line.accepts(BAR + 60, 66, 12)


def test_notes_of_a_kept_opening_count_but_only_more_of_them_is_too_much() -> None:
    kept = NoteSequence(Note(1920 + 240 * i, 61 + i, 240) for i in range(7))
    line = Line.opening(LIMIT, LEAD, kept)
    assert len(line.pairs) == 7
    assert not line.accepts(BAR + 84, 68, 12)
    assert line.accepts(BAR + 84, 67, 12)


def test_a_key_struck_again_may_not_end_a_note_so_that_it_is_copied() -> None:
    line = rising(Line.opening(LIMIT, LEAD, NoteSequence()), 4)
    line.add(BAR + 48, 65, 24)  # longer than in the piece
    assert not line.accepts(BAR + 60, 65, 12), "struck here, it would be as long as there"
    assert line.accepts(BAR + 54, 65, 12)
    assert line.accepts(BAR + 60, 66, 12)


def test_branches_do_not_know_of_each_other() -> None:
    line = rising(Line.opening(LIMIT, LEAD, NoteSequence()), 4)
    branch = line.branched()
    branch.add(BAR + 48, 60, 12)
    assert len(line.pairs) == 4
    assert not line.accepts(BAR + 48, 65, 12)
    assert branch.accepts(BAR + 60, 61, 12)


def test_a_note_that_waits_for_its_key_for_all_its_length_is_not_accepted() -> None:
    line = Line.opening(LIMIT, LEAD, NoteSequence([Note(1920, 60, 1920)]))
    assert not line.accepts(BAR + 48, 60, 48)
    assert line.accepts(BAR + 48, 60, 49)
    line.add(BAR + 48, 60, 48)
    assert len(line.pairs) == 1


def test_only_a_note_that_changes_nothing_before_it_simply_follows() -> None:
    line = Line.opening(LIMIT, HELD, NoteSequence())
    line.add(BAR, 62, 24)
    assert line.follows(BAR, 64)
    assert line.follows(BAR + 12, 50)
    assert not line.follows(BAR, 61), "it goes below one that is there"
    assert not line.follows(BAR + 12, 62), "it ends one that sounds"
    assert not line.follows(BAR + 1, 59), "it waits for the seed"


def test_two_notes_that_would_become_one_are_not_accepted() -> None:
    line = Line.opening(LIMIT, HELD, NoteSequence())
    line.add(BAR, 59, 12)  # waits for its key
    assert not line.accepts(BAR + 1, 59, 12)
