"""Recipes bring takes back, to the byte."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from melodyrnn.checkpoint import Model, load_model
from melodyrnn.errors import RequestError
from melodyrnn.generation.continuing import Continuation, continue_piece
from melodyrnn.generation.recipe import Recipe
from melodyrnn.generation.recreating import continue_recipe, recipe_of
from melodyrnn.generation.request import TakeRequest
from melodyrnn.midi.writing import midi_bytes
from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from tests.fakes import tiny_model

TUNE = Part(NoteSequence(Note(3 + 480 * i, 60 + 2 * i, 471, 60 + i) for i in range(7)), "Flöte", 73)
BASS = Part(NoteSequence([Note(0, 36, 1920)]), "Bass", 32)
PIECE = Piece(
    (TUNE,), meters=MeterMap([MeterChange(0, Meter(3, 4)), MeterChange(1440, Meter(4, 4))])
)
REQUEST = TakeRequest(bars=3, takes=3, key_rule="prefer", lowest=50, random_seed=2**63 - 1)


def bytes_of(continuation: Continuation, take: int, *, new_only: bool) -> bytes:
    """The file of a continuation's take, by its place."""
    found = continuation.takes[take]
    piece = continuation.new_part(found) if new_only else continuation.whole(found)
    return midi_bytes(piece, length=continuation.length(new_only=new_only))


def through_json(recipe: Recipe) -> Recipe:
    return Recipe.from_json(json.loads(json.dumps(recipe.to_json())))


@pytest.mark.parametrize("take", [1, 3])
@pytest.mark.parametrize("key", [None, Key(4)])
@pytest.mark.parametrize("new_only", [False, True])
def test_a_recipe_brings_a_take_back_to_the_byte(
    model: Model, take: int, key: Key | None, new_only: bool
) -> None:
    first = continue_piece(model, PIECE, 0, REQUEST, key=key)
    again = continue_recipe(model, through_json(recipe_of(first, take)))
    assert bytes_of(again, 0, new_only=new_only) == bytes_of(first, take - 1, new_only=new_only)


def test_the_new_bars_come_back_without_the_other_parts(model: Model) -> None:
    first = continue_piece(model, replace(PIECE, parts=(BASS, TUNE)), 1, REQUEST)
    again = continue_recipe(model, through_json(recipe_of(first, 2)))
    assert bytes_of(again, 0, new_only=True) == bytes_of(first, 1, new_only=True)


def test_another_model_is_refused_by_name(model: Model, tmp_path: Path) -> None:
    recipe = recipe_of(continue_piece(model, PIECE, 0, REQUEST), 1)
    other = load_model(tiny_model(tmp_path / "other.safetensors", seed=1))
    with pytest.raises(RequestError, match=r"made with the model tiny .* not with other"):
        continue_recipe(other, recipe)
