"""What is known to be copied, and how a project file keeps it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from gui.document.copied import COUNTS_AS_COPIED, CopiedNotes
from gui.document.copied_json import copied_from_json, copied_to_json
from gui.document.piece_json import NotesOut
from gui.document.project import Project
from gui.document.project_json import project_from_json, project_to_json
from melodyrnn.music.piece import simple_piece
from melodyrnn.originality import copies
from tests.gui.panels.copied import copied, stretch
from tests.gui.panels.samples import MELODY, idea

FOUND = copied(stretch(4, 12), stretch(1, 9, "The Rakes of Kildare"), share=0.75)

CHORD = copied(replace(stretch(12, 8), places=(12, 11, *range(5, 11))))
"""Played in late: its notes stand in another order than on the grid."""


def test_what_counts_as_copied_is_what_the_library_says() -> None:
    assert COUNTS_AS_COPIED == copies.COUNTS_AS_COPIED


def test_each_note_has_the_longest_run_it_lies_in() -> None:
    assert FOUND.lengths(20).tolist() == [0, *[9] * 3, *[12] * 12, *[0] * 4]
    titles = [found.title if (found := FOUND.at(note)) else "" for note in (0, 1, 4, 15, 16)]
    assert titles == ["", "The Rakes of Kildare", "Off She Goes", "Off She Goes", ""]


def test_notes_of_a_chord_that_was_recorded_may_stand_in_another_order() -> None:
    chord = copied(replace(stretch(2, 8), places=(2, 1, 3, 4, 5, 6, 7, 9)))
    assert chord.lengths(10).tolist() == [0, *[8] * 7, 0, 8]
    assert [chord.at(note) is not None for note in (0, 1, 8, 9)] == [False, True, False, True]


def saved(project: Project) -> dict[str, Any]:
    notes = NotesOut()
    data = project_to_json(project, project.ideas, None, notes)
    return {**json.loads(json.dumps(data)), "notes": json.loads(notes.written())}


def project_with(found: CopiedNotes | None) -> Project:
    ideas = (replace(idea(bars=4), copies=found),)
    return replace(Project.of_piece(simple_piece(MELODY)), ideas=ideas)


@pytest.mark.parametrize("found", [FOUND, CHORD, copied(), None], ids=str)
def test_a_project_file_keeps_what_an_idea_copies(found: CopiedNotes | None) -> None:
    (kept,) = project_from_json(saved(project_with(found)), None).ideas
    assert kept.copies == found


def test_a_project_file_from_before_opens_and_nothing_is_known() -> None:
    data = saved(project_with(FOUND))
    del data["ideas"][0]["copies"]
    (kept,) = project_from_json(data, None).ideas
    assert kept.copies is None


@pytest.mark.parametrize(
    "changes",
    [
        {"share": 2.0},
        {"longest": -1},
        {"stretches": [[0, 2**40, "a", "b", 0, 0, 1, 1, 0]]},
        {"stretches": [[99, 8, "a", "b", 0, 0, 1, 1, 0]]},
        {"stretches": [[0, 8, 7, "b", 0, 0, 1, 1, 0]]},
        {"stretches": [[0, 8]]},
        {"stretches": [[0, 2, "a", "b", 0, 0, 1, 1, 0, [0, 0]]]},
        {"stretches": [[0, 2, "a", "b", 0, 0, 1, 1, 0, [0, 16]]]},
        {"stretches": [[0, 2, "a", "b", 0, 0, 1, 1, 0, [0, 1, 2]]]},
        {"stretches": [[0, 2, "a", "b", 0, 0, 1, 1, 0, 5]]},
        {"stretches": [[0, 2, "a", "b", 0, 0, 1, 1, 0, [0, 1], 7]]},
        {"stretches": None},
    ],
)
def test_what_somebody_else_wrote_there_is_passed_over(changes: dict[str, Any]) -> None:
    data = copied_to_json(FOUND)
    assert data is not None
    assert copied_from_json(data, 16) == FOUND
    assert copied_from_json({**data, **changes}, 16) is None
