"""Scan: what each file of a collection holds, what is kept to learn from, and why not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from melodyrnn.collection.bars import with_whole_pickup
from melodyrnn.collection.character import NO_KEY, KeySource, main_key, main_meter, off_grid_share
from melodyrnn.collection.facts import LineFacts, line_facts
from melodyrnn.collection.lines import JudgedPart, Line, PartChoice, judge_parts
from melodyrnn.collection.part_kind import PartKind
from melodyrnn.collection.reasons import file_reason, part_name, why_no_top_line
from melodyrnn.collection.remedies import Remedies, find_remedies, remark, remedied
from melodyrnn.collection.repairs import REPAIRS, Repair
from melodyrnn.collection.stretches import meter_stretches
from melodyrnn.collection.taking import LineRules, Taken, highest_top_line, take_lines
from melodyrnn.errors import MelodyRnnError
from melodyrnn.midi.reading import parse_midi, read_bytes
from melodyrnn.music.piece import Piece

SCAN_VERSION = 2
"""To be raised whenever a file may be reported on otherwise: older findings then count no more."""


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
    repairs: frozenset[Repair] = frozenset()
    """What to put right in every file, where it makes a difference."""

    @property
    def rules(self) -> LineRules:
        """What of this decides which lines are taken."""
        return LineRules(
            self.choice,
            self.min_notes,
            self.min_distinct_pitches,
            self.keep_patterns,
            self.max_silence_bars,
            self.repairs,
        )


AS_THEY_STAND = ScanSettings(
    min_notes=1, min_distinct_pitches=1, keep_patterns=True, max_silence_bars=None
)
"""For scoring all that is there: nothing is too short, no silence is cut from within."""


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
    """One file: what was found, and the lines to learn from; `reason` says why none.

    facts: of each line, also where the lines themselves were let go. offered: repairs that
    would help and were not asked for; applied: those that were, and made a difference.
    content: hash of the file's bytes, "" if it could not be opened. remark: what else a
    musician should know of it. title: of the piece, "" if the file gives none.
    """

    path: Path
    kept: bool
    reason: str
    parts: tuple[PartReport, ...] = ()
    lines: tuple[Line, ...] = ()
    facts: tuple[LineFacts, ...] = ()
    offered: tuple[Repair, ...] = ()
    applied: tuple[Repair, ...] = ()
    content: str = ""
    remark: str = ""
    title: str = ""

    def without_lines(self) -> FileReport:
        """The same, but light: notes are let go, their figures stay."""
        return replace(self, lines=())


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
        data = read_bytes(path)
    except MelodyRnnError as error:
        return FileReport(path, kept=False, reason=str(error))
    return scan_bytes(data, path, settings)


def scan_bytes(data: bytes, path: Path, settings: ScanSettings) -> FileReport:
    """Reports on what was read from `path`."""
    content = content_of(data)
    try:
        piece = parse_midi(data, name=path.name, sustain=settings.sustain)
    except MelodyRnnError as error:
        return FileReport(path, kept=False, reason=str(error), content=content)
    return replace(scan_piece(piece, path, settings), content=content)


def content_of(data: bytes) -> str:
    """What a file is known by, wherever it lies: the hash of its bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def scan_piece(piece: Piece, path: Path, settings: ScanSettings) -> FileReport:
    """Reports on a piece that was read from `path`."""
    piece = with_whole_pickup(piece)
    judged = judge_parts(piece)
    names = [part_name(each.part.name, i) for i, each in enumerate(judged, start=1)]
    remedies = find_remedies(piece, judged)
    cured = remedied(piece, remedies, settings.repairs)
    was_moved = cured.parts is not piece.parts
    taken = take_lines(cured, judge_parts(cured) if was_moved else judged, names, settings.rules)
    applied = taken.applied | (remedies.repairs & settings.repairs if taken.lines else frozenset())
    offered = _offered(judged, taken, remedies, settings.rules)
    is_heard = "detect-key" in applied
    lines = tuple(replace(x, is_key_heard=is_heard) for x in taken.lines)
    parts = tuple(map(_part_report, judged, names, taken.reasons, [cured] * len(judged)))
    if is_heard:
        parts = tuple(replace(p, key_source="detected") if p.key else p for p in parts)
    return FileReport(
        path,
        kept=bool(lines),
        reason="" if lines else _why_nothing(judged, names, taken, remedies, offered),
        parts=parts,
        lines=lines,
        facts=tuple(map(line_facts, lines)),
        offered=tuple(r for r in REPAIRS if r in offered),
        applied=tuple(r for r in REPAIRS if r in applied),
        remark=remark(remedies, applied) if lines else "",
        title=piece.title,
    )


def _offered(
    judged: Sequence[JudgedPart], taken: Taken, remedies: Remedies, rules: LineRules
) -> frozenset[Repair]:
    """Repairs that were not asked for and would make a difference for the better."""
    if not taken.lines:
        # What was played freely has a top line, but nobody's rhythm to learn.
        is_possible = rules.choice == "melody" and not remedies.is_free
        return frozenset({"top-line"} if is_possible and highest_top_line(judged, rules) else ())
    splits = any(len(meter_stretches(x, min_notes=rules.min_notes)) > 1 for x in taken.lines)
    also: frozenset[Repair] = frozenset({"split-meters"} if splits else ())
    return (remedies.repairs | also) - rules.repairs


def _why_nothing(
    judged: Sequence[JudgedPart],
    names: Sequence[str],
    taken: Taken,
    remedies: Remedies,
    offered: frozenset[Repair],
) -> str:
    kinds = [each.kind for each in judged]
    can_take = "top-line" in offered
    reason = file_reason(names, kinds, taken.reasons, can_take_top_line=can_take)
    is_vain = remedies.is_free and ("chords" in kinds or "piano" in kinds)
    return f"{reason} {why_no_top_line()}" if is_vain else reason


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
        off_grid=round(off_grid_share(notes.onset), 4),
    )
