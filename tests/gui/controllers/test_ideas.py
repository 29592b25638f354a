"""What is done with one idea, and undone."""

from __future__ import annotations

import json

import pytest
from PySide6.QtGui import QGuiApplication

from melodyrnn.generation.recipe import Recipe
from tests.gui.controllers.studio import Studio
from tests.gui.panels.samples import BAR, MELODY, idea


def test_inserting_is_one_step_and_leaves_the_seed_as_it_is(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(2)
    steps = studio.document.history.count()
    studio.ideas.handlers()["insert"]()
    notes = studio.document.notes
    assert notes.array[:8].tobytes() == MELODY.array.tobytes()
    assert notes.where(notes.onset >= 2 * BAR) == idea(2).notes
    assert studio.document.history.count() == steps + 1
    assert studio.document.history.undoText() == "Insert Idea 2"
    assert not studio.player.is_playing
    assert studio.audition.slot is None
    assert len(studio.selection.ids) == 8
    studio.document.history.undo()
    assert studio.document.notes == MELODY


@pytest.mark.parametrize(
    ("act", "field", "after"),
    [("keep", "status", "kept"), ("discard", "status", "discarded"), ("star", "is_starred", True)],
)
def test_what_is_done_can_be_undone(studio: Studio, act: str, field: str, after: object) -> None:
    studio.generate()
    before = getattr(studio.document.project.idea("idea-3"), field)
    getattr(studio.ideas, act)("idea-3")
    assert getattr(studio.document.project.idea("idea-3"), field) == after
    studio.document.history.undo()
    assert getattr(studio.document.project.idea("idea-3"), field) == before


def test_a_star_is_taken_off_again(studio: Studio) -> None:
    studio.generate()
    studio.ideas.star("idea-1")
    studio.ideas.star("idea-1")
    assert not studio.document.project.idea("idea-1").is_starred


def test_discarding_what_is_heard_ends_the_audition(studio: Studio) -> None:
    studio.generate()
    studio.audition.play(1)
    studio.ideas.discard("idea-2")
    was_playing = studio.player.is_playing
    studio.ideas.discard("idea-1")
    assert (was_playing, studio.player.is_playing) == (True, False)


def test_a_name_of_blanks_is_no_name(studio: Studio) -> None:
    studio.generate()
    studio.ideas.rename("idea-1", "  Hook ")
    studio.ideas.rename("idea-2", "  ")
    assert [i.name for i in studio.document.project.ideas[:2]] == ["Hook", "Idea 2"]


@pytest.mark.parametrize("name", ["keep", "insert", "discard", "star", "rename_idea"])
def test_without_a_take_in_the_ear_it_says_what_to_do(studio: Studio, name: str) -> None:
    studio.generate()
    studio.ideas.handlers()[name]()
    studio.audition.play(0)
    studio.ideas.handlers()[name]()
    assert studio.said == ["Listen to a take first: keys 1 to 8."] * 2


def test_a_copied_recipe_is_the_whole_recipe(studio: Studio) -> None:
    studio.generate()
    studio.ideas.copy_recipe("idea-1")
    text = QGuiApplication.clipboard().text()
    assert Recipe.from_json(json.loads(text)) == idea(1).recipe
