"""Lines of music by chance, and the sources they make."""

from __future__ import annotations

import numpy as np

from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import Note, NoteSequence, without_collisions
from melodyrnn.originality.source import Source
from melodyrnn.originality.sources import SourcePiece, Sources

JIG = MeterMap([MeterChange(0, Meter(6, 8))])
IN_D = KeyMap([KeyChange(0, Key(2))])

CHORDS = (0, 240)
"""Ticks from onset to onset, where several notes begin at once."""


def line(
    seed: int,
    notes: int = 40,
    *,
    gaps: tuple[int, ...] = (240,),
    pitches: tuple[int, ...] = tuple(range(55, 80)),
    start: int = 0,
) -> NoteSequence:
    """Notes by chance, in a chord fewer; the more pitches, the less do two lines have in common."""
    rng = np.random.default_rng(seed)
    onset = start + np.cumsum(rng.choice(gaps, notes)) - (gaps[0] if len(gaps) == 1 else 0)
    duration = rng.choice([120, 240, 360], notes)
    pitch = rng.choice(pitches, notes)
    return without_collisions(NoteSequence.from_columns(onset, duration, pitch, 80))


def sources_of(*lines: NoteSequence, collection: str = "reels") -> Sources:
    """Sources named after their place: "tune 0", "tune 1" and so on."""
    return Sources.of(
        SourcePiece(Source(f"tune {i}", collection, "Fiddle", JIG, IN_D), notes)
        for i, notes in enumerate(lines)
    )


def repeated(times: int, *, pitch: int = 60, start: int = 0) -> NoteSequence:
    """One note over and over."""
    return NoteSequence(Note(start + i * 240, pitch, 240) for i in range(times))


def one_after_another(*lines: NoteSequence) -> NoteSequence:
    """Lines in a row."""
    whole = NoteSequence()
    for each in lines:
        whole = whole.merged(each.shifted(whole.end - each.start))
    return whole
