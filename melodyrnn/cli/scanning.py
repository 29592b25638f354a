"""`melodyrnn scan`: what MIDI files hold, what can be learned from, and why not the rest."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from melodyrnn.cli.options import parts_option
from melodyrnn.cli.progress import followed
from melodyrnn.cli.scan_text import HEADINGS, is_worth_showing, lines, rows, summary
from melodyrnn.collection.cache import ScanCache, default_cache_folder
from melodyrnn.collection.diagnosis import Diagnosis, Doctor
from melodyrnn.collection.files import find_midi_files
from melodyrnn.collection.lines import PartChoice
from melodyrnn.collection.repairs import REPAIRS, Repair
from melodyrnn.collection.report import scan_as_json
from melodyrnn.collection.scan import FileReport, ScanSettings
from melodyrnn.collection.survey import survey

_SHOWN_FILES = 200
"""Of more files a terminal shows those only that need a look, and no more than this."""

_WIDTHS = {"kind": 6, "notes": 7, "bars": 5, "key": 4, "meter": 5}


@click.command("scan")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="DIR...",
)
@parts_option
@click.option("--sustain", is_flag=True, help="Let the sustain pedal make notes longer.")
@click.option(
    "--repair",
    "repairs",
    multiple=True,
    type=click.Choice(REPAIRS),
    help="Put this right in all files where it helps; may be given several times.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="How many processes.  [default: one for each core]",
)
@click.option("--no-cache", is_flag=True, help="Read all files anew, and remember nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
def command(
    paths: tuple[Path, ...],
    choice: PartChoice,
    sustain: bool,
    repairs: tuple[Repair, ...],
    jobs: int | None,
    no_cache: bool,
    as_json: bool,
) -> None:
    """Look through folders of MIDI files: what would be learned from, and why not the rest.

    Example: melodyrnn scan midi_data my_music --repair top-line
    """  # fmt: skip
    files = find_midi_files(paths)
    settings = ScanSettings(choice=choice, sustain=sustain, repairs=frozenset(repairs))
    with ExitStack() as stack:
        cache = None if no_cache else stack.enter_context(ScanCache(default_cache_folder()))
        looking = survey(files, settings, cache=cache, processes=jobs)
        reports = stack.enter_context(closing(looking))
        watched = followed(reports, doing="scanning", total=len(files))
        if as_json:
            click.echo(json.dumps(scan_as_json(watched)))
            return
        show = _show_table if sys.stdout.isatty() else _show_lines
        for line in summary(show(watched, len(files))):
            click.echo(line)


def _show_lines(reports: Iterator[FileReport], _count: int) -> Diagnosis:
    """Plain lines as they come."""
    doctor = Doctor()
    for report in reports:
        for line in lines(report):
            click.echo(line)
        doctor.add(report)
    return doctor.diagnosis()


def _show_table(reports: Iterator[FileReport], count: int) -> Diagnosis:
    """A table when all is read: of all files, or of so many that need a look."""
    doctor = Doctor()
    shown: list[Sequence[str]] = []
    files = passed_over = 0
    for report in reports:
        doctor.add(report)
        if count <= _SHOWN_FILES or (files < _SHOWN_FILES and is_worth_showing(report)):
            files += 1
            shown += rows(report)
        else:
            passed_over += 1
    console = Console(highlight=False, markup=False)
    if shown:
        console.print(_table(shown))
    if passed_over:
        console.print(f"… and {passed_over:,} more files; all of them: melodyrnn scan … | less")
    console.print("")
    return doctor.diagnosis()


def _table(shown: Sequence[Sequence[str]]) -> Table:
    table = Table(pad_edge=False, box=None, header_style="bold", expand=True)
    ratios = {"file": 4, "part": 2, "kept": 5}
    for heading in HEADINGS:
        table.add_column(
            heading,
            ratio=ratios.get(heading),
            min_width=_WIDTHS.get(heading),
            justify="right" if heading in ("notes", "bars") else "left",
            no_wrap=heading != "kept",
        )
    for row in shown:
        table.add_row(*row)
    return table
