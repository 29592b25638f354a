"""Recipes as JSON: whole, or refused in words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from melodyrnn.checkpoint import Model
from melodyrnn.errors import RequestError
from melodyrnn.generation.continuing import continue_piece
from melodyrnn.generation.recipe import FORMAT, Recipe
from melodyrnn.generation.recreating import recipe_of
from melodyrnn.generation.request import TakeRequest
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Marker, Part, Piece
from melodyrnn.music.tempo import TempoMap
from tests.strategies import pieces

TUNE = Part(NoteSequence(Note(3 + 480 * i, 60 + 2 * i, 471, 60 + i) for i in range(7)), "Flöte", 73)
PIECE = Piece(
    (TUNE,),
    tempos=TempoMap.from_bpm(97),
    meters=MeterMap([MeterChange(0, Meter(3, 4)), MeterChange(1440, Meter(4, 4))]),
    keys=KeyMap([KeyChange(0, Key(-3, is_minor=True))]),
    markers=(Marker(1440, "B"),),
    title="Off She Goes",
)
REQUEST = TakeRequest(bars=3, takes=3, key_rule="prefer", lowest=50, random_seed=2**63 - 1)


def through_json(recipe: Recipe) -> Recipe:
    return Recipe.from_json(json.loads(json.dumps(recipe.to_json())))


@pytest.fixture
def recipe(model: Model) -> Recipe:
    return recipe_of(continue_piece(model, PIECE, 0, REQUEST), 1)


def test_a_recipe_comes_back_from_json_as_it_was(recipe: Recipe) -> None:
    assert through_json(recipe) == recipe


@given(pieces(min_parts=1, max_parts=1))
def test_any_piece_comes_back_from_json(piece: Piece) -> None:
    recipe = Recipe(piece, TakeRequest(), None, 1, "a model", "0123")
    assert through_json(recipe) == recipe


def test_a_newer_recipe_is_refused_as_such(recipe: Recipe) -> None:
    with pytest.raises(RequestError, match="newer version"):
        Recipe.from_json({**recipe.to_json(), "format": FORMAT + 1})


def test_only_a_recipe_with_a_limit_needs_a_program_that_keeps_it(recipe: Recipe) -> None:
    limited = replace(recipe, request=replace(REQUEST, most_copied=8))
    assert recipe.to_json()["format"] == 1
    assert replace(recipe, prefix=TUNE.notes).to_json()["format"] == 2
    assert limited.to_json()["format"] == 3
    assert through_json(limited) == limited


NONSENSE: tuple[Any, ...] = (
    None, [], "x", 7, {}, {"format": 1},
    {"format": "1"}, {"prefix": 5}, {"prefix": [[0, 480, 60]]},
    {"version": 3}, {"model": None}, {"model": {"name": "x"}},
    {"request": None}, {"request": {"bars": 4}}, {"key": "H"}, {"key": 3}, {"take": 0},
    {"take": 257}, {"take": 1.0}, {"take": True}, {"seed": None}, {"seed": []},
)  # fmt: skip


@pytest.mark.parametrize("nonsense", NONSENSE, ids=str)
def test_what_is_no_recipe_is_refused(recipe: Recipe, nonsense: Any) -> None:
    whole = isinstance(nonsense, dict) and len(nonsense) == 1 and nonsense != {"format": 1}
    data = {**recipe.to_json(), **nonsense} if whole else nonsense
    with pytest.raises(RequestError, match="recipe"):
        Recipe.from_json(data)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("notes", None), ("notes", [[0, 480, 60]]), ("notes", [[0, 480, 60, 0]]),
        ("notes", [[0, 0, 60, 80]]), ("notes", [[-1, 480, 60, 80]]), ("notes", [[0, 480, 128, 1]]),
        ("notes", [[0, 480, 99999, 1]]),
        ("notes", [[2**70, 480, 60, 80]]), ("notes", [["0", 480, 60, 80]]), ("notes", [7]),
        ("tempos", [[0, 0]]), ("tempos", [[0]]), ("meters", [[0, "4/5"]]), ("meters", [[0, 4]]),
        ("keys", [[0, "X"]]), ("markers", [[0, 5]]), ("title", None), ("part", {}),
        ("part", {"name": "x", "program": 128, "is_drum": False}),
    ],
)  # fmt: skip
def test_a_seed_that_is_no_music_is_refused(recipe: Recipe, name: str, value: Any) -> None:
    data = recipe.to_json()
    data["seed"][name] = value
    with pytest.raises(RequestError, match="recipe"):
        Recipe.from_json(data)
