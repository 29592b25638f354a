from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from melodyrnn.errors import ExportError
from melodyrnn.export.picture_layout import Layout, bar_lines, lay_out
from melodyrnn.export.picture_style import MAX_SYSTEMS, MIN_PITCHES, Sizes
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece, simple_piece

BAR = 1920


def layout(piece: Piece, width: int = 1600) -> Layout:
    return lay_out(piece, width=width, header=90, sizes=Sizes())


def bars_long(bars: int, meter: Meter | None = None) -> Piece:
    ticks = (meter or Meter()).bar_ticks
    return simple_piece(NoteSequence(Note(i * ticks, 60, ticks) for i in range(bars)), meter=meter)


def test_sixteen_bars_wrap_into_two_systems_of_eight() -> None:
    systems = layout(bars_long(16)).systems
    assert [(s.start, s.end) for s in systems] == [(0, 8 * BAR), (8 * BAR, 16 * BAR)]


def test_nine_bars_are_divided_evenly_rather_than_eight_and_one() -> None:
    systems = layout(bars_long(9)).systems
    assert [(s.end - s.start) // BAR for s in systems] == [5, 4]


def test_a_narrow_picture_needs_more_systems() -> None:
    assert len(layout(bars_long(16), width=800).systems) > 2


def test_a_long_piece_is_drawn_smaller_on_a_limited_number_of_systems() -> None:
    assert len(layout(bars_long(400)).systems) <= MAX_SYSTEMS


def test_bar_lines_follow_changing_meters() -> None:
    meters = MeterMap([MeterChange(0, Meter(7, 8)), MeterChange(3360, Meter(2, 4))])
    assert bar_lines(meters, 4000).tolist() == [0, 1680, 3360, 4320]


def test_a_meter_change_in_the_middle_of_a_bar_cuts_it_short() -> None:
    meters = MeterMap([MeterChange(0, Meter(4, 4)), MeterChange(2400, Meter(3, 4))])
    assert bar_lines(meters, 2500).tolist() == [0, 1920, 2400, 3840]


def test_hours_of_silence_are_refused_with_the_reason() -> None:
    piece = simple_piece(NoteSequence([Note(268_435_455, 60, 480)]))
    with pytest.raises(ExportError, match="bars"):
        layout(piece)


def test_an_empty_piece_has_one_bar() -> None:
    result = layout(Piece())
    assert [(s.start, s.end) for s in result.systems] == [(0, BAR)]


meters = st.builds(Meter, st.integers(1, 16), st.sampled_from([1, 2, 4, 8, 16]))
notes = st.builds(
    Note, st.integers(0, 200_000), st.integers(0, 127), st.integers(1, 20_000), st.just(80)
)


@given(st.lists(notes, max_size=8), meters, st.integers(480, 4000))
def test_every_note_lies_inside_the_picture(written: list[Note], meter: Meter, width: int) -> None:
    piece = simple_piece(NoteSequence(written), meter=meter)
    result = layout(piece, width)
    systems = result.systems
    assert systems[0].start == 0
    assert all(a.end == b.start for a, b in pairwise(systems))
    assert systems[-1].end >= piece.end
    assert {s.end for s in systems} <= set(result.bars.tolist())
    assert 0 <= result.lowest <= result.highest <= 127
    assert result.highest - result.lowest + 1 >= MIN_PITCHES
    for system in systems:
        assert result.x(system, system.end) <= width - Sizes().margin + 0.01
        assert system.top + result.roll_height < result.height
    for note in written:
        assert result.lowest <= note.pitch <= result.highest


@pytest.mark.parametrize(("low", "high"), [(0, 0), (127, 127), (0, 127), (60, 64)])
def test_the_pitches_shown_stay_on_the_keyboard(low: int, high: int) -> None:
    part = Part(NoteSequence([Note(0, low, 480), Note(480, high, 480)]))
    result = layout(Piece(parts=(part,)))
    shown = np.arange(result.lowest, result.highest + 1)
    assert shown[0] >= 0
    assert shown[-1] <= 127
    assert {low, high} <= set(shown.tolist())
