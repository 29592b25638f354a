"""Report: a scan as plain data for the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from melodyrnn.collection.diagnosis import Diagnosis, diagnose
from melodyrnn.collection.scan import FileReport


def file_as_json(report: FileReport) -> dict[str, object]:
    """One entry of "files" in `scan --json`; lines are there in figures only."""
    return {
        "path": str(report.path),
        "kept": report.kept,
        "reason": report.reason,
        "parts": [asdict(part) for part in report.parts],
        "lines": [asdict(facts) for facts in report.facts],
        "offered": list(report.offered),
        "applied": list(report.applied),
        "content": report.content,
        "remark": report.remark,
    }


def diagnosis_as_json(found: Diagnosis) -> dict[str, object]:
    """The "totals" of `scan --json`."""
    return asdict(found.totals) | {
        "tunes": found.tunes,
        "twins": [[str(path) for path in group] for group in found.twins],
        "merged": {str(path): str(other) for path, other in found.merged.items()},
        "offered": dict(found.offered),
        "level": found.level,
        "verdict": found.verdict,
    }


def scan_as_json(reports: Iterable[FileReport]) -> dict[str, object]:
    """All that `scan --json` prints: {"files": [...], "totals": {...}}."""
    files: list[dict[str, object]] = []

    def noted() -> Iterable[FileReport]:
        for report in reports:
            files.append(file_as_json(report))
            yield report

    found = diagnose(noted())
    return {"files": files, "totals": diagnosis_as_json(found)}
