"""Very long lines, cut."""

from __future__ import annotations

import numpy as np

from melodyrnn.collection.lengths import shorter_lines
from melodyrnn.collection.lines import Line
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.tempo import TempoMap

BAR = 1920


def line_of(bars: int) -> Line:
    """Quavers in 4/4; after the fourth bar in 3/4 and D."""
    notes = NoteSequence(Note(i * 240, 60 + i % 12, 480) for i in range(bars * 8))
    meters = MeterMap([MeterChange(0, Meter(4, 4)), MeterChange(4 * BAR, Meter(3, 4))])
    return Line(notes, "part", meters, KeyMap([KeyChange(4 * BAR, Key(2))]), TempoMap())


def test_a_line_that_is_short_enough_stays_as_it_is() -> None:
    line = line_of(8)
    assert shorter_lines(line, most=64) == (line,)


def test_a_long_line_is_cut_at_bar_lines_and_no_note_is_lost() -> None:
    line = line_of(60)
    parts = shorter_lines(line, most=100)

    assert len(parts) == 5
    assert max(len(part.notes) for part in parts) <= 100 + 8
    pitches = np.concatenate([part.notes.pitch for part in parts])
    assert pitches.tolist() == line.notes.pitch.tolist()
    assert all(part.notes.start == 0 for part in parts)
    assert set(np.concatenate([part.notes.duration for part in parts]).tolist()) == {480}


def test_each_part_begins_with_the_meter_and_key_that_hold_there() -> None:
    first, second, *_ = shorter_lines(line_of(60), most=100)

    assert [change.tick for change in first.meters.changes] == [0, 4 * BAR]
    assert second.meters.changes == (MeterChange(0, Meter(3, 4)),)
    assert [(c.tick, c.key) for c in second.keys.changes] == [(0, Key(2))]


def test_a_part_that_ends_before_a_change_knows_nothing_of_it() -> None:
    first, *_ = shorter_lines(line_of(60), most=16)
    assert [change.tick for change in first.meters.changes] == [0]
    assert not first.keys.changes
