"""What the worker process does about copies: finds them, and shows the bars they are from.

As in `gui.tasks` each task is a generator of answers, which stand at its request.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from gui.document.copied import CopiedNotes, CopiedStretch
from gui.requests import CopiesRequest, SourceBars, SourceRequest
from gui.workshop import Workshop
from melodyrnn.errors import RequestError
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.recipe_model import recipe_model
from melodyrnn.music.excerpt import bars_of
from melodyrnn.originality.copies import CopiedRun, Copies, find_copies
from melodyrnn.originality.index import SourceIndex

Answers: TypeAlias = Iterator[object]

NO_SOURCES = (
    "This model came without the music it learned from, so what it copies cannot be shown;"
    " models you train keep it."
)
OTHER_SOURCES = (
    "The model has learned from other music since; press G for new takes, and their sources can"
    " be shown."
)


def copies_of(shop: Workshop, request: CopiesRequest) -> Answers:
    """Which notes of a part stand in the training music."""
    index = _index(shop.model(request.model))
    yield None
    yield copied_notes(find_copies(index, request.piece.parts[request.part].notes))


def source_of(shop: Workshop, request: SourceRequest) -> Answers:
    """The bars of the training music that a stretch stands in."""
    if request.recipe is None:
        ready = shop.model(request.model)
    else:
        ready = shop.model_at(recipe_model(request.recipe, shop.folders))
    index = _index(ready)
    yield None
    yield source_bars(index, request.stretch)


def copied_notes(copies: Copies | None) -> CopiedNotes | None:
    """As the document keeps it: of the stretches those that are the longest of some note."""
    if copies is None:
        return None
    shown, free = [], set(range(copies.notes))
    for run in copies.runs:
        own = free.intersection(range(run.first, run.first + run.notes))
        if own:
            free -= own
            shown.append(_stretch(run))
    return CopiedNotes(copies.longest, copies.share, tuple(shown))


def source_bars(index: SourceIndex, stretch: CopiedStretch) -> SourceBars:
    """The whole bars of a source in which a stretch lies.

    Raises:
        RequestError: the sources are not those in which it was found.
    """
    if stretch.piece >= len(index.sources):
        raise RequestError(OTHER_SOURCES)
    piece = index.sources.piece(stretch.piece)
    notes, last = piece.parts[0].notes, stretch.source_note + stretch.notes
    if piece.title != stretch.title or last > len(notes):
        raise RequestError(OTHER_SOURCES)
    start = int(piece.meters.locate(notes.onset[stretch.source_note]).bar_start)
    end = piece.meters.bar_line_at_or_after(int(notes.onset[last - 1]) + 1)
    # Notes are in order of onset, so those of the stretch follow one another here too.
    before = stretch.source_note - int(np.searchsorted(notes.onset, start))
    part = replace(piece.parts[0], notes=notes.between(start, end).shifted(-start))
    return SourceBars(
        stretch=stretch,
        part_name=part.name,
        piece=bars_of(piece, start, end).with_parts(part),
        copied=(before, before + stretch.notes),
    )


def _index(ready: ReadyModel) -> SourceIndex:
    index = ready.sources
    if index is None:
        raise RequestError(NO_SOURCES)
    return index


def _stretch(run: CopiedRun) -> CopiedStretch:
    return CopiedStretch(
        first=run.first,
        notes=run.notes,
        title=run.title,
        collection=run.collection,
        piece=run.source_index,
        source_note=run.source_note,
        first_bar=run.first_bar,
        last_bar=run.last_bar,
        semitones=run.semitones,
    )
