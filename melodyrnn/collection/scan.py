"""Scan: what each file of a collection holds, what is kept to learn from, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from melodyrnn.collection.bars import with_whole_pickup
from melodyrnn.collection.character import NO_KEY, KeySource, main_key, main_meter, off_grid_share
from melodyrnn.collection.lines import (
    ALL_PARTS,
    JudgedPart,
    Line,
    PartChoice,
    chosen_notes,
    judge_parts,
    make_line,
    merged_notes,
)
from melodyrnn.collection.near_duplicates import duplicate_groups
from melodyrnn.collection.part_kind import PartKind
from melodyrnn.collection.reasons import (
    file_reason,
    part_name,
    why_accompaniment,
    why_doubled,
    why_left_out,
    why_too_little,
)
from melodyrnn.errors import MelodyRnnError
from melodyrnn.midi.reading import read_midi
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Piece


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """What to take from a file, and how little is too little."""

    choice: PartChoice = "melody"
    """Which parts become lines."""
    min_notes: int = 8
    """A line of fewer notes is too short to learn from."""
    min_distinct_pitches: int = 3
    """A line on fewer pitches (octaves counted once) is a signal or a drone, not a melody."""
    keep_patterns: bool = False
    """Whether a line that is one short pattern over and over is kept all the same."""
    max_silence_bars: int | None = 1
    """Whole empty bars in a row that stay inside a line; None keeps them all."""
    sustain: bool = False
    """Whether the sustain pedal makes notes longer."""


@dataclass(frozen=True, slots=True)
class PartReport:
    """One part of a file. Counts are of the part as it stands in the file.

    kept: whether a line was taken from it; reason: why not, empty when kept.
    bars: from its first to its last sounding bar. lowest, highest: MIDI pitches, None
    when there are none. meter: the one most notes stand in. key: likewise, stated in
    the file or else heard, as `key_source` says ("" and "none" for drums).
    off_grid: share of the notes that do not begin on a 24th of a quarter.
    """

    name: str
    kind: PartKind
    kept: bool
    reason: str
    notes: int
    bars: int
    lowest: int | None
    highest: int | None
    meter: str
    key: str
    key_source: KeySource
    off_grid: float


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file: what was found, and the lines to learn from; `reason` says why none."""

    path: Path
    kept: bool
    reason: str
    parts: tuple[PartReport, ...] = ()
    lines: tuple[Line, ...] = ()


def scan(paths: Iterable[Path], settings: ScanSettings | None = None) -> Iterator[FileReport]:
    """Reports on file after file, in order.

    A report depends on its file's bytes and the settings alone.
    """
    settings = settings or ScanSettings()
    for path in paths:
        yield scan_file(path, settings)


def scan_file(path: Path, settings: ScanSettings) -> FileReport:
    """Reads one file and takes its lines; one that cannot be read is reported, not raised."""
    try:
        piece = read_midi(path, sustain=settings.sustain)
    except MelodyRnnError as error:
        return FileReport(path, kept=False, reason=str(error))
    return scan_piece(piece, path, settings)


def scan_piece(piece: Piece, path: Path, settings: ScanSettings) -> FileReport:
    """Reports on a piece that was read from `path`."""
    piece = with_whole_pickup(piece)
    judged = judge_parts(piece)
    names = [part_name(each.part.name, i) for i, each in enumerate(judged, start=1)]
    if settings.choice == "merged":
        lines, reasons = _merged(piece, judged, settings)
    else:
        lines, reasons = _part_by_part(piece, judged, names, settings)
    parts = tuple(map(_part_report, judged, names, reasons, [piece] * len(judged)))
    reason = "" if lines else file_reason(names, [each.kind for each in judged], reasons)
    return FileReport(path, kept=bool(lines), reason=reason, parts=parts, lines=lines)


_Selection: TypeAlias = tuple[tuple[Line, ...], list[str]]
"""The lines taken, and for each part why none was taken from it."""


def _part_by_part(
    piece: Piece, judged: Sequence[JudgedPart], names: Sequence[str], settings: ScanSettings
) -> _Selection:
    chosen = [chosen_notes(each, with_top_lines=settings.choice == "top") for each in judged]
    reasons = [
        why_left_out(each.kind) if notes is None else _why_no_melody(notes, settings)
        for each, notes in zip(judged, chosen, strict=True)
    ]
    good = [(i, notes) for i, notes in enumerate(chosen) if notes is not None and not reasons[i]]
    for i, twin in _doubled(judged, good).items():
        reasons[i] = why_doubled(names[twin])
    lines = [_line(notes, names[i], piece, settings) for i, notes in good if not reasons[i]]
    return tuple(lines), reasons


def _merged(piece: Piece, judged: Sequence[JudgedPart], settings: ScanSettings) -> _Selection:
    notes = merged_notes(judged)
    reason = _why_too_little(notes, settings)
    left_out = [why_left_out(e.kind) if e.kind in ("drums", "empty") else reason for e in judged]
    return (() if reason else (_line(notes, ALL_PARTS, piece, settings),)), left_out


def _doubled(
    judged: Sequence[JudgedPart], lines: Sequence[tuple[int, NoteSequence]]
) -> dict[int, int]:
    """For each numbered line that doubles another, in octaves or as an echo: the one kept.

    A melody goes before a top line, then the fuller of two.
    """
    if len(lines) < 2:
        return {}
    best_first = sorted(lines, key=lambda x: (judged[x[0]].kind != "melody", -len(x[1])))
    groups = duplicate_groups([notes for _, notes in best_first])
    kept: dict[int, int] = {}
    for group, (number, _) in zip(groups, best_first, strict=True):
        kept.setdefault(group, number)
    doubles = zip(groups, best_first, strict=True)
    return {number: kept[group] for group, (number, _) in doubles if number != kept[group]}


def _line(notes: NoteSequence, name: str, piece: Piece, settings: ScanSettings) -> Line:
    return make_line(notes, name, piece, max_silence_bars=settings.max_silence_bars)


def _why_no_melody(notes: NoteSequence, settings: ScanSettings) -> str:
    reason = _why_too_little(notes, settings)
    return reason if reason or settings.keep_patterns else why_accompaniment(notes)


def _why_too_little(notes: NoteSequence, settings: ScanSettings) -> str:
    return why_too_little(
        notes,
        min_notes=settings.min_notes,
        min_distinct_pitches=settings.min_distinct_pitches,
    )


def _part_report(judged: JudgedPart, name: str, reason: str, piece: Piece) -> PartReport:
    notes = judged.part.notes
    key, source = main_key(notes, piece.keys) if judged.kind != "drums" else NO_KEY
    bar = piece.meters.locate([notes.start, max(notes.end - 1, 0)]).bar
    return PartReport(
        name=name,
        kind=judged.kind,
        kept=not reason,
        reason=reason,
        notes=len(notes),
        bars=int(bar[1] - bar[0] + 1) if len(notes) else 0,
        lowest=int(notes.pitch.min()) if len(notes) else None,
        highest=int(notes.pitch.max()) if len(notes) else None,
        meter=str(main_meter(notes, piece.meters)),
        key=key,
        key_source=source,
        off_grid=round(off_grid_share(notes), 4),
    )
