"""Quantising: where lines lie, how far notes go, and what stays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.quantize import Quantization, quantized
from tests.strategies import melodies, selected_notes

Chosen = tuple[NoteSequence, NDArray[np.bool_]]


def played(*spans: tuple[int, int]) -> NoteSequence:
    return NoteSequence(Note(start, 60 + i, end - start) for i, (start, end) in enumerate(spans))


def drawn(notes: NoteSequence, to: Quantization) -> list[tuple[int, int]]:
    everything = np.ones(len(notes), dtype=np.bool_)
    return [(n.onset, n.end) for n in quantized(notes, everything, to).notes]


def test_onsets_go_to_the_nearest_line_and_notes_keep_their_length() -> None:
    assert drawn(played((10, 100), (110, 200), (300, 330)), Quantization(120)) == [
        (0, 90),
        (120, 210),
        (360, 390),
    ]


@pytest.mark.parametrize(("strength", "onset"), [(0.0, 150), (0.5, 135), (1.0, 120)])
def test_strength_is_how_much_of_the_way_a_note_goes(strength: float, onset: int) -> None:
    assert drawn(played((150, 160)), Quantization(120, strength)) == [(onset, onset + 10)]


@pytest.mark.parametrize(("swing", "second"), [(0.0, 240), (0.5, 300), (2 / 3, 320), (1.0, 360)])
def test_swing_makes_every_second_line_late(swing: float, second: int) -> None:
    notes = played((5, 10), (250, 260), (490, 500), (725, 730))

    onsets = [start for start, _ in drawn(notes, Quantization(240, swing=swing))]

    assert onsets == [0, second, 480, 480 + second]


def test_a_note_goes_to_the_nearest_of_swung_lines_not_of_straight_ones() -> None:
    # Lines at 0, 320 and 480: 370 is nearer to 320 than to 480, and 150 nearer to 0.
    assert drawn(played((150, 200), (370, 400)), Quantization(240, swing=2 / 3)) == [
        (0, 50),
        (320, 350),
    ]


def test_ends_go_to_lines_too_when_asked() -> None:
    notes = played((10, 100), (110, 250), (250, 490))

    both = Quantization(120, lengths=True)
    ends = Quantization(120, onsets=False, lengths=True)

    assert drawn(notes, both) == [(0, 120), (120, 240), (240, 480)]
    assert drawn(notes, ends) == [(10, 120), (110, 240), (250, 480)]


def test_a_note_lasts_to_the_next_line_at_least() -> None:
    assert drawn(played((118, 122), (230, 290)), Quantization(120, lengths=True)) == [
        (120, 240),
        (240, 360),
    ]


def test_what_is_near_enough_to_its_line_stays() -> None:
    to = Quantization(120, threshold=10)

    assert drawn(played((10, 50), (131, 140), (229, 235)), to) == [(10, 50), (120, 129), (240, 246)]


def test_neither_onsets_nor_lengths_changes_nothing() -> None:
    assert drawn(played((10, 50)), Quantization(120, onsets=False)) == [(10, 50)]


@given(melodies(), st.integers(1, 960), st.floats(0, 1), st.booleans())
def test_quantising_again_changes_nothing_more(
    notes: NoteSequence, step: int, swing: float, lengths: bool
) -> None:
    to = Quantization(step, swing=swing, lengths=lengths)
    once = quantized(notes, np.ones(len(notes), dtype=np.bool_), to).notes

    assert quantized(once, np.ones(len(once), dtype=np.bool_), to).notes == once


@given(melodies(), st.integers(1, 960), st.floats(0, 1))
def test_no_note_moves_further_than_to_its_nearest_line(
    notes: NoteSequence, step: int, swing: float
) -> None:
    to = Quantization(step, swing=swing)
    late = round(swing * step / 2)
    for note in notes:
        alone = NoteSequence([note])
        onset = quantized(alone, np.ones(1, dtype=np.bool_), to).notes.start
        near = range(note.onset // step - 2, note.onset // step + 3)
        lines = [k * step + (late if k % 2 else 0) for k in near if k >= 0]
        assert abs(onset - note.onset) == min(abs(line - note.onset) for line in lines)


@given(selected_notes(), st.integers(1, 30))
def test_onsets_in_hand_lie_on_lines(chosen: Chosen, step: int) -> None:
    notes, mask = chosen

    assert not np.any(quantized(notes, mask, Quantization(step)).held.onset % step)


@pytest.mark.parametrize(
    "values", [{"step": 0}, {"strength": 1.1}, {"swing": -0.1}, {"threshold": -1}]
)
def test_values_out_of_range_are_refused(values: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"step|swing"):
        Quantization(**{"step": 120, **values})  # type: ignore[arg-type]  # floats for all
