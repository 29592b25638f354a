"""Records: a file's report as bytes, for the cache and for the way between processes.

A record is four bytes of length, so many bytes of JSON, then the notes column by column: steps
from onset to onset, durations, pitches, velocities, each in the fewest bytes that hold its
largest number. A column of one and the same number stands in the JSON instead. A record does
not know the name of its file: where its reason names it stands `NAMELESS`.
"""

from __future__ import annotations

import json
import struct
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from melodyrnn.collection.facts import LineFacts
from melodyrnn.collection.lines import Line
from melodyrnn.collection.scan import FileReport, PartReport
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import NOTE_DTYPE, IntArray, NoteSequence
from melodyrnn.music.tempo import TempoChange, TempoMap

NAMELESS = Path("\0")
"""What a file is called while it is reported on for a record: no file is."""

_LENGTH = struct.Struct("<I")
_COLUMNS = ("onset", "duration", "pitch", "velocity")
_PART_FIELDS = tuple(f.name for f in fields(PartReport))
_FACT_FIELDS = tuple(f.name for f in fields(LineFacts))
RECORD_FIELDS = (_PART_FIELDS, _FACT_FIELDS)
"""A record written with others is not read."""


def to_record(report: FileReport) -> bytes:
    """Writes down a report; its path is left out."""
    columns: list[bytes] = []
    said = {
        "reason": report.reason,
        "parts": [[getattr(part, name) for name in _PART_FIELDS] for part in report.parts],
        "facts": [[getattr(each, name) for name in _FACT_FIELDS] for each in report.facts],
        "offered": report.offered,
        "applied": report.applied,
        "content": report.content,
        "remark": report.remark,
        "title": report.title,
        "lines": [_line_said(line, columns) for line in report.lines],
    }
    text = json.dumps(said, separators=(",", ":")).encode()
    return b"".join((_LENGTH.pack(len(text)), text, *columns))


def from_record(record: bytes, path: Path) -> FileReport:
    """Reads the report on the file at `path`.

    Raises:
        ValueError: it is no whole record.
    """
    try:
        (length,) = _LENGTH.unpack_from(record)
        said = json.loads(record[_LENGTH.size : _LENGTH.size + length])
        columns = _Columns(record, _LENGTH.size + length)
        lines = tuple(_line(each, columns) for each in said["lines"])
        return FileReport(
            path,
            kept=bool(lines),
            reason=said["reason"].replace(str(NAMELESS), path.name),
            parts=tuple(PartReport(*row) for row in said["parts"]),
            lines=lines,
            facts=tuple(LineFacts(*row) for row in said["facts"]),
            offered=tuple(said["offered"]),
            applied=tuple(said["applied"]),
            content=said["content"],
            remark=said["remark"],
            title=said["title"],
        )
    except (struct.error, KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError("no whole record of a file") from error


def _line_said(line: Line, columns: list[bytes]) -> dict[str, Any]:
    notes = line.notes
    said = []
    for name in _COLUMNS:
        values = getattr(notes, name)
        said.append(_packed(np.diff(values, prepend=0) if name == "onset" else values, columns))
    return {
        "name": line.part_name,
        "heard": line.is_key_heard,
        "meters": [[t, m.numerator, m.denominator] for t, m in line.meters.changes],
        "keys": [[t, k.fifths, k.is_minor] for t, k in line.keys.changes],
        "tempos": line.tempos.changes,
        "count": len(notes),
        "columns": said,
    }


def _line(said: dict[str, Any], columns: _Columns) -> Line:
    table = np.empty(said["count"], dtype=NOTE_DTYPE)
    for name, how in zip(_COLUMNS, said["columns"], strict=True):
        values = columns.next(how, said["count"])
        table[name] = np.cumsum(values) if name == "onset" else values
    return Line(
        NoteSequence.from_valid(table),
        said["name"],
        MeterMap(MeterChange(t, Meter(n, d)) for t, n, d in said["meters"]),
        KeyMap(KeyChange(t, Key(fifths, is_minor)) for t, fifths, is_minor in said["keys"]),
        TempoMap(TempoChange(*change) for change in said["tempos"]),
        is_key_heard=said["heard"],
    )


def _packed(values: IntArray, columns: list[bytes]) -> str | int:
    """Puts a column away; returns its type, or the one number that it holds throughout."""
    low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    if low == high:
        return low
    kind = np.min_scalar_type(high).newbyteorder("<")
    columns.append(values.astype(kind).tobytes())
    return str(kind.str)


class _Columns:
    """Takes columns off the end of a record, in the order they were put away."""

    def __init__(self, record: bytes, position: int) -> None:
        self._record = record
        self._position = position

    def next(self, how: str | int, count: int) -> IntArray:
        """The next column, of so many numbers."""
        if isinstance(how, int):
            return np.full(count, how, dtype=np.int64)
        kind = np.dtype(how)
        values = np.frombuffer(self._record, kind, count, self._position)
        self._position += count * kind.itemsize
        return values.astype(np.int64)
