"""From a take to its recipe, and back: note for note on the same kind of machine."""

from __future__ import annotations

from threadpoolctl import threadpool_limits

from melodyrnn.checkpoint import Model
from melodyrnn.errors import RequestError
from melodyrnn.generation.continuing import Continuation, begin
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.recipe import Recipe
from melodyrnn.generation.takes import Writing, drained


def recipe_of(continuation: Continuation, take: int) -> Recipe:
    """The recipe of one take of a continuation, numbered from 1."""
    piece = continuation.piece
    return Recipe(
        piece=piece.with_parts(piece.parts[continuation.part]),
        request=continuation.request,
        key=continuation.key,
        take=take,
        model=continuation.model,
        identity=continuation.identity,
        prefix=continuation.prefix,
    )


def continue_recipe(model: Model | ReadyModel, recipe: Recipe) -> Continuation:
    """Makes the one take of a recipe again, note for note on the same kind of machine.

    model: made ready with its file's path, the take is compared with what it learned from.

    Raises:
        RequestError: the model is another one than the recipe's.
    """
    with threadpool_limits(limits=1):
        ready = model if isinstance(model, ReadyModel) else ReadyModel.of(model)
        return drained(recreating(ready, recipe))


def recreating(ready: ReadyModel, recipe: Recipe) -> Writing[Continuation]:
    """The same with a breath after every note.

    Raises:
        RequestError: the model is another one than the recipe's.
    """
    model = ready.model
    if model.identity != recipe.identity:
        raise RequestError(
            f"The recipe was made with the model {recipe.model} ({recipe.identity}), not with"
            f" {model.card.name} ({model.identity}); choose that one."
        )
    begun = begin(ready, recipe.piece, 0, recipe.request, key=recipe.key)
    takes = yield from begun.writer.writing([recipe.take - 1], recipe.prefix)
    return begun.with_takes(takes, first=recipe.take, prefix=recipe.prefix)
