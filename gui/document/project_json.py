"""A project as JSON: all of it but what the MIDI file beside it holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

from gui.document.checks import flag, number, one_of, text, whole
from gui.document.copied_json import copied_from_json, copied_to_json
from gui.document.piece_json import (
    NotesIn,
    NotesOut,
    key_from_json,
    key_to_json,
    piece_from_json,
    piece_to_json,
)
from gui.document.project import Idea, Project, Span, Status, Track
from gui.document.settings_json import settings_from_json, settings_to_json
from melodyrnn.generation.recipe import Recipe
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Part, Piece


def project_to_json(
    project: Project, ideas: Sequence[Idea], heard: Piece | None, notes: NotesOut
) -> dict[str, Any]:
    """A project with some of its ideas; `notes` collects what becomes its table "notes".

    heard: what a reader makes of the MIDI file beside it; None: there is none.
    """
    pieces = _PiecesOut(notes)
    return {
        "piece": piece_to_json(project.piece, notes, heard),
        "melody": project.melody,
        "tracks": [_track_to_json(track) for track in project.tracks],
        "loop": _span_to_json(project.loop),
        "is_looping": project.is_looping,
        "key": key_to_json(project.key),
        "settings": settings_to_json(project.settings),
        "ideas": [_idea_to_json(idea, notes, pieces) for idea in ideas],
        "pieces": pieces.to_json(),  # last: only now the table is whole
    }


def project_from_json(data: Any, heard: Piece | None) -> Project:
    """From what `project_to_json` gave, with the table of notes.

    Raises:
        KeyError, TypeError, ValueError, RequestError: it is something else.
    """
    notes = NotesIn(data["notes"])
    pieces = [piece_from_json(piece, notes) for piece in data["pieces"]]
    return Project(
        piece=piece_from_json(data["piece"], notes, heard),
        melody=whole(data["melody"]),
        tracks=tuple(_track_from_json(track) for track in data["tracks"]),
        loop=_span_from_json(data["loop"]),
        is_looping=flag(data["is_looping"]),
        key=key_from_json(data["key"]),
        ideas=tuple(_idea_from_json(idea, notes, pieces) for idea in data["ideas"]),
        settings=settings_from_json(data["settings"]),
    )


class _PiecesOut:
    """Collects the pieces that recipes continue: takes of one request share theirs."""

    def __init__(self, notes: NotesOut) -> None:
        self._notes = notes
        self._places: dict[str, int] = {}

    def place(self, piece: Piece) -> int:
        """Where in the table it stands."""
        written = json.dumps(piece_to_json(piece, self._notes))
        return self._places.setdefault(written, len(self._places))

    def to_json(self) -> list[dict[str, Any]]:
        """The table."""
        return [json.loads(written) for written in self._places]


def _track_to_json(track: Track) -> dict[str, Any]:
    return {
        "volume": track.volume,
        "is_muted": track.is_muted,
        "is_soloed": track.is_soloed,
    }


def _track_from_json(data: Any) -> Track:
    return Track(
        volume=number(data["volume"], 0.0, 1.0),
        is_muted=flag(data["is_muted"]),
        is_soloed=flag(data["is_soloed"]),
    )


def _span_to_json(span: Span | None) -> list[int] | None:
    return None if span is None else [int(span.start), int(span.end)]


def _span_from_json(data: Any) -> Span | None:
    if data is None:
        return None
    start, end = data
    return Span(whole(start), whole(end))


def _idea_to_json(idea: Idea, notes: NotesOut, pieces: _PiecesOut) -> dict[str, Any]:
    data = {
        "identifier": idea.identifier,
        "name": idea.name,
        "made": idea.made,
        "status": idea.status,
        "is_starred": idea.is_starred,
        "plays": idea.plays,
        "surprise": idea.surprise,
        "key": key_to_json(idea.key),
        "span": _span_to_json(idea.span),
        "notes": notes.place(idea.notes),
        "seed": notes.place(idea.seed),
        "recipe": None,
        "copies": copied_to_json(idea.copies),
    }
    if idea.recipe:
        # The recipe writes itself, whatever it may come to hold, less the piece it continues.
        data["recipe"] = replace(idea.recipe, piece=_nothing()).to_json()
        data["piece"] = pieces.place(idea.recipe.piece)
    return data


def _idea_from_json(data: Any, notes: NotesIn, pieces: Sequence[Piece]) -> Idea:
    recipe = None
    if data["recipe"] is not None:
        piece = pieces[whole(data["piece"], 0, len(pieces) - 1)]
        recipe = replace(Recipe.from_json(data["recipe"]), piece=piece)
    span = _span_from_json(data["span"])
    if span is None:
        raise ValueError("an idea without its place")
    written = notes.at(data["notes"])
    return Idea(
        identifier=text(data["identifier"]),
        name=text(data["name"]),
        made=text(data["made"]),
        status=one_of(data["status"], get_args(Status)),
        is_starred=flag(data["is_starred"]),
        plays=whole(data["plays"]),
        surprise=number(data["surprise"]),
        key=key_from_json(data["key"]),
        span=span,
        notes=written,
        seed=notes.at(data["seed"]),
        recipe=recipe,
        copies=copied_from_json(data.get("copies"), len(written)),
    )


def _nothing() -> Piece:
    return Piece((Part(NoteSequence()),))
