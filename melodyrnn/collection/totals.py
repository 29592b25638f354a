"""Totals: what reports amount to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from melodyrnn.collection.facts import LineFacts
from melodyrnn.collection.scan import FileReport


@dataclass(frozen=True, slots=True)
class Totals:
    """What a collection amounts to. notes, hours, keys and meters are of the lines kept."""

    files: int = 0
    """Files looked at."""
    kept: int = 0
    """Files from which at least one line was taken."""
    lines: int = 0
    """Lines to learn from."""
    notes: int = 0
    """Notes of these lines."""
    hours: float = 0.0
    """Their playing time, at their own tempos."""
    keys: Mapping[str, int] = field(default_factory=dict)
    """Lines in each key, stated or else heard, most frequent first."""
    meters: Mapping[str, int] = field(default_factory=dict)
    """Lines in each meter, most frequent first."""
    kinds: Mapping[str, int] = field(default_factory=dict)
    """Parts of each kind, kept or not, most frequent first."""
    off_grid: float = 0.0
    """Share of the notes of all lines, 0-1, that do not begin on the grid."""


class Tally:
    """Adds up reports one at a time."""

    def __init__(self) -> None:
        self._files = self._kept = self._lines = self._notes = 0
        self._seconds = self._beside = 0.0
        self._keys: Counter[str] = Counter()
        self._meters: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()

    def add(self, report: FileReport) -> None:
        """Counts a file and its lines."""
        self._files += 1
        self._kept += report.kept
        self._kinds.update(part.kind for part in report.parts)
        for facts in report.facts:
            self._count(facts, 1)

    def take_away(self, facts: LineFacts, *, is_last_of_file: bool) -> None:
        """Counts a line no more, and its file neither if nothing else is kept of it."""
        self._kept -= is_last_of_file
        self._count(facts, -1)

    def totals(self) -> Totals:
        """What it comes to so far."""
        return Totals(
            files=self._files,
            kept=self._kept,
            lines=self._lines,
            notes=self._notes,
            hours=self._seconds / 3600,
            keys=_most_first(self._keys),
            meters=_most_first(self._meters),
            kinds=_most_first(self._kinds),
            off_grid=round(self._beside / self._notes, 4) if self._notes else 0.0,
        )

    def _count(self, facts: LineFacts, times: int) -> None:
        self._lines += times
        self._notes += times * facts.notes
        self._seconds += times * facts.seconds
        self._beside += times * facts.notes * facts.off_grid
        self._keys[facts.key] += times
        self._meters[facts.meter] += times


def totals(reports: Iterable[FileReport]) -> Totals:
    """Adds up reports; takes them one at a time, so they need not be held."""
    tally = Tally()
    for report in reports:
        tally.add(report)
    return tally.totals()


def _most_first(counts: Counter[str]) -> dict[str, int]:
    return {name: count for name, count in counts.most_common() if count > 0}
