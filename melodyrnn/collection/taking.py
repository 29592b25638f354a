"""Taking: which lines are taken from the parts of a piece, and why none from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from melodyrnn.collection.lines import (
    ALL_PARTS,
    JudgedPart,
    Line,
    PartChoice,
    chosen_notes,
    make_line,
    merged_notes,
)
from melodyrnn.collection.near_duplicates import duplicate_groups
from melodyrnn.collection.reasons import (
    why_accompaniment,
    why_doubled,
    why_left_out,
    why_too_little,
)
from melodyrnn.collection.repairs import Repair
from melodyrnn.collection.stretches import meter_stretches
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Piece


@dataclass(frozen=True, slots=True)
class LineRules:
    """What becomes a line; the fields are those of `ScanSettings`."""

    choice: PartChoice
    min_notes: int
    min_distinct_pitches: int
    keep_patterns: bool
    max_silence_bars: int | None
    repairs: frozenset[Repair]


@dataclass(frozen=True, slots=True)
class Taken:
    """The lines taken, for each part why none was taken from it, and the repairs that told."""

    lines: tuple[Line, ...]
    reasons: Sequence[str]
    applied: frozenset[Repair] = frozenset()


def take_lines(
    piece: Piece, judged: Sequence[JudgedPart], names: Sequence[str], rules: LineRules
) -> Taken:
    """Takes lines from parts that were judged and have these names."""
    if rules.choice == "merged":
        taken = _merged(piece, judged, rules)
    else:
        taken = _part_by_part(piece, judged, names, rules)
    if "split-meters" not in rules.repairs:
        return taken
    split = [s for x in taken.lines for s in meter_stretches(x, min_notes=rules.min_notes)]
    if len(split) == len(taken.lines):
        return taken
    return Taken(tuple(split), taken.reasons, taken.applied | {"split-meters"})


def _part_by_part(
    piece: Piece, judged: Sequence[JudgedPart], names: Sequence[str], rules: LineRules
) -> Taken:
    chosen = [chosen_notes(each, with_top_lines=rules.choice == "top") for each in judged]
    reasons = [
        why_left_out(each.kind) if notes is None else _why_no_melody(notes, rules)
        for each, notes in zip(judged, chosen, strict=True)
    ]
    good = [(i, notes) for i, notes in enumerate(chosen) if notes is not None and not reasons[i]]
    applied: frozenset[Repair] = frozenset()
    if not good and "top-line" in rules.repairs:
        good = highest_top_line(judged, rules)
        reasons = ["" if i in dict(good) else reason for i, reason in enumerate(reasons)]
        applied = frozenset({"top-line"}) if good else applied
    for i, twin in _doubled(judged, good).items():
        reasons[i] = why_doubled(names[twin])
    lines = [_line(notes, names[i], piece, rules) for i, notes in good if not reasons[i]]
    return Taken(tuple(lines), reasons, applied)


def highest_top_line(
    judged: Sequence[JudgedPart], rules: LineRules
) -> list[tuple[int, NoteSequence]]:
    """The number and notes of the highest top line that can be learned from, if any.

    One only: under the right hand's melody the left hand's highest notes are none.
    """
    tops = [
        (i, notes)
        for i, each in enumerate(judged)
        if each.kind in ("chords", "piano")
        and (notes := chosen_notes(each, with_top_lines=True)) is not None
        and not _why_no_melody(notes, rules)
    ]
    return sorted(tops, key=lambda top: -float(top[1].pitch.mean()))[:1]


def _merged(piece: Piece, judged: Sequence[JudgedPart], rules: LineRules) -> Taken:
    notes = merged_notes(judged)
    reason = _why_too_little(notes, rules)
    left_out = [why_left_out(e.kind) if e.kind in ("drums", "empty") else reason for e in judged]
    return Taken(() if reason else (_line(notes, ALL_PARTS, piece, rules),), left_out)


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


def _line(notes: NoteSequence, name: str, piece: Piece, rules: LineRules) -> Line:
    return make_line(notes, name, piece, max_silence_bars=rules.max_silence_bars)


def _why_no_melody(notes: NoteSequence, rules: LineRules) -> str:
    reason = _why_too_little(notes, rules)
    return reason if reason or rules.keep_patterns else why_accompaniment(notes)


def _why_too_little(notes: NoteSequence, rules: LineRules) -> str:
    return why_too_little(
        notes,
        min_notes=rules.min_notes,
        min_distinct_pitches=rules.min_distinct_pitches,
    )
