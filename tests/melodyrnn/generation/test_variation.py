"""More like this."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from melodyrnn.checkpoint import Model
from melodyrnn.errors import RequestError
from melodyrnn.generation.continuing import Continuation
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.recipe import Recipe
from melodyrnn.generation.recreating import continue_recipe, recipe_of
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.streaming import stream_takes
from melodyrnn.generation.variation import stream_variations, variation
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece

TUNE = Part(NoteSequence(Note(480 * i + i % 2, 60 + i % 5, 470) for i in range(9)), "Tune")
PIECE = Piece((TUNE,))
REQUEST = TakeRequest(bars=8, takes=2, random_seed=3)


@pytest.fixture(scope="module")
def ready(model: Model) -> ReadyModel:
    return ReadyModel.of(model)


@pytest.fixture(scope="module")
def original(ready: ReadyModel) -> Continuation:
    return next(c for c in stream_takes(ready, PIECE, 0, REQUEST, numbers=[2]) if c)


def varied(ready: ReadyModel, original: Continuation, **wishes: Any) -> list[Continuation]:
    recipe, notes = recipe_of(original, original.first), original.takes[0].notes
    wishes = {"distance": 0.5, "takes": 4, "random_seed": 9, **wishes}
    return [c for c in stream_variations(ready, recipe, notes, **wishes) if c]


def agreement(one: NoteSequence, other: NoteSequence) -> float:
    """Share of the first one's length up to where the two go different ways."""
    apart = next((a.onset for a, b in zip(one, other, strict=False) if a != b), one.end)
    return (apart - one.start) / (one.end - one.start)


@pytest.mark.parametrize("distance", [0.0, 0.5, 1.0])
def test_a_variation_begins_with_its_opening_to_the_tick(
    ready: ReadyModel, original: Continuation, distance: float
) -> None:
    notes = original.takes[0].notes
    for found in varied(ready, original, distance=distance):
        new, kept = found.takes[0].notes, found.prefix
        assert list(new)[: len(kept)] == list(kept) == list(notes)[: len(kept)]
        assert new.end <= found.seed.end == original.seed.end
        assert found.seed.notes == TUNE.notes


def test_the_closer_the_longer_they_agree(ready: ReadyModel, original: Continuation) -> None:
    notes = original.takes[0].notes
    shares = []
    for distance in (1.0, 0.5, 0.0):
        found = varied(ready, original, distance=distance, takes=8)
        shares.append(np.mean([agreement(notes, c.takes[0].notes) for c in found]))
    assert shares[0] < shares[1] < shares[2] < 1


def test_the_closer_the_more_carefully_they_are_drawn(original: Continuation) -> None:
    recipe, notes = recipe_of(original, 2), original.takes[0].notes
    heat = [
        variation(recipe, notes, distance=d, take=1, random_seed=0).request.pitch_temperature
        for d in (0.0, 0.5, 1.0)
    ]
    assert heat == sorted(heat)
    assert heat[0] < heat[2] == REQUEST.pitch_temperature


def test_all_differ_from_the_original_and_from_each_other(
    ready: ReadyModel, original: Continuation
) -> None:
    found = varied(ready, original, distance=0.0, takes=6)
    assert len({original.takes[0].notes, *(c.takes[0].notes for c in found)}) == 7


def test_even_what_is_drawn_without_chance_is_no_endless_search(ready: ReadyModel) -> None:
    sober = replace(REQUEST, pitch_temperature=0.0, rhythm_temperature=0.0)
    (first,) = (c for c in stream_takes(ready, PIECE, 0, sober, numbers=[1]) if c)
    assert len(varied(ready, first, takes=2)) == 2


def test_the_recipe_of_a_variation_brings_it_back(
    ready: ReadyModel, original: Continuation
) -> None:
    for found in varied(ready, original, distance=0.2):
        recipe = recipe_of(found, found.first)
        through = Recipe.from_json(json.loads(json.dumps(recipe.to_json())))
        assert through == recipe
        assert len(recipe.prefix) > 0
        again = continue_recipe(ready.model, through)
        assert (again.takes, again.prefix) == (found.takes, found.prefix)


def test_a_variation_can_be_varied(ready: ReadyModel, original: Continuation) -> None:
    first = varied(ready, original, distance=0.0, takes=1)[0]
    again = varied(ready, first, distance=0.0, takes=1, random_seed=10)[0]
    assert list(again.takes[0].notes)[:3] == list(original.takes[0].notes)[:3]


def test_surprise_counts_the_kept_notes_as_before(
    ready: ReadyModel, original: Continuation
) -> None:
    take = original.takes[0]
    whole = replace(recipe_of(original, 2), prefix=take.notes)
    again = continue_recipe(ready.model, whole).takes[0]
    kept = list(again.notes)[: len(take.notes)]
    assert kept == list(take.notes)
    added = len(again.notes) - len(kept)
    if not added:
        assert again.nats_per_note == pytest.approx(take.nats_per_note)


def test_edited_notes_are_what_is_varied(ready: ReadyModel, original: Continuation) -> None:
    recipe, notes = recipe_of(original, 2), original.takes[0].notes.transposed(1)
    for found in stream_variations(ready, recipe, notes, distance=0.0, takes=1, random_seed=0):
        if found is not None:
            assert list(found.takes[0].notes)[:4] == list(notes)[:4]


@pytest.mark.parametrize(
    "prefix",
    [
        NoteSequence([Note(0, 60, 480)]),
        NoteSequence([Note(9 * 480, 60, 10**6)]),
        NoteSequence([Note(30 * 1920, 60, 480)]),
    ],
)
def test_an_opening_that_does_not_fit_is_refused(
    ready: ReadyModel, original: Continuation, prefix: NoteSequence
) -> None:
    with pytest.raises(RequestError, match="opening"):
        continue_recipe(ready.model, replace(recipe_of(original, 2), prefix=prefix))


def test_an_opening_out_of_the_models_reach_is_refused(
    ready: ReadyModel, original: Continuation
) -> None:
    low = Piece((replace(TUNE, notes=TUNE.notes.transposed(-50)),))
    recipe = replace(recipe_of(original, 2), piece=low)
    top = NoteSequence([Note(9 * 480, 127, 480)])
    with pytest.raises(RequestError, match="opening"):
        continue_recipe(ready.model, replace(recipe, prefix=top))


@pytest.mark.parametrize("count", [0, 1])
def test_hardly_any_notes_keep_no_opening(original: Continuation, count: int) -> None:
    few = NoteSequence(list(original.takes[0].notes)[:count])
    recipe = variation(recipe_of(original, 2), few, distance=0, take=1, random_seed=0)
    assert len(recipe.prefix) == 0


def test_only_recipes_with_an_opening_are_of_the_newer_form(original: Continuation) -> None:
    recipe = recipe_of(original, 2)
    assert recipe.to_json()["format"] == 1
    assert "prefix" not in recipe.to_json()
    kept = variation(recipe, original.takes[0].notes, distance=0, take=1, random_seed=0)
    assert kept.to_json()["format"] == 2
