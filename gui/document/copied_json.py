"""What was found to be copied as JSON, for project files.

A file without it, or with something else in its place, is a file in which it is not known.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import astuple
from typing import Any

from gui.document.checks import number, text, whole
from gui.document.copied import CopiedNotes, CopiedStretch

_FAR = 127
"""Nothing can be moved further, in semitones."""


def copied_to_json(copied: CopiedNotes | None) -> dict[str, Any] | None:
    """As plain numbers and texts, a row for each stretch; its places end it where it has any."""
    if copied is None:
        return None
    return {
        "longest": copied.longest,
        "share": copied.share,
        "stretches": [_row(stretch) for stretch in copied.stretches],
    }


def copied_from_json(data: Any, notes: int) -> CopiedNotes | None:
    """From what `copied_to_json` gave of so many notes; None for anything else."""
    with suppress(KeyError, TypeError, ValueError):
        return CopiedNotes(
            longest=whole(data["longest"], 0, notes),
            share=number(data["share"], 0.0, 1.0),
            stretches=tuple(_stretch(row, notes) for row in data["stretches"]),
        )
    return None


def _row(stretch: CopiedStretch) -> list[Any]:
    *said, places = astuple(stretch)
    return [*said, list(places)] if places else said


def _stretch(row: Any, count: int) -> CopiedStretch:
    first, notes, title, collection, piece, source_note, first_bar, last_bar, semitones = row[:9]
    return CopiedStretch(
        first=whole(first, 0, count - 1),
        notes=whole(notes, 1, count if row[9:] else count - first),
        title=text(title),
        collection=text(collection),
        piece=whole(piece),
        source_note=whole(source_note),
        first_bar=whole(first_bar),
        last_bar=whole(last_bar),
        semitones=whole(semitones, -_FAR, _FAR),
        places=_places(row[9:], notes, count),
    )


def _places(end: Any, notes: int, count: int) -> tuple[int, ...]:
    """What a row ends with: nothing, or as many places as there are notes."""
    if not end:
        return ()
    (places,) = end
    if len(set(places)) != notes:
        raise ValueError("not one place for each note")
    return tuple(whole(place, 0, count - 1) for place in places)
