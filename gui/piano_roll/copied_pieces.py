"""Which notes a bracket is to mark as copied together, worked out once for what was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gui.document.copied import CopiedNotes

_FEWEST = 2
"""What a longer run leaves of another is only marked from so many notes on."""


class Piece(NamedTuple):
    """Notes that follow one another and have the same longest run: from first to last."""

    label: str
    first: int
    last: int


def pieces_of(found: CopiedNotes) -> Iterator[Piece]:
    """What brackets are to mark, each note once: by the longest run that it lies in."""
    taken: set[int] = set()
    for stretch in found.stretches:  # the longest first
        label = f"{stretch.notes} · {stretch.title}"
        notes = sorted(set(stretch.members) - taken)
        taken.update(notes)
        begun = 0
        for i in range(1, len(notes) + 1):
            if i == len(notes) or notes[i] != notes[i - 1] + 1:
                if i - begun >= _FEWEST:
                    yield Piece(label, notes[begun], notes[i - 1])
                begun = i
