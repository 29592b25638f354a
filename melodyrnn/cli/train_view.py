"""How a training is told: to people on a terminal or in a pipe, to programs as JSON lines."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from melodyrnn.course.events import (
    CorpusRead,
    Ended,
    Event,
    Learning,
    Resumed,
    Saved,
    Scanning,
    to_line,
)
from melodyrnn.course.history import History
from melodyrnn.course.verdict import Verdict, verdict
from melodyrnn.course.words import elapsed, remaining


class View(Protocol):
    """Tells how a training goes."""

    def tell(self, event: Event) -> None:
        """Something happened."""

    def close(self) -> None:
        """Nothing more comes, for whatever reason."""


class JsonView:
    """One JSON object a line; see `melodyrnn.course.events`.

    on_gone: called once if the reader has gone away. It then tells nothing more.
    """

    def __init__(self, on_gone: Callable[[], None]) -> None:
        self._on_gone = on_gone
        self._is_gone = False

    def tell(self, event: Event) -> None:
        """Writes a line."""
        if self._is_gone:
            return
        try:
            click.echo(to_line(event))
        except BrokenPipeError:
            self._is_gone = True
            self._on_gone()

    def close(self) -> None:
        """Nothing to take away."""


class SilentView:
    """Tells nothing: another process does."""

    def tell(self, event: Event) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing to take away."""


class ScreenView:
    """A progress bar on a terminal; in a pipe a line for each check."""

    def __init__(self, history: History | None = None) -> None:
        """history: how it went before, if it is taken up again."""
        self._bar = Progress(
            TextColumn("{task.fields[doing]}"),
            BarColumn(),
            TextColumn("{task.percentage:3.0f} %  {task.description}"),
            TimeElapsedColumn(),
            transient=True,
            disable=not sys.stdout.isatty(),
        )
        self._task = self._bar.add_task("", total=1.0, doing="reading")
        self._history, self._held_out = history or History(), ""
        self._corpus = CorpusRead(0, 0, 0, 0, 0)
        self._has_saved = False
        self._tellers: dict[type, Callable[..., None]] = {
            Scanning: self._scanning,
            CorpusRead: self._corpus_read,
            Learning: self._learning,
            Resumed: self._resumed,
            Saved: self._saved,
            Ended: self._ended,
        }

    def tell(self, event: Event) -> None:
        """Moves the bar, or writes a line."""
        if teller := self._tellers.get(type(event)):
            teller(event)

    def close(self) -> None:
        """Takes the bar away."""
        self._bar.stop()

    def _scanning(self, event: Scanning) -> None:
        self._bar.start()
        self._bar.update(
            self._task,
            completed=event.done / max(event.total, 1),
            description=f"{event.done:,} of {event.total:,} files",
        )

    def _corpus_read(self, event: CorpusRead) -> None:
        self._corpus = event
        self._write(
            f"{event.kept} of {event.files} files: {event.lines} lines with {event.notes:,} notes"
            f" to learn from, {event.held_out_lines} kept aside to judge by."
        )
        if event.kept < event.files:
            self._write("`melodyrnn scan` with the same folders tells why files were left out.")
        if event.base:
            self._write(
                f"Goes on from {event.base}, which pays {event.base_nats_per_note:.3f} nats/note"
                " for those; --from scratch begins from nothing."
            )
        self._bar.update(self._task, completed=0, description="", doing="learning")

    def _resumed(self, event: Resumed) -> None:
        self._write(f"Goes on after {elapsed(event.seconds)} of learning.")

    def _learning(self, event: Learning) -> None:
        self._history = self._history.with_news(event)
        if event.held_out:
            score = event.held_out["without_velocity"]
            self._held_out = f"held-out {score:.3f}"
            mark = "  best so far, saved" if event.best else ""
            self._write(
                f"{event.seconds:6.0f} s  epoch {event.epoch:6.1f}"
                f"  {event.notes_per_second:7.0f} notes/s"
                f"  learning {event.nats_per_note:.3f}  held-out {score:.4f}{mark}"
            )
        left = f"  {remaining(*event.remaining_s)}" if len(event.remaining_s) == 2 else ""
        self._bar.update(
            self._task,
            completed=event.share,
            description=f"epoch {event.epoch:.1f}  {event.nats_per_note:.3f} nats/note"
            f"  {self._held_out}{left}",
        )

    def _saved(self, event: Saved) -> None:
        self.close()
        self._has_saved = True
        found = self._verdict()
        self._write(f"{found.words} {found.comparison}".strip())
        if event.held_out:
            self._write(
                f"Saved {event.path}: {event.held_out['without_velocity']:.3f} nats/note on music"
                " it has not seen, where a Markov chain of the same pieces pays"
                f" {event.markov_nats_per_note:.3f}."
            )
        else:
            self._write(f"Saved {event.path} as it was; how good it is was not measured yet.")
        self._write(f"Try it: melodyrnn continue SEED.mid --model {shlex.quote(event.path)}")

    def _ended(self, event: Ended) -> None:
        self.close()
        if event.how == "stopped" and not event.is_resumable:
            raise KeyboardInterrupt  # nothing to keep: as if it had never begun
        if not self._has_saved and event.how != "suspended":
            self._write(self._verdict().words)
            self._write(
                f"No model was saved: none was better on your music than {self._corpus.base} is"
                " already. Use that one, give it more time with --minutes, or more music."
            )
        if event.is_resumable:
            out = shlex.quote(str(Path(self._corpus.out)))
            self._write(f"Go on with it: melodyrnn train --resume --out {out}")

    def _verdict(self) -> Verdict:
        corpus = self._corpus
        return verdict(
            self._history,
            base=corpus.base_nats_per_note,
            markov=corpus.markov_nats_per_note,
            is_over=True,
        )

    def _write(self, line: str) -> None:
        self._bar.console.print(line, highlight=False, soft_wrap=True, markup=False)
