"""`melodyrnn compare`: kinds of networks beside one another, on one's own music."""

from __future__ import annotations

import _thread
import datetime
import json
import os
import shlex
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from melodyrnn.cli.options import Number, parts_option
from melodyrnn.collection.lines import PartChoice
from melodyrnn.collection.scan import ScanSettings
from melodyrnn.comparison.contenders import MEMORY_CHOICES, MemoryChoice
from melodyrnn.comparison.events import CoreBegun, CoreDone, Event, Measuring, Reported, to_line
from melodyrnn.comparison.report import lead, write_report
from melodyrnn.comparison.results import Comparison
from melodyrnn.comparison.session import CompareRequest, CompareSession
from melodyrnn.comparison.words import rounded, score
from melodyrnn.course.events import Learning
from melodyrnn.errors import ExportError, RequestError
from melodyrnn.models.config import CORES, SIZES, Size
from melodyrnn.training.control import commands_of
from melodyrnn.training.device import hold_few_kernels
from melodyrnn.training.settings import TrainSettings
from melodyrnn.whole_file import make_folder, whole_file

_INPUT = 0
"""File number of standard input."""

DEFAULT_MINUTES = 2.0
DEFAULT_CORES = "rnn,gru,lstm,transformer"


class CoreNames(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on only
    """Cores such as rnn,lstm."""

    name = "CORES"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Reads "rnn,lstm"."""
        if isinstance(value, tuple):
            return value
        names = [name.strip() for name in str(value).split(",") if name.strip()]
        unknown = [name for name in names if name not in CORES]
        if unknown or not names:
            which = f"{unknown[0]!r} is no core" if unknown else "name at least one core"
            self.fail(f"{which}; there are {', '.join(CORES)}.", param, ctx)
        return tuple(dict.fromkeys(names))


@click.command("compare")
@click.argument(
    "folders", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DIR..."
)
@click.option("--cores", type=CoreNames(), default=DEFAULT_CORES, show_default=True,
              metavar="A,B,...", help="The kinds of networks to compare.")  # fmt: skip
@click.option("--minutes", type=Number(min=0, min_open=True), default=DEFAULT_MINUTES,
              show_default=True, metavar="X", help="How long each network learns.")  # fmt: skip
@click.option("--size", type=click.Choice(list(SIZES)), default="base", show_default=True,
              help="Larger ones learn more, and more slowly.")  # fmt: skip
@click.option("--memory", type=click.Choice(MEMORY_CHOICES), default="one", show_default=True,
              help="In-piece memory: one more network with it, all without, all with, or all"
              " both ways.")  # fmt: skip
@parts_option
@click.option("--held-out", type=Number(0.01, 0.5), default=0.1, show_default=True,
              metavar="X", help="Share of the pieces to judge by.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=0, metavar="N",
              show_default=True, help="Random seed.")  # fmt: skip
@click.option("--threads", type=click.IntRange(1), metavar="N",
              help="Processor threads.  [default: as many as are fastest]")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), default=Path("comparison.html"),
              show_default=True, metavar="FILE", help="Report to write.")  # fmt: skip
@click.option("--results", type=click.Path(path_type=Path), metavar="FILE",
              help="Also write all figures, as JSON.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Progress as JSON lines.")
def command(
    folders: tuple[Path, ...],
    cores: tuple[str, ...],
    minutes: float,
    size: Size,
    memory: MemoryChoice,
    choice: PartChoice,
    held_out: float,
    seed: int,
    threads: int | None,
    out: Path,
    results: Path | None,
    as_json: bool,
) -> None:
    """Let several kinds of networks learn from folders of MIDI files, and tell which does best.

    Each learns for as long as the others; a report with pictures tells how well, how fast, how
    far back each of them reaches and what one more note costs. Ctrl-C ends it: the report
    then tells of those that are through. With --json the line "stop" on a pipe as standard
    input does the same, as does its closing.

    Example: melodyrnn compare midi_data/irish --minutes 2 --out irish.html
    """
    request = CompareRequest(
        folders=folders,
        cores=cores,
        settings=TrainSettings(minutes=minutes, seed=seed),
        size=size,
        memory=memory,
        scan=ScanSettings(choice=choice),
        held_out=held_out,
        threads=threads,
        started=datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat(),
        command=shlex.join(["melodyrnn", *_shown(sys.argv[1:])]),
    )
    hold_few_kernels()
    files = _Files(out, results)
    files.check()
    with _stopped_by_word(commands_of(_INPUT) if as_json else None):
        _compare(CompareSession(request), files, _JsonTeller() if as_json else _ScreenTeller())


class _Files:
    """The report, and the results where they are asked for; written anew after each network."""

    def __init__(self, report: Path, results: Path | None) -> None:
        self._report, self._results = report, results

    def check(self) -> None:
        """Makes sure now, not after minutes of learning, that there is somewhere to write."""
        for path in filter(None, (self._report, self._results)):
            make_folder(path.parent)
            if path.is_dir() or not os.access(path.parent, os.W_OK):
                raise ExportError(f"{path} cannot be written; name a file in a folder of yours.")

    def write(self, comparison: Comparison) -> Reported:
        write_report(self._report, comparison)
        if self._results:
            with whole_file(self._results) as temporary:
                text = json.dumps(comparison.to_json(), indent=1, allow_nan=False)
                temporary.write_text(text, encoding="utf-8")
        results = str(self._results) if self._results else ""
        return Reported(str(self._report), results, comparison.is_complete)


def _compare(session: CompareSession, files: _Files, teller: Teller) -> None:
    try:
        for event in session.run():
            if isinstance(event, CoreDone):
                files.write(session.comparison)
            teller.tell(event)
    except KeyboardInterrupt:
        if not session.comparison.outcomes:
            raise
    finally:
        teller.close()
    comparison = session.comparison
    if not comparison.outcomes:
        raise RequestError("No network has learned anything; give them more time with --minutes.")
    teller.end(comparison, files.write(comparison))


@contextmanager
def _stopped_by_word(lines: Iterator[str] | None) -> Iterator[None]:
    """Within it the word "stop", the end of the lines and SIGTERM do as Ctrl-C does."""
    if lines is None:
        yield
        return
    is_over = threading.Event()

    def wait() -> None:
        for line in lines:
            if line.strip() == "stop":
                break
        if not is_over.is_set():
            _thread.interrupt_main(signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        threading.Thread(target=wait, name="commands", daemon=True).start()
        yield
    finally:
        is_over.set()
        signal.signal(signal.SIGTERM, before)


class Teller(Protocol):
    """Tells the user, or a program, how it goes."""

    def tell(self, event: Event) -> None:
        """Something happened."""

    def close(self) -> None:
        """Nothing more happens, for whatever reason."""

    def end(self, comparison: Comparison, reported: Reported) -> None:
        """The report is written."""


class _JsonTeller:
    """JSON lines: `melodyrnn.comparison.events`."""

    def tell(self, event: Event) -> None:
        click.echo(to_line(event))

    def close(self) -> None:
        """Nothing to take away."""

    def end(self, comparison: Comparison, reported: Reported) -> None:  # noqa: ARG002  # Teller's
        click.echo(to_line(reported))


class _ScreenTeller:
    """A bar for each network on a terminal; a line for each that is through."""

    def __init__(self) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:3.0f} %  {task.fields[score]}"),
            TimeRemainingColumn(),
            transient=True,
            disable=not sys.stdout.isatty(),
        )
        self._task = self._bar.add_task("", total=1.0, score="")
        self._bar.start()

    def tell(self, event: Event) -> None:
        if isinstance(event, CoreBegun):
            name = f"{event.name} ({event.number} of {event.of})"
            self._bar.reset(self._task, total=1.0, description=name, score="")
        elif isinstance(event, Learning):
            self._bar.update(self._task, completed=event.share)
            if event.held_out:
                told = f"held-out {score(event.held_out['without_velocity'])}"
                self._bar.update(self._task, score=told)
        elif isinstance(event, Measuring):
            self._bar.update(self._task, score=f"measuring {event.what}")
        elif isinstance(event, CoreDone):
            click.echo(
                f"{event.name:<22}{score(event.nats_per_note)} nats a note,"
                f" {rounded(event.notes_per_second)} notes a second"
            )

    def close(self) -> None:
        self._bar.stop()

    def end(self, comparison: Comparison, reported: Reported) -> None:
        for paragraph in lead(comparison):
            click.echo(f"\n{paragraph}")
        if not reported.is_complete:
            click.echo("\nNot all networks are through; the report tells of those that are.")
        click.echo(f"\nReport: {reported.path}")


def _shown(arguments: list[str]) -> list[str]:
    """The command line without the private part of paths: reports are passed on."""
    return [Path(a).name if Path(a).is_absolute() else a for a in arguments]
