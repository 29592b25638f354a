"""Diagnosis: what a collection amounts to, which files hold the same tune, what would help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from melodyrnn.collection.enough import Level, verdict
from melodyrnn.collection.facts import LineFacts
from melodyrnn.collection.near_duplicates import Fingerprints, fullest_of
from melodyrnn.collection.repairs import REPAIRS, Repair
from melodyrnn.collection.scan import FileReport
from melodyrnn.collection.totals import Tally, Totals


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a collection amounts to.

    tunes: different ones, each with its near duplicates. twins: groups of files that hold the
    same tune, in the order of the files. merged: for each file whose lines are all left out
    as doubles, a fuller one. offered: how many files each repair would help. level, verdict:
    whether it is enough to learn from, and what to do, in words.
    """

    totals: Totals
    tunes: int
    level: Level
    verdict: str
    twins: tuple[tuple[Path, ...], ...] = ()
    merged: Mapping[Path, Path] = field(default_factory=dict)
    offered: Mapping[Repair, int] = field(default_factory=dict)

    @property
    def is_enough(self) -> bool:
        """Whether a training makes sense."""
        return self.level not in ("nothing", "too-little")

    @property
    def same_as(self) -> dict[Path, Path]:
        """For each file with a twin before it, the first of its twins."""
        return {path: group[0] for group in self.twins for path in group[1:]}


class Doctor:
    """Takes reports with their lines one at a time, and holds on to none of them."""

    def __init__(self) -> None:
        self._tally = Tally()
        self._prints = Fingerprints()
        self._paths: list[Path] = []
        self._file_of: list[int] = []
        self._facts: list[LineFacts] = []
        self._may_go: list[bool] = []
        self._offered: Counter[Repair] = Counter()

    def add(self, report: FileReport) -> None:
        """Takes up the report on one file."""
        self._tally.add(report)
        self._offered.update(report.offered)
        if not report.lines:
            return
        for line, facts in zip(report.lines, report.facts, strict=True):
            self._prints.add(line.notes)
            self._facts.append(facts)
            self._file_of.append(len(self._paths))
            self._may_go.append("merge-doubles" in report.applied)
        self._paths.append(report.path)

    def diagnosis(self) -> Diagnosis:
        """What all of them amount to; to be asked once."""
        of_file = self._group_of_files()
        merged = self._merge()
        totals = self._tally.totals()
        twins: dict[int, list[Path]] = {}
        for path, group in zip(self._paths, of_file, strict=True):
            twins.setdefault(group, []).append(path)
        groups = tuple(tuple(group) for group in twins.values() if len(group) > 1)
        offered = {r: self._offered[r] for r in REPAIRS if self._offered[r]}
        doubled = sum(len(group) - 1 for group in groups) - len(merged)
        if doubled > 0 and not all(self._may_go):
            offered["merge-doubles"] = doubled
        level, words = verdict(len(twins), totals.notes)
        return Diagnosis(totals, len(twins), level, words, groups, merged, offered)

    def _group_of_files(self) -> list[int]:
        groups = self._prints.groups(self._file_of)
        of_file = dict(zip(self._file_of, groups, strict=True))
        return [of_file[i] for i in range(len(self._paths))]

    def _merge(self) -> dict[Path, Path]:
        """Takes the lines that are left out as doubles out of the totals."""
        if not any(self._may_go):
            return {}
        lengths = [facts.notes for facts in self._facts]
        fuller = fullest_of(self._prints.groups(), lengths, self._may_go)
        left = Counter(self._file_of)
        merged: dict[Path, Path] = {}
        for line, other in fuller.items():
            file = self._file_of[line]
            left[file] -= 1
            self._tally.take_away(self._facts[line], is_last_of_file=not left[file])
            if not left[file]:
                merged[self._paths[file]] = self._paths[self._file_of[other]]
        return merged


def diagnose(reports: Iterable[FileReport]) -> Diagnosis:
    """Says what reports, with their lines, amount to; takes them one at a time."""
    doctor = Doctor()
    for report in reports:
        doctor.add(report)
    return doctor.diagnosis()
