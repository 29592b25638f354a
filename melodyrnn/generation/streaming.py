"""Takes as they are ready: the first one alone and at once, the others after it.

The first take is written alone, since a batch makes all of its takes ready together; those
after it share the work in batches. Between any two notes the stream takes a breath: it
yields None, and whoever waits may stop there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from threadpoolctl import threadpool_limits

from melodyrnn.generation.continuing import Continuation, begin
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.recipe import Recipe
from melodyrnn.generation.recreating import recreating
from melodyrnn.generation.request import TakeRequest
from melodyrnn.music.key import Key
from melodyrnn.music.piece import Piece

BATCH = 4
"""Takes written together after the first one."""


def stream_takes(
    ready: ReadyModel,
    piece: Piece,
    part: int,
    request: TakeRequest,
    *,
    key: Key | None = None,
    numbers: Sequence[int] | None = None,
) -> Iterator[Continuation | None]:
    """Yields continuations of one take each, in order, and None for every breath.

    numbers: which takes of the request, from 1; None: all of them. Each is the same, to
    the byte, as the one of that number from `continue_piece`.

    Raises:
        RequestError: the request does not fit the model or the seed.
    """
    wanted = range(1, request.takes + 1) if numbers is None else numbers
    with threadpool_limits(limits=1):  # one row at a time gains nothing from more
        begun = begin(ready, piece, part, request, key=key)
        yield None
        for batch in batches(wanted):
            takes = yield from begun.writer.writing([number - 1 for number in batch])
            for number, take in zip(batch, takes, strict=True):
                yield begun.with_takes([take], first=number)


def stream_recipe(ready: ReadyModel, recipe: Recipe) -> Iterator[Continuation | None]:
    """Yields None for every breath, then the take of a recipe, note for note.

    Raises:
        RequestError: the model is another one than the recipe's.
    """
    with threadpool_limits(limits=1):
        found = yield from recreating(ready, recipe)
    yield found


def batches(numbers: Sequence[int]) -> list[Sequence[int]]:
    """The first number alone, the others by `BATCH`."""
    rest = range(1, len(numbers), BATCH)
    return [numbers[:1], *(numbers[i : i + BATCH] for i in rest)] if numbers else []
