from __future__ import annotations

import numpy as np

from gui.piano_roll.geometry import Geometry
from gui.piano_roll.velocity_strokes import drawn, nearest, raised
from gui.piano_roll.visible import NoteIndex
from melodyrnn.music.notes import Note, NoteSequence

NOTES = NoteSequence([Note(0, 60, 100, 20), Note(100, 62, 100, 60), Note(200, 64, 100, 120)])
ALL = np.arange(3)


def test_raised_notes_stay_within_the_range_of_velocities() -> None:
    assert raised(NOTES, ALL, 30).velocity.tolist() == [50, 90, 127]
    assert raised(NOTES, ALL, -40).velocity.tolist() == [1, 20, 80]


def test_raising_some_leaves_the_others_and_all_else() -> None:
    found = raised(NOTES, np.array([1]), 5)
    assert found.velocity.tolist() == [20, 65, 120]
    assert found.onset.tolist() == NOTES.onset.tolist()
    assert NOTES.velocity.tolist() == [20, 60, 120]


def test_a_line_gives_its_height_to_what_begins_under_it() -> None:
    assert drawn(NOTES, ALL, [(0, 10), (100, 50)]).velocity.tolist() == [10, 50, 120]
    assert drawn(NOTES, ALL, [(100, 50), (0, 10)]).velocity.tolist() == [10, 50, 120]


def test_a_point_reaches_the_notes_beside_it() -> None:
    found = drawn(NOTES, ALL, [(105, 99), (105, 99)], reach=10)
    assert found.velocity.tolist() == [20, 99, 120]


def test_a_line_over_nothing_changes_nothing() -> None:
    assert drawn(NOTES, ALL, [(110, 1), (190, 1)]) is NOTES
    assert drawn(NOTES, ALL[:1], [(90, 1), (250, 1)]) is NOTES


def test_the_nearest_note_is_found_within_reach() -> None:
    view = Geometry(px_per_quarter=480)
    assert nearest(NoteIndex(NOTES), view, 130, 40) == 1
    assert nearest(NoteIndex(NOTES), view, 150, 20) is None
