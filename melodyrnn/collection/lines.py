"""Lines: the sequences of notes that a piece offers to learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from melodyrnn.collection.bars import TimeMaps, cut, cut_maps, empty_bars
from melodyrnn.collection.part_kind import PartKind, part_kind
from melodyrnn.music.key import KeyMap
from melodyrnn.music.meter import MeterMap
from melodyrnn.music.notes import NoteSequence, without_collisions
from melodyrnn.music.piece import Part, Piece
from melodyrnn.music.tempo import TempoMap
from melodyrnn.music.top_line import TopLine, top_line, without_low_strays

PartChoice: TypeAlias = Literal["melody", "top", "merged"]
"""melody: each part that is a melody line. top: those, and the top line of parts with
several notes at once. merged: all parts with pitches together, as one polyphonic line."""

ALL_PARTS = "all parts"
"""The part name of a merged line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sequence of notes to learn from, with the maps that belong to it.

    It begins in its first bar: empty bars before the first note are cut, and so are
    long silences, all by whole bars, so that every note keeps its place in the bar.

    is_key_heard: the key was heard from the notes of the whole piece, not stated in the file.
    """

    notes: NoteSequence
    part_name: str
    meters: MeterMap
    keys: KeyMap
    tempos: TempoMap
    is_key_heard: bool = False

    @property
    def seconds(self) -> float:
        """How long it plays, at its own tempos."""
        return float(self.tempos.seconds_at(self.notes.end))

    def as_piece(self) -> Piece:
        """The line as a piece of one part."""
        part = Part(self.notes, name=self.part_name)
        return Piece((part,), tempos=self.tempos, meters=self.meters, keys=self.keys)


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """A part, what it is, and its top line (the notes themselves where it is a line)."""

    part: Part
    kind: PartKind
    top: TopLine


def judge_parts(piece: Piece) -> list[JudgedPart]:
    """Says of each part what it is."""
    tops = [top_line(p.notes) for p in piece.parts]
    pitched = sum(1 for p in piece.parts if len(p.notes) and not p.is_drum)
    return [
        JudgedPart(part, part_kind(part, top, alone=pitched == 1), top)
        for part, top in zip(piece.parts, tops, strict=True)
    ]


def chosen_notes(judged: JudgedPart, *, with_top_lines: bool) -> NoteSequence | None:
    """The notes of a part to learn from, one at a time; None where nothing is taken.

    with_top_lines: take the top line of chords and piano parts too.
    """
    if judged.kind == "melody":
        return judged.top.notes
    if with_top_lines and judged.kind in ("chords", "piano"):
        return without_low_strays(judged.top.notes)
    return None


def merged_notes(judged: Sequence[JudgedPart]) -> NoteSequence:
    """All notes that have a pitch, a key never struck while it is held."""
    arrays = [each.part.notes.array for each in judged if each.kind != "drums"]
    if not arrays:
        return NoteSequence()
    return without_collisions(NoteSequence.from_array(np.concatenate(arrays)))


def make_line(
    notes: NoteSequence, part_name: str, piece: Piece, *, max_silence_bars: int | None = 1
) -> Line:
    """Cuts the empty bars of some of a piece's notes and makes them a line.

    max_silence_bars: whole empty bars in a row that stay between notes; None: all.
    """
    spans = empty_bars(notes, piece.meters, most=max_silence_bars)
    maps = cut_maps(TimeMaps(piece.meters, piece.keys, piece.tempos), spans)
    return Line(cut(notes, spans), part_name, maps.meters, maps.keys, maps.tempos)
