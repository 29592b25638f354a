"""Copies: which notes of a take stand in the sources, and where there.

A run of n notes is n intervals and n durations in a row, each interval with the note before
(`melodyrnn.originality.pairs`); so the very first note of music, which has none before it, is
not compared. A piece that is in the sources is found as one run of all notes but that one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from melodyrnn.music.notes import IntArray, NoteSequence
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.pairs import pairs_of

COUNTS_AS_COPIED = 8
"""Notes of a run that counts as copied; shorter ones are anybody's."""


@dataclass(frozen=True, slots=True)
class CopiedRun:
    """Some notes in a row that stand in a source.

    first: number of the first of them in the take. source_index: number of the source.
    source_note: number of the first of them there. first_bar, last_bar: there, from 1.
    semitones: from the source up to the take.
    """

    first: int
    notes: int
    source_index: int
    title: str
    collection: str
    source_note: int
    first_bar: int
    last_bar: int
    semitones: int


@dataclass(frozen=True, slots=True, eq=False)
class Copies:
    """What of a take is copied.

    notes: of the take. longest: notes of the longest run, whether it counts as copied or not.
    share: of the notes that can be compared, those that lie in a run that counts as copied.
    runs: those that count as copied, longest first, none inside another. by_note: (notes,),
    the length of the longest run each note lies in, whether it counts or not.
    """

    notes: int
    longest: int
    share: float
    runs: tuple[CopiedRun, ...]
    by_note: IntArray


def find_copies(
    index: SourceIndex,
    notes: NoteSequence,
    *,
    before: NoteSequence | None = None,
    exclude: frozenset[int] = frozenset(),
) -> Copies:
    """Looks for a take in the sources.

    before: what the take goes on from; none of its notes counts, but it gives the first note
    of the take its interval. exclude: numbers of sources not to look in.
    """
    pairs, place = pairs_of(notes, before)
    lengths, found = index.match_lengths(pairs, exclude)
    # A run goes on in that of the note before unless it is longer than what is left of that.
    is_own = lengths > np.append(0, lengths[:-1]) - 1
    starts = np.flatnonzero(is_own & (lengths > 0))
    starts = starts[np.argsort(-lengths[starts], kind="stable")]
    in_run = np.zeros(len(pairs), dtype=np.int64)
    for start in starts[::-1].tolist():
        in_run[start : start + lengths[start]] = lengths[start]
    by_note = np.zeros(len(notes), dtype=np.int64)
    by_note[place] = in_run
    by_note.flags.writeable = False
    copied = starts[lengths[starts] >= COUNTS_AS_COPIED].tolist()
    return Copies(
        notes=len(notes),
        longest=int(lengths.max(initial=0)),
        share=float((in_run >= COUNTS_AS_COPIED).mean()) if len(pairs) else 0.0,
        runs=tuple(
            _run(index, notes, int(place[start]), int(found[start]), int(lengths[start]))
            for start in copied
        ),
        by_note=by_note,
    )


def _run(index: SourceIndex, notes: NoteSequence, first: int, place: int, length: int) -> CopiedRun:
    sources = index.sources
    number, note = index.where(place)
    source = sources.source(number)
    return CopiedRun(
        first=first,
        notes=length,
        source_index=number,
        title=source.title,
        collection=source.collection,
        source_note=note,
        first_bar=sources.bar(number, note),
        last_bar=sources.bar(number, note + length - 1),
        semitones=int(notes.pitch[first]) - int(sources.pitch[place]),
    )
