"""Recipes: all that brings back a take, note for note, as one JSON object."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from melodyrnn import __version__
from melodyrnn.errors import RequestError
from melodyrnn.generation.request import MAX_TAKES, NO_RECIPE, TakeRequest
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Marker, Part, Piece
from melodyrnn.music.tempo import TempoChange, TempoMap

FORMAT = 3
"""Number of the JSON form, raised when an older program could not read it.

2: `prefix` was added. 3: a limit to copying was, which older programs would not keep. A recipe
is written in the lowest form that says all of it.
"""

MAX_TICK = 2**40
"""No seed is longer than a thousand hours."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one take was made from.

    piece: the part that was continued and the maps it lies in; other parts do not matter.
    key: what the user said it is, if anything. take: its number, from 1.
    model and identity: name and hash of the model. version: the program that made it.
    prefix: notes that the take begins with, kept from the take it is a variation of.
    """

    piece: Piece
    request: TakeRequest
    key: Key | None
    take: int
    model: str
    identity: str
    version: str = __version__
    prefix: NoteSequence = field(default_factory=NoteSequence)

    def to_json(self) -> dict[str, Any]:
        """As plain lists, numbers and texts."""
        said = {
            "format": self._format(),
            "version": self.version,
            "model": {"name": self.model, "identity": self.identity},
            "request": self.request.to_json(),
            "key": str(self.key) if self.key else None,
            "take": self.take,
            "seed": _seed_to_json(self.piece),
        }
        return said | {"prefix": _notes_to_json(self.prefix)} if len(self.prefix) else said

    def _format(self) -> int:
        if self.request.most_copied:
            return FORMAT
        return 2 if len(self.prefix) else 1

    @classmethod
    def from_json(cls, data: Any) -> Recipe:
        """From what `to_json` gave.

        Raises:
            RequestError: it is no recipe, or one of a newer version.
        """
        try:
            if _whole(data["format"], 1) > FORMAT:
                raise RequestError("The recipe is from a newer version; update to use it.")
            return cls(
                piece=_seed_from_json(data["seed"]),
                request=TakeRequest.from_json(data["request"]),
                key=None if data["key"] is None else Key.parse(data["key"]),
                take=_whole(data["take"], 1, MAX_TAKES),
                model=_text(data["model"]["name"]),
                identity=_text(data["model"]["identity"]),
                version=_text(data["version"]),
                prefix=_notes(data.get("prefix", [])),
            )
        except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
            raise RequestError(NO_RECIPE) from error


def _seed_to_json(piece: Piece) -> dict[str, Any]:
    part = piece.parts[0]
    return {
        "title": piece.title,
        "part": {"name": part.name, "program": part.program, "is_drum": part.is_drum},
        "notes": _notes_to_json(part.notes),
        "tempos": [list(change) for change in piece.tempos.changes],
        "meters": [[tick, str(meter)] for tick, meter in piece.meters.changes],
        "keys": [[tick, str(key)] for tick, key in piece.keys.changes],
        "markers": [list(marker) for marker in piece.markers],
    }


def _seed_from_json(data: Any) -> Piece:
    part = data["part"]
    return Piece(
        parts=(
            Part(
                notes=_notes(data["notes"]),
                name=_text(part["name"]),
                program=_whole(part["program"], 0, 127),
                is_drum=part["is_drum"] is True,
            ),
        ),
        tempos=TempoMap(TempoChange(_tick(t), _whole(v)) for t, v in data["tempos"]),
        meters=MeterMap(MeterChange(_tick(t), Meter.parse(v)) for t, v in data["meters"]),
        keys=KeyMap(KeyChange(_tick(t), Key.parse(v)) for t, v in data["keys"]),
        markers=tuple(Marker(_tick(t), _text(v)) for t, v in data["markers"]),
        title=_text(data["title"]),
    )


def _notes_to_json(notes: NoteSequence) -> list[list[int]]:
    return [[n.onset, n.duration, n.pitch, n.velocity] for n in notes]


def _notes(rows: Any) -> NoteSequence:
    return NoteSequence(
        Note(onset=_tick(onset), duration=_tick(duration), pitch=pitch, velocity=velocity)
        for onset, duration, pitch, velocity in ([_whole(v) for v in row] for row in rows)
    )


def _tick(value: Any) -> int:
    return _whole(value, 0, MAX_TICK)


def _whole(value: Any, low: int = 0, high: int = MAX_TICK) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError("not a whole number in its range")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
