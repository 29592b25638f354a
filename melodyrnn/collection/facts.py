"""Facts: what a line amounts to, in figures that stay when its notes are let go."""

from __future__ import annotations

from dataclasses import dataclass

from melodyrnn.collection.character import KeySource, main_key, main_meter, off_grid_share
from melodyrnn.collection.lines import Line


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line to learn from. bars: from its first to its last. off_grid: as in a part."""

    name: str
    notes: int
    bars: int
    seconds: float
    meter: str
    key: str
    key_source: KeySource
    off_grid: float


def line_facts(line: Line) -> LineFacts:
    """What a line amounts to."""
    notes = line.notes
    key, source = main_key(notes, line.keys)
    return LineFacts(
        name=line.part_name,
        notes=len(notes),
        bars=int(line.meters.locate(max(notes.end - 1, 0)).bar) + 1,
        seconds=round(line.seconds, 3),
        meter=str(main_meter(notes, line.meters)),
        key=key,
        key_source="detected" if source == "stated" and line.is_key_heard else source,
        off_grid=round(off_grid_share(notes.onset), 4),
    )
