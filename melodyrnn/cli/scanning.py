"""`melodyrnn scan`: what MIDI files hold, what can be learned from, and why not the rest."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from melodyrnn.cli.options import parts_option
from melodyrnn.cli.progress import followed
from melodyrnn.collection.files import find_midi_files
from melodyrnn.collection.lines import PartChoice
from melodyrnn.collection.report import Totals, scan_as_json, totals
from melodyrnn.collection.scan import FileReport, PartReport, ScanSettings, scan

_SHOWN = 5
"""Keys and meters named in the totals."""

_SHOWN_PARTS = 12
"""Parts of a file in the table."""


@click.command("scan")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DIR...")
@parts_option
@click.option("--sustain", is_flag=True, help="Let the sustain pedal make notes longer.")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
def command(paths: tuple[Path, ...], choice: PartChoice, sustain: bool, as_json: bool) -> None:
    """Look through folders of MIDI files: what would be learned from, and why not the rest.

    Example: melodyrnn scan midi_data my_music
    """
    files = find_midi_files(paths)
    settings = ScanSettings(choice=choice, sustain=sustain)
    reports = followed(scan(files, settings), doing="scanning", total=len(files))
    if as_json:
        click.echo(json.dumps(scan_as_json(reports)))
        return
    show = _show_table if sys.stdout.isatty() else _show_lines
    click.echo(_summary(show(reports)))


def _show_lines(reports: Iterator[FileReport]) -> Totals:
    """Plain lines as they come: the file, then each part, indented."""

    def shown() -> Iterator[FileReport]:
        for report in reports:
            verdict = "kept" if report.kept else f"left out: {report.reason}"
            click.echo(f"{report.path}  {verdict}")
            for part in report.parts:
                reason = f"  left out: {part.reason}" if report.kept and part.reason else ""
                click.echo(f"    {part.name}: {', '.join(_facts(part))}{reason}")
            yield report

    return totals(shown())


def _show_table(reports: Iterator[FileReport]) -> Totals:
    """A row for each part."""
    table = Table(pad_edge=False, box=None, header_style="bold", expand=True)
    table.add_column("file", ratio=4, no_wrap=True)
    table.add_column("part", ratio=2, no_wrap=True)
    table.add_column("kind", no_wrap=True)
    for heading in ("notes", "bars"):
        table.add_column(heading, justify="right", no_wrap=True)
    for heading in ("key", "meter"):
        table.add_column(heading, no_wrap=True)
    table.add_column("kept", ratio=5)

    def shown() -> Iterator[FileReport]:
        for report in reports:
            for row in _rows(report):
                table.add_row(*row)
            yield report

    sums = totals(shown())
    Console(highlight=False, markup=False).print(table, "")
    return sums


def _rows(report: FileReport) -> list[Sequence[str]]:
    if not report.parts:
        return [(report.path.name, *[""] * 6, report.reason)]
    rows: list[Sequence[str]] = []
    for i, part in enumerate(report.parts[:_SHOWN_PARTS]):
        facts = (part.kind, f"{part.notes:,}", str(part.bars), part.key, part.meter)
        name = "" if i else report.path.name
        rows.append((name, part.name, *facts, part.reason or "yes"))
    more = len(report.parts) - _SHOWN_PARTS
    return rows + [("", f"… {more} more", *[""] * 6)] * (more > 0)


def _facts(part: PartReport) -> list[str]:
    said = [part.kind, _counted(part.notes, "note"), _counted(part.bars, "bar")]
    return [*said, *([part.key] if part.key else []), part.meter]


def _summary(sums: Totals) -> str:
    """The totals in one or two sentences."""
    if not sums.files:
        return "There are no MIDI files here."
    kept = f"{sums.kept:,} of {_counted(sums.files, 'file')} would be learned from"
    if not sums.kept:
        return f"{kept}."
    return (
        f"{kept}: {_counted(sums.lines, 'line')} of music with {_counted(sums.notes, 'note')}, "
        f"{_duration(sums.hours)}. Keys: {_most(sums.keys)}. Meters: {_most(sums.meters)}."
    )


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
