"""More like this: takes that begin as an earlier one and then go their own way.

How long they agree is a matter of distance: at 0 (close) nearly to the end, and what
follows is drawn a little more carefully; at 1 (far) hardly at all, as boldly as ever. The
opening that is kept stands in the recipe, so that a variation comes back like any take.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from threadpoolctl import threadpool_limits

from melodyrnn.generation.continuing import Continuation
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.recipe import Recipe
from melodyrnn.generation.recreating import recreating
from melodyrnn.generation.request import MAX_TEMPERATURE
from melodyrnn.music.notes import NoteSequence

CLOSEST_SHARE = 0.7
"""Of its length a variation agrees for so long at distance 0, and a random bit longer."""

RANDOM_SHARE = 0.2
"""That bit, at most."""

CAREFUL = 0.8
"""Temperatures at distance 0, as a multiple of those the take was drawn with."""

TRIES = 5
"""A variation that is none, being the same notes as another one, is drawn anew so often."""

STRAYING = 0.2
"""Every time it may go its own way so much earlier,"""

WARMING = 1.2
"""and so many times as hot: some takes are all that a model has to say."""


def stream_variations(
    ready: ReadyModel,
    recipe: Recipe,
    notes: NoteSequence,
    *,
    distance: float,
    takes: int,
    random_seed: int,
) -> Iterator[Continuation | None]:
    """Yields continuations of one take each, and None for every breath.

    recipe, notes: of the take to vary; the notes may have been edited since. distance: 0-1.
    No two are the same, and none is the same as the original, unless `TRIES` were not enough.

    Raises:
        RequestError: the model is another one than the recipe's.
    """
    known = {notes}
    with threadpool_limits(limits=1):
        for number in range(1, takes + 1):
            for attempt in range(TRIES):
                wish = variation(
                    recipe,
                    notes,
                    distance=min(distance + attempt * STRAYING, 1.0),
                    heat=WARMING**attempt,
                    take=number + attempt * takes,
                    random_seed=random_seed,
                )
                found = yield from recreating(ready, wish)
                if found.takes[0].notes not in known:
                    break
            known.add(found.takes[0].notes)
            yield found


def variation(
    recipe: Recipe,
    notes: NoteSequence,
    *,
    distance: float,
    take: int,
    random_seed: int,
    heat: float = 1.0,
) -> Recipe:
    """The recipe of one variation of a take.

    take: its number, from 1; another number is another variation, and so is another seed.
    heat: its temperatures, as a multiple of those that belong to the distance.
    """
    usual = recipe.request
    heat *= CAREFUL + (1 - CAREFUL) * distance
    rng = np.random.default_rng([random_seed, take])
    share = CLOSEST_SHARE * (1 - distance) + RANDOM_SHARE * rng.random()
    return replace(
        recipe,
        request=replace(
            usual,
            takes=max(usual.takes, take),
            pitch_temperature=min(usual.pitch_temperature * heat, MAX_TEMPERATURE),
            rhythm_temperature=min(usual.rhythm_temperature * heat, MAX_TEMPERATURE),
            random_seed=random_seed,
        ),
        take=take,
        prefix=_opening(recipe, notes, share),
    )


def _opening(recipe: Recipe, notes: NoteSequence, share: float) -> NoteSequence:
    """The notes up to the beat nearest to a share of their length; never the last one."""
    if len(notes) < 2:
        return NoteSequence()
    point = notes.start + round(share * (notes.end - notes.start))
    where = recipe.piece.meters.locate(point)
    bar, beat = int(where.bar_start), int(where.beat_ticks)
    cut = bar + round((point - bar) / beat) * beat
    return notes.between(0, min(cut, int(notes.onset[-1])))
