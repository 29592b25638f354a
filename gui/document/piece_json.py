"""Notes and pieces as JSON, each sequence of notes written once however often it occurs.

Takes of one request share their seed, and a recipe holds the whole part it continued: what
is the same stands in one table, and everything else names its place there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gui.document.checks import MAX_TICK, flag, text, whole
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import MAX_PITCH, IntArray, NoteSequence
from melodyrnn.music.piece import Marker, Part, Piece
from melodyrnn.music.tempo import TempoChange, TempoMap

_AT_ONCE = 5000
"""Numbers written without a pause."""

_COLUMNS = ("onset", "duration", "pitch", "velocity")


class NotesOut:
    """Collects sequences of notes while a file is written."""

    def __init__(self) -> None:
        self._places: dict[NoteSequence, int] = {}
        # By identity first: to hash a long sequence takes as long as to write it.
        self._known: dict[int, tuple[NoteSequence, int]] = {}

    def place(self, notes: NoteSequence) -> int:
        """Where in the table these notes stand."""
        if id(notes) not in self._known:
            self._known[id(notes)] = notes, self._places.setdefault(notes, len(self._places))
        return self._known[id(notes)][1]

    def written(self) -> str:
        """The table as JSON: of each sequence its onsets, durations, pitches and velocities.

        In small pieces, so that no other thread waits long for its turn.
        """
        tables = (",".join(_written(notes.array[c]) for c in _COLUMNS) for notes in self._places)
        return f"[{','.join(f'[{table}]' for table in tables)}]"


class NotesIn:
    """The sequences of notes of a file that is read.

    Raises:
        ValueError: a column is no list of whole numbers in their range.
    """

    def __init__(self, data: Any) -> None:
        self._sequences = tuple(_notes(columns) for columns in data)

    def at(self, place: Any) -> NoteSequence:
        """The notes at a place of the table; raises ValueError if there are none."""
        return self._sequences[whole(place, 0, len(self._sequences) - 1)]


class _Field(NamedTuple):
    """How a field of Piece other than its parts is written and read."""

    to_json: Callable[[Any], Any]
    from_json: Callable[[Any], Any]


def piece_to_json(piece: Piece, notes: NotesOut, heard: Piece | None = None) -> dict[str, Any]:
    """A piece, less what is in `heard`: what a reader makes of the MIDI file beside it."""
    data: dict[str, Any] = {
        name: field.to_json(getattr(piece, name))
        for name, field in _FIELDS.items()
        if heard is None or getattr(heard, name) != getattr(piece, name)
    }
    data["parts"] = parts = []
    known = heard.parts if heard else ()
    track = 0
    for part in piece.parts:
        if track < len(known) and len(part.notes):  # an empty track is no part to a reader
            parts.append({"track": track} if known[track] == part else _part(part, notes))
            track += 1
        else:
            parts.append(_part(part, notes))
    return data


def piece_from_json(data: Any, notes: NotesIn, heard: Piece | None = None) -> Piece:
    """From what `piece_to_json` gave.

    Raises:
        KeyError, TypeError, ValueError: it is something else.
    """
    known = heard or Piece()
    return Piece(
        parts=tuple(_part_from(part, notes, known.parts) for part in data["parts"]),
        **{
            name: field.from_json(data[name]) if name in data else getattr(known, name)
            for name, field in _FIELDS.items()
        },
    )


def key_to_json(key: Key | None) -> str | None:
    """A key by its name."""
    return str(key) if key else None


def key_from_json(data: Any) -> Key | None:
    """From what `key_to_json` gave; raises ValueError or TypeError for anything else."""
    return None if data is None else Key.parse(text(data))


def _part(part: Part, notes: NotesOut) -> dict[str, Any]:
    return {
        "name": part.name,
        "program": part.program,
        "is_drum": part.is_drum,
        "notes": notes.place(part.notes),
    }


def _part_from(data: Any, notes: NotesIn, known: Sequence[Part]) -> Part:
    if "track" in data:
        return known[whole(data["track"], 0, len(known) - 1)]
    return Part(
        notes.at(data["notes"]),
        text(data["name"]),
        whole(data["program"], 0, 127),
        flag(data["is_drum"]),
    )


def _written(column: NDArray[np.integer]) -> str:
    slices = (column[start : start + _AT_ONCE] for start in range(0, len(column), _AT_ONCE))
    return f"[{','.join(','.join(map(str, part.tolist())) for part in slices)}]"


def _notes(columns: Any) -> NoteSequence:
    onset, duration, pitch, velocity = (_column(values) for values in columns)
    if not len(onset) == len(duration) == len(pitch) == len(velocity):
        raise ValueError("columns of different length")
    if len(pitch) and (pitch.min() < 0 or pitch.max() > MAX_PITCH):
        raise ValueError("no such pitch")
    return NoteSequence.from_columns(onset, duration, pitch, velocity)


def _column(values: Any) -> IntArray:
    column = np.array(values if values else np.empty(0, dtype=np.int64))
    if column.ndim != 1 or column.dtype.kind != "i" or np.any(column > MAX_TICK):
        raise ValueError("not a list of whole numbers")
    return column.astype(np.int64)


_FIELDS = {
    "tempos": _Field(
        lambda tempos: [list(change) for change in tempos.changes],
        lambda data: TempoMap(TempoChange(whole(t), whole(v)) for t, v in data),
    ),
    "meters": _Field(
        lambda meters: [[tick, str(meter)] for tick, meter in meters.changes],
        lambda data: MeterMap(MeterChange(whole(t), Meter.parse(v)) for t, v in data),
    ),
    "keys": _Field(
        lambda keys: [[tick, str(key)] for tick, key in keys.changes],
        lambda data: KeyMap(KeyChange(whole(t), Key.parse(v)) for t, v in data),
    ),
    "markers": _Field(
        lambda markers: [list(marker) for marker in markers],
        lambda data: tuple(Marker(whole(t), text(v)) for t, v in data),
    ),
    "title": _Field(text, text),
}
