"""A source: what is told of one line of music that was learned from, and how that is written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap

_Kind = TypeVar("_Kind")

_TICKS = 2**60
"""More than any music has."""


@dataclass(frozen=True, slots=True)
class Source:
    """One line of music that was learned from.

    title: the piece's, or the name of its file. collection: its folder's name.
    """

    title: str
    collection: str = ""
    part_name: str = ""
    meters: MeterMap = field(default_factory=MeterMap)
    keys: KeyMap = field(default_factory=KeyMap)


def told(sources: Sequence[Source]) -> bytes:
    """Names, meters and keys as JSON, where what many have in common stands once."""
    tables: list[dict[Any, int]] = [{}, {}, {}, {}]
    rows = []
    for s in sources:
        shared = (s.collection, s.part_name, s.meters, s.keys)
        places = (t.setdefault(v, len(t)) for t, v in zip(tables, shared, strict=True))
        rows.append([s.title, *places])
    collections, parts, meters, keys = tables
    said = {
        "collections": list(collections),
        "parts": list(parts),
        "meters": [[[t, m.numerator, m.denominator] for t, m in x.changes] for x in meters],
        "keys": [[[t, k.fifths, k.is_minor] for t, k in x.changes] for x in keys],
        "rows": rows,
    }
    return json.dumps(said, separators=(",", ":")).encode()


def heard(data: bytes) -> tuple[Source, ...]:
    """The reverse of `told`.

    Raises:
        ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError: it is not ours.
    """
    said = json.loads(data)
    collections, parts = ([str(text) for text in said[name]] for name in ("collections", "parts"))
    meters = [
        MeterMap(MeterChange(_below(_TICKS, t), Meter(int(n), int(d))) for t, n, d in x)
        for x in said["meters"]
    ]
    keys = [
        KeyMap(KeyChange(_below(_TICKS, t), Key(int(f), bool(m))) for t, f, m in x)
        for x in said["keys"]
    ]
    return tuple(
        Source(str(title), _of(collections, c), _of(parts, p), _of(meters, m), _of(keys, k))
        for title, c, p, m, k in said["rows"]
    )


def _of(table: Sequence[_Kind], place: object) -> _Kind:
    return table[_below(len(table), place)]


def _below(end: int, value: object) -> int:
    """A whole number from 0 and below `end`; raises ValueError if it is none."""
    if not isinstance(value, int) or not 0 <= value < end:
        raise ValueError(f"{value!r} is no place")
    return value
