from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from gui.piano_roll.geometry import Geometry
from gui.piano_roll.hit import Hit, along, hint_at, note_at, within_band
from gui.piano_roll.pointer import Pointer
from gui.piano_roll.scene import Band, Hint
from gui.piano_roll.visible import NoteIndex
from melodyrnn.music.notes import Note, NoteSequence
from tests.gui.piano_roll.tool_canvas import NONE

VIEW = Geometry(left=0.0, top=80.0, px_per_quarter=48.0, row_px=16.0, width=640.0, height=320.0)


def _at(tick: float, height: float) -> Pointer:
    return Pointer.at(QPointF(tick * VIEW.px_per_tick, (80 - height) * VIEW.row_px), NONE, VIEW)


def _index(*notes: Note) -> NoteIndex:
    return NoteIndex(NoteSequence(notes))


def test_of_two_notes_under_the_pointer_the_later_is_hit() -> None:
    notes = _index(Note(0, 60, 960), Note(480, 60, 100), Note(480, 61, 960))
    assert note_at(notes, VIEW, _at(500, 60.5)) == Hit(1, "left")
    assert note_at(notes, VIEW, _at(700, 60.5)) == Hit(0, "body")
    assert note_at(notes, VIEW, _at(961, 60.5)) is None


@pytest.mark.parametrize(
    ("duration", "x", "zone"),
    [
        (480, 7.9, "left"),
        (480, 8.1, "body"),
        (480, 39.9, "body"),
        (480, 40.1, "right"),
        (120, 3.9, "left"),
        (120, 4.1, "body"),
        (120, 8.1, "right"),
    ],
)
def test_edges_are_8_pixels_or_a_third_of_a_note(duration: int, x: float, zone: str) -> None:
    hit = note_at(_index(Note(0, 60, duration)), VIEW, _at(x * 10, 60.5))
    assert hit is not None
    assert hit.zone == zone


def test_a_long_note_is_found_behind_thousands_of_later_ones() -> None:
    later = [Note(10 * i, 70, 5) for i in range(1, 5000)]
    notes = _index(Note(0, 60, 100_000), *later)
    assert note_at(notes, VIEW, _at(49_000, 60.5)) == Hit(0, "body")


def test_above_the_highest_and_below_the_lowest_row_nothing_is_hit() -> None:
    notes = _index(Note(0, 127, 960), Note(0, 0, 960))
    assert note_at(notes, VIEW, _at(100, 128.5)) is None
    assert note_at(notes, VIEW, _at(100, -0.5)) is None
    assert note_at(notes, VIEW, _at(100, 127.5)) == Hit(1, "body")


def test_of_hints_in_one_place_the_likeliest_is_hit() -> None:
    unlikely, likely = Hint(0, 480, 60, 0.2), Hint(240, 480, 60, 0.5)
    assert hint_at((unlikely, likely), _at(300, 60.5)) == likely
    assert hint_at((unlikely, likely), _at(100, 60.5)) == unlikely
    assert hint_at((unlikely, likely), _at(100, 61.5)) is None


def test_a_band_touches_whatever_it_overlaps() -> None:
    notes = _index(Note(0, 60, 100), Note(100, 61, 100), Note(200, 62, 100))
    assert within_band(notes, Band(150, 61.5, 99, 60.9)).tolist() == [True, True, False]
    assert within_band(notes, Band(100, 61.0, 200, 62.0)).tolist() == [False, True, False]


def test_a_line_touches_every_note_that_one_of_its_points_lies_in() -> None:
    random = np.random.default_rng(5)
    notes = NoteIndex(
        NoteSequence.from_columns(
            random.integers(0, 4000, 300),
            random.integers(1, 400, 300),
            random.integers(50, 75, 300),
            80,
        )
    )
    for _ in range(60):
        start = _at(*random.uniform((0, 48), (4000, 77)))
        end = _at(*random.uniform((0, 48), (4000, 77)))
        share = np.linspace(0, 1, 4001)[:, None]
        ticks = start.tick + share * (end.tick - start.tick)
        heights = start.height + share * (end.height - start.height)
        lies_in = (notes.onset < ticks) & (ticks < notes.release)
        lies_in &= (notes.pitch < heights) & (heights < notes.pitch + 1)
        expected, found = set(np.flatnonzero(lies_in.any(axis=0))), set(along(notes, start, end))
        assert expected <= found
        assert len(found - expected) <= 2  # just grazed, between two points
