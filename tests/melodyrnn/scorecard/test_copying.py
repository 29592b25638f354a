from __future__ import annotations

from dataclasses import replace

from melodyrnn.music.key import Key
from melodyrnn.music.meter import MeterMap
from melodyrnn.originality.index import SourceIndex
from melodyrnn.scorecard.copying import judge_copying
from melodyrnn.scorecard.passages import Passage
from melodyrnn.scorecard.result import Originality
from tests.judged import tune
from tests.originals import line, sources_of


def passage(notes_of: int) -> Passage:
    """The second half of a tune."""
    notes = tune(notes_of)
    start = 8 * 1920
    after = notes.between(start, notes.end)
    return Passage("tune", notes.between(0, start), after, start, notes.end, MeterMap(), Key(0))


def judged(takes: list[Passage], music: list[Passage]) -> Originality | None:
    work = judge_copying(SourceIndex(sources_of(tune(0), line(1))), takes, music)
    while True:
        try:
            next(work)
        except StopIteration as ended:
            found: Originality | None = ended.value
            return found


def test_a_take_that_stands_in_the_sources_is_named_with_title_and_bars() -> None:
    found = judged([passage(0), passage(7)], [passage(8)])
    assert found is not None
    assert (found.takes, found.longest, found.share) == (2, 32, 0.5)
    assert found.human_longest < 10
    assert found.worst.startswith("tune 0, bars ")


def test_people_are_not_compared_with_the_piece_itself() -> None:
    found = judged([passage(7)], [replace(passage(0), twins=frozenset({0}))])
    assert found is not None
    assert found.human_longest < 10


def test_without_takes_there_is_nothing_to_say() -> None:
    assert judged([], [passage(8)]) is None
