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
from melodyrnn.music.notes import NoteSequence
from melodyrnn.originality.copies import CopiedRun, Copies, find_copies
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.pairs import pairs_of

Answers: TypeAlias = Iterator[object]

NO_SOURCES = (
    "The music that {} learned from is not kept beside it, or is damaged, so what it copies cannot"
    " be shown; models you train keep it."
)
"""Of a model of that name."""
OTHER_SOURCES = (
    "The model has learned from other music since; press G for new takes, and their sources can"
    " be shown."
)
OTHER_THAN_SHOWN = (
    "The model has learned from other music since; hide the copied notes and show them"
    " again, and their sources can be shown."
)
"""The same of the melody, which nobody writes anew."""


def copies_of(shop: Workshop, request: CopiesRequest) -> Answers:
    """Which notes of a part stand in the training music."""
    index = _index(shop.model(request.model))
    yield None
    notes = request.piece.parts[request.part].notes
    yield copied_notes(find_copies(index, notes), notes)


def source_of(shop: Workshop, request: SourceRequest) -> Answers:
    """The bars of the training music that a stretch stands in."""
    if request.recipe is None:
        ready = shop.model(request.model)
    else:
        ready = shop.model_at(recipe_model(request.recipe, shop.folders))
    index = _index(ready)
    yield None
    yield source_bars(index, request.stretch, is_of_take=request.recipe is not None)


def copied_notes(copies: Copies | None, notes: NoteSequence) -> CopiedNotes | None:
    """As the document keeps it: of the stretches those that are the longest of some note.

    notes: those in which the copies were found.
    """
    if copies is None:
        return None
    # Runs are of notes in the order of the grid, which chords that were recorded are not in.
    # Led up to by anything, all notes have a pair.
    order = pairs_of(notes, notes)[1].tolist()
    begins = {note: place for place, note in enumerate(order)}
    shown, free = [], set(order)
    for run in copies.runs:
        begin = begins[run.first]
        members = order[begin : begin + run.notes]
        if not free.isdisjoint(members):
            free.difference_update(members)
            shown.append(_stretch(run, members))
    return CopiedNotes(copies.longest, copies.share, tuple(shown))


def source_bars(
    index: SourceIndex, stretch: CopiedStretch, *, is_of_take: bool = True
) -> SourceBars:
    """The whole bars of a source in which a stretch lies.

    is_of_take: the stretch, not of the melody.

    Raises:
        RequestError: the sources are not those in which it was found.
    """
    if not _is_there(index, stretch):
        raise RequestError(OTHER_SOURCES if is_of_take else OTHER_THAN_SHOWN)
    piece = index.sources.piece(stretch.piece)
    notes, last = piece.parts[0].notes, stretch.source_note + stretch.notes
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


def _is_there(index: SourceIndex, stretch: CopiedStretch) -> bool:
    """Whether the sources have a piece of that title, there and long enough."""
    if stretch.piece >= len(index.sources):
        return False
    source = index.sources.source(stretch.piece)
    starts = index.sources.starts
    count = int(starts[stretch.piece + 1] - starts[stretch.piece])
    is_same = (source.title, source.collection) == (stretch.title, stretch.collection)
    return is_same and stretch.source_note + stretch.notes <= count


def _index(ready: ReadyModel) -> SourceIndex:
    index = ready.sources
    if index is None:
        raise RequestError(NO_SOURCES.format(ready.model.card.name or "this model"))
    return index


def _stretch(run: CopiedRun, members: list[int]) -> CopiedStretch:
    follows = members == list(range(run.first, run.first + run.notes))
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
        places=() if follows else tuple(members),
    )
