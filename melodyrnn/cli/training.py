"""`melodyrnn train`: learn from folders of MIDI files."""

from __future__ import annotations

import datetime
import json
import shlex
import sys
from pathlib import Path
from typing import Protocol

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from melodyrnn.cli.options import Number, parts_option
from melodyrnn.collection.lines import PartChoice
from melodyrnn.collection.scan import ScanSettings
from melodyrnn.errors import RequestError
from melodyrnn.models.config import CORES, SIZES, Core, Size
from melodyrnn.shelf import SUFFIX, find_model, user_folder
from melodyrnn.training.loop import Progress as News
from melodyrnn.training.session import TrainRequest, TrainSession, nats_by_field
from melodyrnn.training.settings import TrainSettings

DEFAULT_MINUTES = 10.0
SCRATCH = "scratch"


@click.command("train")
@click.argument(
    "folders", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DIR..."
)
@click.option("--name", metavar="NAME", help="What to call the model; its file is named so too.")
@click.option("--from", "base", default=SCRATCH, show_default=True, metavar="MODEL|scratch",
              help="A model to go on from.")  # fmt: skip
@click.option("--core", type=click.Choice(CORES), default="lstm", show_default=True,
              help="The kind of recurrent network.")  # fmt: skip
@click.option("--size", type=click.Choice(list(SIZES)), default="base", show_default=True,
              help="Larger ones learn more, and more slowly.")  # fmt: skip
@click.option("--minutes", type=Number(min=0, min_open=True), metavar="X",
              help=f"How long to learn at most.  [default: {DEFAULT_MINUTES:g}]")  # fmt: skip
@click.option("--epochs", type=Number(min=0, min_open=True), metavar="X",
              help="How often to see every piece, instead of --minutes.")  # fmt: skip
@parts_option
@click.option("--sustain", is_flag=True, help="Let the sustain pedal make notes longer.")
@click.option("--held-out", type=Number(0.01, 0.5), default=0.1, show_default=True,
              metavar="X", help="Share of the pieces to judge by.")  # fmt: skip
@click.option("--dropout", type=Number(0, 0.9), metavar="X",
              help="Share of units silenced; more for few pieces.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=0, metavar="N",
              show_default=True, help="Random seed.")  # fmt: skip
@click.option("--threads", type=click.IntRange(1), metavar="N",
              help="Processor threads.  [default: all cores]")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE",
              help="Model file to write.  [default: by its name, among yours]")  # fmt: skip
@click.option("--credits", "credit", default="", metavar="TEXT",
              help="Whose music it is; goes onto the card.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Progress as JSON lines.")
def command(
    folders: tuple[Path, ...],
    name: str | None,
    base: str,
    core: Core,
    size: Size,
    minutes: float | None,
    epochs: float | None,
    choice: PartChoice,
    sustain: bool,
    held_out: float,
    dropout: float | None,
    seed: int,
    threads: int | None,
    out: Path | None,
    credit: str,
    as_json: bool,
) -> None:
    """Learn from folders of MIDI files, each folder being one style.

    The best model so far is always in the file: stop with Ctrl-C at any time.

    Example: melodyrnn train midi_data/irish --minutes 5 --name irish
    """
    if minutes is not None and epochs is not None:
        raise click.UsageError("Give --minutes or --epochs, not both.")
    if minutes is None and epochs is None:
        minutes = DEFAULT_MINUTES
    name = name or (out.stem if out else folders[0].resolve().name)
    request = TrainRequest(
        folders=folders,
        out=out or user_folder() / f"{name}{SUFFIX}",
        name=name,
        settings=TrainSettings(epochs=epochs, minutes=minutes, seed=seed),
        core=core,
        size=size,
        dropout=dropout,
        base=None if base == SCRATCH else find_model(base),
        scan=ScanSettings(choice=choice, sustain=sustain),
        held_out=held_out,
        threads=threads,
        today=datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat(),
        command=shlex.join(["melodyrnn", *_shown(sys.argv[1:])]),
        credits=credit,
    )
    reporter = _JsonReporter() if as_json else _ScreenReporter()
    _learn(TrainSession(request), reporter)


def _learn(session: TrainSession, reporter: Reporter) -> None:
    best: News | None = None
    reporter.begin(session)
    try:
        for news in session.run():
            best = news if news.is_best else best  # first: what is told may be answered by Ctrl-C
            reporter.tell(news)
    except KeyboardInterrupt:
        if best is None:
            raise
    finally:
        reporter.close()
    if best is None:
        raise RequestError("Nothing was learned; give it more time with --minutes.")
    session.calibrate()
    reporter.end(session, best)


class Reporter(Protocol):
    """Tells the user, or a program, how a training goes."""

    def begin(self, session: TrainSession) -> None:
        """The corpus is read."""

    def tell(self, news: News) -> None:
        """There is news."""

    def close(self) -> None:
        """No more news, for whatever reason."""

    def end(self, session: TrainSession, best: News) -> None:
        """The model is in its file."""


class _ScreenReporter:
    """A progress bar on a terminal; in a pipe a line for each check."""

    def __init__(self) -> None:
        self._is_terminal = sys.stdout.isatty()
        self._bar = Progress(
            TextColumn("learning"),
            BarColumn(),
            TextColumn("{task.percentage:3.0f} %  {task.description}"),
            TimeElapsedColumn(),
            transient=True,
            disable=not self._is_terminal,
        )
        self._task = self._bar.add_task("", total=1.0)
        self._held_out = ""

    def begin(self, session: TrainSession) -> None:
        """Says what there is to learn from."""
        corpus = session.corpus
        notes = sum(len(r) - 1 for r in corpus.train)
        click.echo(
            f"{corpus.kept} of {corpus.files} files: {len(corpus.train)} lines with {notes:,} notes"
            f" to learn from, {len(corpus.held_out)} kept aside to judge by."
        )
        if corpus.kept < corpus.files:
            click.echo("`melodyrnn scan` with the same folders tells why files were left out.")
        self._bar.start()

    def tell(self, news: News) -> None:
        """Moves the bar; writes a line for each check."""
        if news.held_out is not None:
            score = nats_by_field(news)["without_velocity"]
            self._held_out = f"held-out {score:.3f}"
            mark = "  best so far, saved" if news.is_best else ""
            pace = news.notes_seen / max(news.seconds, 1e-9)
            self._bar.console.print(
                f"{news.seconds:6.0f} s  epoch {news.epoch:6.1f}  {pace:7.0f} notes/s"
                f"  learning {news.nats:.3f}  held-out {score:.4f}{mark}",
                highlight=False,
                soft_wrap=True,
            )
        self._bar.update(
            self._task,
            completed=news.share,
            description=f"epoch {news.epoch:.1f}  {news.nats:.3f} nats/note  {self._held_out}",
        )

    def close(self) -> None:
        """Takes the bar away."""
        self._bar.stop()

    def end(self, session: TrainSession, best: News) -> None:
        """Says where the model is, and what to do with it."""
        out = session.request.out
        score = nats_by_field(best)["without_velocity"]
        markov = session.markov_nats
        click.echo(
            f"Saved {out}: {score:.3f} nats/note on music it has not seen, where a Markov chain"
            f" of the same pieces pays {markov:.3f}."
        )
        click.echo(f"Try it: melodyrnn continue SEED.mid --model {shlex.quote(str(out))}")


class _JsonReporter:
    """One JSON object a line, for programs."""

    def begin(self, session: TrainSession) -> None:
        """Writes {"event": "corpus", ...}."""
        corpus = session.corpus
        self._write(
            event="corpus",
            files=corpus.files,
            kept=corpus.kept,
            lines=len(corpus.train),
            notes=sum(len(r) - 1 for r in corpus.train),
            held_out_lines=len(corpus.held_out),
        )

    def tell(self, news: News) -> None:
        """Writes {"event": "progress", ...}; with "held_out" where it was checked."""
        self._write(
            event="progress",
            share=round(news.share, 4),
            epoch=round(news.epoch, 3),
            seconds=round(news.seconds, 2),
            notes_seen=news.notes_seen,
            nats_per_note=round(news.nats, 4),
            **(
                {"held_out": nats_by_field(news), "best": news.is_best}
                if news.held_out is not None
                else {}
            ),
        )

    def close(self) -> None:
        """Nothing to take away."""

    def end(self, session: TrainSession, best: News) -> None:
        """Writes {"event": "saved", ...}."""
        self._write(
            event="saved",
            path=str(session.request.out),
            held_out=nats_by_field(best),
            markov_nats_per_note=round(session.markov_nats, 4),
        )

    def _write(self, **values: object) -> None:
        click.echo(json.dumps(values))


def _shown(arguments: list[str]) -> list[str]:
    """The command line without the private part of paths: a card travels with its model."""
    return [Path(a).name if Path(a).is_absolute() else a for a in arguments]
