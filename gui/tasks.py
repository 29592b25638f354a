"""What the worker process does for the window: each task a generator of answers.

What a task answers with stands at its request (`gui.requests`). An answer of None is a
breath: nothing to show, but a moment at which the task can be cancelled.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from gui.copy_tasks import copied_notes
from gui.document.importing import browse, open_file, project_around
from gui.document.project import Idea, Span
from gui.document.settings import STOPS, TakeSettings
from gui.requests import (
    CardRequest,
    ExportRequest,
    FolderEntry,
    FolderRequest,
    HintsRequest,
    ModelsRequest,
    ModelSummary,
    MoreRequest,
    OpenRequest,
    ReadRequest,
    RecipeRequest,
    SurpriseRequest,
    TakesRequest,
    UnfinishedRequest,
    WarmRequest,
)
from gui.workshop import Workshop
from melodyrnn.card import Card
from melodyrnn.card_text import summary
from melodyrnn.checkpoint import read_card, read_description
from melodyrnn.collection.melody import melody_part
from melodyrnn.course.run_file import list_runs
from melodyrnn.errors import ModelFileError, RequestError
from melodyrnn.export.audio import render_audio
from melodyrnn.export.sound_file import write_audio
from melodyrnn.generation.boldness import Temperatures
from melodyrnn.generation.continuing import Continuation
from melodyrnn.generation.hints import likely_notes
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.recipe import Recipe
from melodyrnn.generation.recipe_model import recipe_model
from melodyrnn.generation.recreating import recipe_of
from melodyrnn.generation.request import NO_RECIPE, TakeRequest
from melodyrnn.generation.streaming import stream_recipe, stream_takes
from melodyrnn.generation.surprise import note_surprise
from melodyrnn.generation.variation import stream_variations
from melodyrnn.midi.reading import read_midi
from melodyrnn.midi.writing import write_midi
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Part, Piece
from melodyrnn.originality.sources import sources_path
from melodyrnn.shelf import find_model, own_folder, shelved_models

Answers: TypeAlias = Iterator[object]


def warm(shop: Workshop, request: WarmRequest) -> Answers:
    """Loads a model and lets it write a bar, so that the first takes come at once."""
    ready = shop.model(request.model)
    yield None
    meters = MeterMap([MeterChange(0, Meter())])
    trial = Piece((Part(NoteSequence()),), meters=meters)
    for _ in stream_takes(ready, trial, 0, TakeRequest(bars=1, takes=2)):
        yield None


def write_takes(shop: Workshop, request: TakesRequest) -> Answers:
    """Continues a part; all its notes are the seed."""
    ready = shop.model(request.settings.model)
    wish = _wish(ready, request.settings)
    if wish.key_rule == "only" and not (request.key or _has_key(request.piece, request.part)):
        raise RequestError("There is no key to stay in yet; write a few notes or choose the key.")
    stream = stream_takes(ready, request.piece, request.part, wish, key=request.key)
    yield from _ideas(stream, request.first_number, request.now)


def more_like(shop: Workshop, request: MoreRequest) -> Answers:
    """Varies an idea with the model that made it; it copies no more than is allowed now."""
    idea, settings = request.idea, request.settings
    if idea.recipe is None:
        raise RequestError("This idea was made by hand; choose a take of the network's to vary.")
    ready = shop.model_at(recipe_model(idea.recipe, shop.folders))
    wish = replace(idea.recipe.request, most_copied=settings.most_copied)
    another = 0 if settings.is_seed_locked else request.first_number
    stream = stream_variations(
        ready,
        replace(idea.recipe, request=wish),
        idea.notes,
        distance=request.distance,
        takes=settings.takes,
        random_seed=settings.random_seed + another,
    )
    yield from _ideas(stream, request.first_number, request.now)


def recreate(shop: Workshop, request: RecipeRequest) -> Answers:
    """Brings back the take of a recipe."""
    try:
        recipe = Recipe.from_json(json.loads(request.text))
    except (ValueError, RecursionError) as error:
        raise RequestError(NO_RECIPE) from error
    ready = shop.model_at(recipe_model(recipe, shop.folders))
    yield from _ideas(stream_recipe(ready, recipe), request.number, request.now)


def likely_next(shop: Workshop, request: HintsRequest) -> Answers:
    """Where the model would go from a point of the melody."""
    ready = shop.model(request.settings.model)
    wish = _wish(ready, request.settings)
    piece, part = request.piece, request.part
    yield likely_notes(ready, piece, part, wish, tick=request.tick, key=request.key)


def surprise_of(shop: Workshop, request: SurpriseRequest) -> Answers:
    """How surprising the model finds each note."""
    ready = shop.model(request.model)
    yield None
    yield note_surprise(ready, request.piece, request.part, key=request.key)


def models(shop: Workshop, _request: ModelsRequest) -> Answers:
    """What models there are; a file that is damaged is passed over."""
    found = []
    for shelved in shelved_models(shop.folders):
        try:
            config, card = read_description(shelved.path)
        except ModelFileError:
            continue
        has_sources = sources_path(shelved.path).is_file()
        found.append(model_summary(shelved.name, card, config.styles, has_sources=has_sources))
        yield None
    yield tuple(found)


def unfinished(shop: Workshop, _request: UnfinishedRequest) -> Answers:
    """Trainings that were interrupted, not stopped by the user."""
    runs = list_runs(own_folder(shop.folders))
    yield tuple(run for run in runs if not run.is_finished and run.ended != "stopped")


def model_card(shop: Workshop, request: CardRequest) -> Answers:
    """The card of one model."""
    yield read_card(find_model(request.model or None, shop.folders))


def list_folder(_shop: Workshop, request: FolderRequest) -> Answers:
    """The MIDI files of a folder, one after another."""
    for file in browse(request.folder):
        counts = {choice.index: (choice.name, choice.note_count) for choice in file.parts}
        parts = tuple(counts.get(i, ("", 0)) for i in range(max(counts, default=-1) + 1))
        yield FolderEntry(file.path, file.title, parts, file.melody, file.reason)


def read_piece(_shop: Workshop, request: ReadRequest) -> Answers:
    """A MIDI file as it stands."""
    piece = read_midi(request.path)
    yield piece, melody_part(piece, request.path.name)


def open_path(_shop: Workshop, request: OpenRequest) -> Answers:
    """A project or a MIDI file as what the window shows next."""
    opened = open_file(request.path)
    if request.part is not None and not opened.is_project:
        piece = read_midi(request.path)
        project = project_around(piece, request.path.name, request.part)
        opened = replace(opened, project=project)
    yield opened


def export(_shop: Workshop, request: ExportRequest) -> Answers:
    """Writes MIDI or sound, the whole file or nothing."""
    if request.form == "midi":
        write_midi(request.piece, request.path, length=request.length)
    else:
        soundfont = Path(request.soundfont) if request.soundfont else None
        audio = render_audio(request.piece, soundfont=soundfont)
        yield None
        write_audio(audio, request.path)
    yield request.path


def take_request(settings: TakeSettings, card: Card) -> TakeRequest:
    """What the settings of the panel mean to the model of a card.

    Raises:
        RequestError: a setting out of its range.
    """
    heat = Temperatures.of(card)
    return TakeRequest(
        bars=settings.bars,
        takes=settings.takes,
        pitch_temperature=heat.pitch.at(settings.pitch_boldness),
        rhythm_temperature=heat.rhythm.at(settings.rhythm_boldness),
        key_rule=settings.key_rule,
        lowest=settings.lowest,
        highest=settings.highest,
        ending=settings.ending,
        style=settings.style,
        random_seed=settings.random_seed,
        most_copied=settings.most_copied,
    )


def model_summary(
    name: str, card: Card, styles: tuple[str, ...], *, has_sources: bool = False
) -> ModelSummary:
    """A model as the window offers it."""
    heat = Temperatures.of(card)
    return ModelSummary(
        name=name,
        summary=summary(card),
        styles=styles,
        typical=card.nats_per_note.get("without_velocity", 0.0),
        temperatures=tuple((heat.pitch.at(i), heat.rhythm.at(i)) for i in range(len(STOPS))),
        has_sources=has_sources,
        has_chords=card.has_chords,
    )


def idea_of(continuation: Continuation, name: str, now: str) -> Idea:
    """The one take of a continuation, as an idea."""
    (take,) = continuation.takes
    seed = continuation.seed
    return Idea(
        notes=take.notes,
        span=Span(seed.start, seed.end),
        seed=seed.notes,
        name=name,
        surprise=take.nats_per_note,
        key=seed.key,
        recipe=recipe_of(continuation, continuation.first),
        made=now,
        copies=copied_notes(take.copies, take.notes),
    )


def _ideas(stream: Iterator[Continuation | None], first_number: int, now: str) -> Answers:
    number = first_number
    for found in stream:
        if found is None:
            yield None
        else:
            yield idea_of(found, f"Idea {number}", now)
            number += 1


def _wish(ready: ReadyModel, settings: TakeSettings) -> TakeRequest:
    return take_request(settings, ready.model.card)


def _has_key(piece: Piece, part: int) -> bool:
    return bool(piece.keys.changes) or len(piece.parts[part].notes) > 0
