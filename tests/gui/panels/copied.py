"""Copied notes and their source, for tests."""

from __future__ import annotations

from gui.document.copied import CopiedNotes, CopiedStretch
from gui.requests import SourceBars
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import simple_piece


def stretch(first: int = 0, notes: int = 8, title: str = "Off She Goes") -> CopiedStretch:
    """So many notes from `first` on, of a tune in the collection folk, 5 semitones lower."""
    return CopiedStretch(first, notes, title, "folk", 3, 17, 3, 5, -5)


def copied(*stretches: CopiedStretch, share: float = 0.5) -> CopiedNotes:
    """What was found; the longest stretch comes first."""
    return CopiedNotes(stretches[0].notes if stretches else 5, share, stretches)


def source_bars(found: CopiedStretch | None = None) -> SourceBars:
    """Three bars of quarters in the source; all but the first two and the last are copied."""
    notes = NoteSequence(Note(i * 480, 60 + i % 5, 480) for i in range(12))
    return SourceBars(found or stretch(notes=9), "Fiddle", simple_piece(notes), (2, 11))
