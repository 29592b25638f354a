from __future__ import annotations

import pytest

from melodyrnn.music.key import Key
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.scorecard.passages import Passage
from melodyrnn.scorecard.statistics import bars_that_return, overlaps
from tests.judged import melody, tune


def passage(before: NoteSequence, notes: NoteSequence, bars: int = 4) -> Passage:
    start = before.end
    return Passage(
        "tune", before, notes.shifted(start), start, start + bars * 1920, MeterMap(), Key(0)
    )


SOME = [passage(tune(i, 4), tune(i + 50, 4)) for i in range(10)]


def test_the_same_music_overlaps_by_a_hundred_percent() -> None:
    found = overlaps(SOME, SOME)
    assert len(found) == 6
    for overlap in found:
        assert overlap.share == pytest.approx(1)
        assert sum(overlap.takes) == pytest.approx(1)
        assert len(overlap.takes) == len(overlap.labels)


def test_other_tones_of_the_key_show_in_the_pitches_alone() -> None:
    moved = [passage(p.before, p.notes.shifted(-p.start).transposed(1)) for p in SOME]
    shares = {overlap.name: overlap.share for overlap in overlaps(moved, SOME)}
    assert shares["pitch in the key"] < 0.5
    assert shares["duration"] == shares["notes a bar"] == pytest.approx(1)


def test_bars_that_stood_before_are_counted_here_and_in_the_opening() -> None:
    a, b, c = (60, 62, 64, 65), (67, 65, 64, 62), (72, 71, 69, 67)
    told = passage(melody(*a, *b), melody(*a, *c, *c, *(59, 60, 59, 60)))
    assert bars_that_return(told, rhythm=False) == pytest.approx(2 / 4)
    assert bars_that_return(told, rhythm=True) == 1


def test_empty_bars_count_as_bars_of_no_notes() -> None:
    sparse = passage(tune(0, 4), melody(60), bars=4)
    crowding = next(o for o in overlaps([sparse], SOME) if o.name == "notes a bar")
    assert crowding.takes[0] == pytest.approx(3 / 4)
    assert crowding.music[4] == pytest.approx(1)


def test_takes_without_a_note_leave_out_what_cannot_be_compared() -> None:
    empty = passage(tune(0, 4), NoteSequence())
    assert "pitch in the key" not in {o.name for o in overlaps([empty], SOME)}
