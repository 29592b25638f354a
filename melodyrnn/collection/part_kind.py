"""Part kind: what role a part plays, judged from its notes and its instrument."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np

from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Part
from melodyrnn.music.top_line import TopLine

PartKind: TypeAlias = Literal["melody", "chords", "bass", "drums", "piano", "empty"]
"""melody: one note at a time, or nearly so. bass: the same, low, under other parts.
chords: several notes at once. piano: several at once over a wide range, as two hands
play. drums: no pitches. empty: no notes."""

MOST_LOST = 0.1
"""Share of the notes that double-stops may cost before a part is no single line: a
violin in a quartet stays below."""

MOST_TRIMMED = 0.2
"""Share of the sounding time that overlaps may cost; legato stays far below."""

BASS_PITCH = 48
"""A line whose middle pitch lies below this C (an octave under middle C) is a bass."""

TWO_HANDS = 31
"""Semitones between low and high notes from which one hand does not suffice."""

_BASS_PROGRAMS = frozenset({*range(32, 40), 43, 58})
"""General MIDI's basses, the contrabass and the tuba, counted from 0."""

_UNPITCHED_PROGRAMS = frozenset({113, 115, 116, 118, 119, *range(120, 128)})
"""General MIDI's percussion and sound effects outside the drum channel, from 0."""


def part_kind(part: Part, top: TopLine, *, alone: bool) -> PartKind:
    """Judges a part whose top line is `top`; `alone` when no other part has pitches.

    A low line that is alone is the tune itself: a cello study is a melody.
    """
    if not len(part.notes):
        return "empty"
    if part.is_drum or part.program in _UNPITCHED_PROGRAMS:
        return "drums"
    if top.lost > MOST_LOST or top.trimmed > MOST_TRIMMED:
        return "piano" if _spread(part.notes) >= TWO_HANDS else "chords"
    low = part.program in _BASS_PROGRAMS or float(np.median(part.notes.pitch)) < BASS_PITCH
    return "bass" if low and not alone else "melody"


def _spread(notes: NoteSequence) -> float:
    low, high = np.percentile(notes.pitch, [5, 95])
    return float(high - low)
