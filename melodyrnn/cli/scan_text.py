"""A scan in words: the lines and rows of one file, and what all of them amount to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from melodyrnn.collection.diagnosis import Diagnosis
from melodyrnn.collection.repairs import REPAIR_TEXTS
from melodyrnn.collection.scan import FileReport, PartReport
from melodyrnn.collection.totals import Totals

HEADINGS = ("file", "part", "kind", "notes", "bars", "key", "meter", "kept")
"""Of the columns of `rows`."""

_SHOWN = 5
"""Keys and meters named in the totals."""

_SHOWN_PARTS = 12
"""Parts of a file in the table."""

_SHOWN_TWINS = 10
"""Files named that hold the same tune as another one."""


def lines(report: FileReport) -> Iterator[str]:
    """A file in plain lines: itself, each part, and what would help, all but the first indented."""
    verdict = "kept" if report.kept else f"left out: {report.reason}"
    yield f"{report.path}  {verdict}"
    for part in report.parts:
        reason = f"  left out: {part.reason}" if report.kept and part.reason else ""
        yield f"    {part.name}: {', '.join(_facts(part))}{reason}"
    for said in _of_file(report):
        yield f"    {said}"


def rows(report: FileReport) -> list[Sequence[str]]:
    """A file as rows of a table, one a part."""
    if not report.parts:
        return [(report.path.name, *[""] * 6, report.reason)]
    shown: list[Sequence[str]] = []
    for i, part in enumerate(report.parts[:_SHOWN_PARTS]):
        facts = (part.kind, f"{part.notes:,}", str(part.bars), part.key, part.meter)
        said = _kept(part) if report.kept or part.reason else report.reason
        shown.append(("" if i else report.path.name, part.name, *facts, said))
    more = len(report.parts) - _SHOWN_PARTS
    shown += [("", f"… {more} more", *[""] * 6)] * (more > 0)
    return shown + [(*[""] * 7, said) for said in _of_file(report)]


def is_worth_showing(report: FileReport) -> bool:
    """Whether a musician who cannot look at all files should look at this one."""
    return not report.kept or bool(report.remark or report.offered)


def summary(found: Diagnosis) -> Iterator[str]:
    """What the collection amounts to: a few paragraphs."""
    if not found.totals.files:
        yield "There are no MIDI files here."
        return
    yield _amount(found.totals)
    if found.totals.kept or found.offered:
        yield from _twins(found)
        yield from _repairs(found)
        yield f"Enough? {found.verdict}"


def _amount(sums: Totals) -> str:
    kept = f"{sums.kept:,} of {_counted(sums.files, 'file')} would be learned from"
    if not sums.kept:
        return f"{kept}."
    beside = f" Off the grid: {sums.off_grid:.0%} of the notes." if sums.off_grid >= 0.01 else ""
    return (
        f"{kept}: {_counted(sums.lines, 'line')} of music with {_counted(sums.notes, 'note')}, "
        f"{_duration(sums.hours)}. Keys: {_most(sums.keys)}. Meters: {_most(sums.meters)}. "
        f"Parts: {_most(sums.kinds)}.{beside}"
    )


def _twins(found: Diagnosis) -> Iterator[str]:
    if not found.twins:
        return
    same = found.same_as
    one = len(same) == 1
    yield (
        f"{_counted(len(same), 'file')} {'holds' if one else 'hold'} the same tune as another one; "
        f"such files are never on both sides when a model is judged:"
    )
    for path, first in [*same.items()][:_SHOWN_TWINS]:
        left_out = ", and is left out" if path in found.merged else ""
        names = (path, first) if path.name == first.name else (path.name, first.name)
        yield f"    {names[0]}: the same tune as {names[1]}{left_out}"
    if (more := len(same) - _SHOWN_TWINS) > 0:
        yield f"    … and {more:,} more"


def _repairs(found: Diagnosis) -> Iterator[str]:
    if not found.offered:
        return
    yield "Repairs that would help:"
    for repair, files in found.offered.items():
        text = f"{_counted(files, 'file')}. {REPAIR_TEXTS[repair][1]}"
        yield f"    --repair {repair:<15}{text}"


def _kept(part: PartReport) -> str:
    beside = f", {part.off_grid:.0%} off the grid" if part.off_grid >= 0.1 else ""
    return part.reason or f"yes{beside}"


def _of_file(report: FileReport) -> Iterator[str]:
    if report.remark:
        yield report.remark
    if report.applied:
        yield f"repaired: {', '.join(report.applied)}"
    if report.offered:
        yield f"would help: {', '.join(report.offered)}"


def _facts(part: PartReport) -> list[str]:
    said = [part.kind, _counted(part.notes, "note"), _counted(part.bars, "bar")]
    said += [part.key] if part.key else []
    beside = [f"{part.off_grid:.0%} off the grid"] if part.off_grid >= 0.005 else []
    return [*said, part.meter, *beside]


def _most(counts: Mapping[str, int]) -> str:
    """The most frequent, with their share."""
    whole = sum(counts.values())
    named = [f"{name} {count / whole:.0%}" for name, count in [*counts.items()][:_SHOWN]]
    more = len(counts) - _SHOWN
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def _duration(hours: float) -> str:
    minutes = round(hours * 60)
    if not minutes:
        return f"{hours * 3600:.0f} seconds"
    return _counted(minutes, "minute") if minutes < 120 else f"{hours:.1f} hours"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
