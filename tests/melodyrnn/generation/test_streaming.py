"""Takes as they are ready."""

from __future__ import annotations

import json
from typing import Any

import pytest

from melodyrnn.checkpoint import Model
from melodyrnn.errors import RequestError
from melodyrnn.generation.continuing import Continuation, continue_piece
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.recipe import Recipe
from melodyrnn.generation.recreating import continue_recipe, recipe_of
from melodyrnn.generation.request import TakeRequest
from melodyrnn.generation.streaming import BATCH, batches, stream_recipe, stream_takes
from melodyrnn.midi.writing import midi_bytes
from melodyrnn.music.key import Key
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece

BASS = Part(NoteSequence([Note(0, 36, 1920)]), "Bass", 32)
TUNE = Part(NoteSequence(Note(480 * i, 60 + i % 5, 470) for i in range(9)), "Tune")
PIECE = Piece((BASS, TUNE))


def wish(**wishes: Any) -> TakeRequest:
    return TakeRequest(**{"bars": 2, "takes": 7, **wishes})


def streamed(model: Model, request: TakeRequest, **options: Any) -> list[Continuation]:
    found = stream_takes(ReadyModel.of(model), PIECE, 1, request, **options)
    return [continuation for continuation in found if continuation is not None]


@pytest.mark.parametrize("ending", ["resolve", "open"])
def test_each_take_is_the_one_of_its_number_to_the_byte(model: Model, ending: Any) -> None:
    request = wish(ending=ending, key_rule="only", random_seed=5)
    together = continue_piece(model, PIECE, 1, request, key=Key(0))
    found = streamed(model, request, key=Key(0))
    assert [c.first for c in found] == list(range(1, 8))
    for one, take in zip(found, together.takes, strict=True):
        assert one.takes == (take,)
        assert midi_bytes(one.whole(one.takes[0])) == midi_bytes(together.whole(take))


def test_some_takes_can_be_asked_for_by_number(model: Model) -> None:
    together = continue_piece(model, PIECE, 1, wish())
    found = streamed(model, wish(), numbers=[6, 2])
    assert [(c.first, c.takes[0]) for c in found] == [
        (6, together.takes[5]),
        (2, together.takes[1]),
    ]


def test_the_first_is_ready_before_the_second_is_begun(model: Model) -> None:
    found = list(stream_takes(ReadyModel.of(model), PIECE, 1, wish(takes=2)))
    first, second = (i for i, item in enumerate(found) if item is not None)
    after = found[second]
    assert after is not None
    assert second - first > len(after.takes[0].notes)  # a breath for each of its notes


def test_a_breath_is_taken_after_every_note_and_every_try_at_one(model: Model) -> None:
    found = list(stream_takes(ReadyModel.of(model), PIECE, 1, wish(takes=1, ending="open")))
    notes = next(item for item in found if item).takes[0].notes
    assert found.count(None) == 1 + len(notes)  # and one when the seed is read


def test_a_stream_can_be_left_at_any_time_and_the_next_one_is_the_same(model: Model) -> None:
    ready, request = ReadyModel.of(model), wish(takes=2)
    whole = list(stream_takes(ready, PIECE, 1, request))
    for length in range(0, len(whole), 7):
        stream = stream_takes(ready, PIECE, 1, request)
        for _ in range(length):
            next(stream)
        stream.close()  # type: ignore[attr-defined]  # a generator, though it says less
    again = list(stream_takes(ready, PIECE, 1, request))
    assert [c.takes for c in again if c] == [c.takes for c in whole if c]


def test_a_streamed_take_has_its_recipe(model: Model) -> None:
    third = streamed(model, wish())[2]
    recipe = recipe_of(third, third.first)
    again = continue_recipe(model, Recipe.from_json(json.loads(json.dumps(recipe.to_json()))))
    assert (again.takes, again.first) == (third.takes, 3)


def test_a_recipe_streams_the_take_it_was_made_of(model: Model) -> None:
    fifth = streamed(model, wish(ending="open"))[4]
    *breaths, again = stream_recipe(ReadyModel.of(model), recipe_of(fifth, 5))
    assert breaths == [None] * len(fifth.takes[0].notes)
    assert again is not None
    assert (again.takes, again.first) == (fifth.takes, 5)


def test_what_cannot_be_met_is_said_before_anything_is_written(model: Model) -> None:
    stream = stream_takes(ReadyModel.of(model), PIECE, 1, wish(style="polka"))
    with pytest.raises(RequestError, match="no style"):
        next(stream)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 6, 16])
def test_batches_are_the_first_alone_then_all_others(count: int) -> None:
    found = batches(range(count))
    assert [number for batch in found for number in batch] == list(range(count))
    assert [len(batch) for batch in found[:1]] == [1] * (count > 0)
    assert all(1 <= len(batch) <= BATCH for batch in found)
