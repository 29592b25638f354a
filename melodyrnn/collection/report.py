"""Report: a scan as plain data for the command line, and its totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from melodyrnn.collection.character import main_key, main_meter
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


def totals(reports: Iterable[FileReport]) -> Totals:
    """Adds up reports; takes them one at a time, so they need not be held."""
    files = kept = lines = notes = 0
    seconds = 0.0
    keys: Counter[str] = Counter()
    meters: Counter[str] = Counter()
    for report in reports:
        files += 1
        kept += report.kept
        for line in report.lines:
            lines += 1
            notes += len(line.notes)
            seconds += line.seconds
            keys[main_key(line.notes, line.keys)[0]] += 1
            meters[str(main_meter(line.notes, line.meters))] += 1
    return Totals(
        files,
        kept,
        lines,
        notes,
        seconds / 3600,
        dict(keys.most_common()),
        dict(meters.most_common()),
    )


def file_as_json(report: FileReport) -> dict[str, object]:
    """One entry of "files" in `scan --json`; the lines themselves are left out."""
    return {
        "path": str(report.path),
        "kept": report.kept,
        "reason": report.reason,
        "parts": [asdict(part) for part in report.parts],
    }


def totals_as_json(sums: Totals) -> dict[str, object]:
    """The "totals" of `scan --json`."""
    return asdict(sums)


def scan_as_json(reports: Iterable[FileReport]) -> dict[str, object]:
    """All that `scan --json` prints: {"files": [...], "totals": {...}}."""
    held = list(reports)
    return {"files": [file_as_json(r) for r in held], "totals": totals_as_json(totals(held))}
