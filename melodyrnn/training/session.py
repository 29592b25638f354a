"""A whole training with its files: the model, and the run to go on with, at any time."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import torch

from melodyrnn.checkpoint import Model
from melodyrnn.course.estimate import Mark, Pace, Patience
from melodyrnn.course.events import (
    CorpusRead,
    Ended,
    Ending,
    Event,
    Learning,
    Paused,
    Resumed,
    Sampled,
    Saved,
)
from melodyrnn.course.history import History
from melodyrnn.course.run_file import damaged, run_path
from melodyrnn.errors import RequestError
from melodyrnn.training.control import Control
from melodyrnn.training.distributed import LONE, Group
from melodyrnn.training.keeping import Keeper
from melodyrnn.training.learner import Learner
from melodyrnn.training.loop import Halt, Loop, Progress
from melodyrnn.training.machine import memory_mb, memory_told
from melodyrnn.training.model_card import nats_by_field
from melodyrnn.training.preparing import Prepared
from melodyrnn.training.run_file import RunWriter, SavedRun, save_run
from melodyrnn.training.run_header import run_header
from melodyrnn.training.run_state import put_back, state_of
from melodyrnn.training.threads import Threads

SAVED_EVERY_S = 15.0
"""Seconds from one writing of the run file to the next: what a crash may cost at most."""

Sampler: TypeAlias = Callable[[Model, int, float], Sampled | None]
"""Continues a seed by a model, at the check of that number, so many seconds into learning."""


class TrainSession:
    """Trains what is prepared; the best model so far is in its file at any time.

    say: takes sentences about what went wrong and does not end the training.
    """

    def __init__(
        self,
        prepared: Prepared,
        *,
        control: Control | None = None,
        sampler: Sampler | None = None,
        say: Callable[[str], None] = lambda _: None,
        group: Group = LONE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._prepared = prepared
        self._control = control or Control()
        self._sampler, self._say, self._group, self._clock = sampler, say, group, clock
        request = prepared.request
        self.path = run_path(request.out)
        self.history = History()
        self._keeper = Keeper(prepared, say)
        self._writer = RunWriter(self.path)
        self._corpus = self._corpus_read()
        self._saved_at, self._pace, self._has_complained = clock(), Pace(), False
        group.check_same(int(prepared.fingerprint, 16))
        with memory_told():
            learner = Learner(prepared.network, request.settings, prepared.device, group)
        threads = Threads(request.threads) if prepared.device.type == "cpu" else None
        self._loop = Loop(
            learner, prepared.corpus, request.settings, clock=clock, group=group, threads=threads
        )
        if prepared.base_nats is not None:
            self._loop.set_best(self._loop.score(prepared.base_nats))
        if prepared.saved is not None:
            self._take_up(prepared.saved)

    def run(self) -> Iterator[Event]:
        """Trains and tells how it goes; whenever the score is the best so far, it is saved.

        Raises:
            ExportError: the model or, at the beginning, the run cannot be written; what was
                written before stays.
            RequestError: memory does not do, or nothing was learned.
        """
        if not self._group.leads:
            for _ in self._loop.steps(self._control):
                pass
            return
        at = self._loop.position
        self._pace.add(Mark(at.seconds, 0.0, self._loop.learner.seen, at.pieces))
        save_run(self.path, self._header(None), state_of(self._loop))
        yield self._corpus
        if self._prepared.saved is not None:
            yield Resumed(self._loop.position.seconds)
        try:
            with memory_told():
                for item in self._loop.steps(self._control):
                    yield from self._told(item)
                yield from self._end()
        finally:
            self._writer.close()

    def _take_up(self, saved: SavedRun) -> None:
        """Goes on where the run was left."""
        of, loop = self._prepared, self._loop
        try:
            has_model = bool(saved.run["has_model"]) and of.request.out.exists()
            if saved.state is not None:
                put_back(saved.state, loop, is_same_music=of.is_same_music)
        except (KeyError, TypeError, ValueError, RuntimeError) as error:
            raise damaged(self.path) from error
        self.history = saved.history
        if not (of.is_same_music and has_model):  # the score it had says nothing now
            known = [loop.score(n) for n in (of.base_nats, of.kept_nats) if n is not None]
            loop.set_best(min(known, default=math.inf))
        if has_model:
            self._keeper.take_up(self.history.best.held_out if self.history.best else {})

    def _told(self, item: Progress | Halt) -> Iterator[Event]:
        if not isinstance(item, Progress):
            if item == "pause":
                self._write_now(None)
                yield Paused()
            else:
                yield Resumed(self._loop.position.seconds)
            return
        news = self._learning(item)
        self.history = self.history.with_news(news)
        if item.weights is not None:
            self._keeper.keep(item.weights, item)
        yield news
        if item.check:
            yield from self._sampled(item)
        if item.check or self._clock() - self._saved_at >= SAVED_EVERY_S:
            self._write_meanwhile()

    def _learning(self, item: Progress) -> Learning:
        self._pace.add(Mark(item.seconds, item.share, item.notes_seen, item.pieces_seen))
        return Learning(
            share=round(item.share, 4),
            epoch=round(item.epoch, 3),
            seconds=round(item.seconds, 2),
            notes_seen=item.notes_seen,
            nats_per_note=round(item.nats, 4),
            notes_per_second=round(self._pace.notes_per_second, 1),
            pieces_per_second=round(self._pace.pieces_per_second, 2),
            memory_mb=round(memory_mb(), 1),
            remaining_s=tuple(round(s, 1) for s in self._remaining(item.seconds)),
            held_out=nats_by_field(item.held_out),
            best=item.is_best,
            check=item.check,
        )

    def _remaining(self, seconds: float) -> tuple[float, ...]:
        checked = [check.seconds for check in self.history.checks[-2:]]
        settings = self._prepared.request.settings
        patience = Patience(
            since_best=self._loop.position.checks_since_best,
            patience=settings.patience,
            between_s=checked[1] - checked[0] if len(checked) == 2 else 0.0,
            since_check_s=seconds - checked[-1] if checked else 0.0,
        )
        return self._pace.remaining_s(
            minutes=settings.minutes, epochs=settings.epochs, patience=patience
        )

    def _sampled(self, item: Progress) -> Iterator[Sampled]:
        if self._sampler is None:
            return
        weights = item.weights or self._loop.learner.average.weights()
        model = self._keeper.model(weights, item)
        sample = self._sampler(model, item.check, round(item.seconds, 2))
        if sample is not None:
            self.history = self.history.with_sample(sample)
            yield sample

    def _end(self) -> Iterator[Event]:
        how = self._how()
        if how == "suspended":
            self._write_now(how)
            yield Ended(how, is_resumable=True)
            return
        is_stopped, loop = how == "stopped", self._loop
        if is_stopped and not loop.learner.steps:  # as if it had never begun
            self.path.unlink(missing_ok=True)
            yield Ended(how, is_resumable=False)
            return
        if is_stopped and not loop.position.checks and loop.learner.steps:
            self._keeper.keep(loop.learner.average.weights(), loop.news())
        self._write_now(how)  # with all it takes to go on, until the model is complete
        if self._keeper.is_there:
            self._keeper.finish(self._control, at_once=is_stopped)
            held_out, markov = self._keeper.held_out, round(self._prepared.markov_nats, 4)
            yield Saved(str(self._prepared.request.out), held_out, markov)
        elif not is_stopped and not self._prepared.base:
            raise RequestError("Nothing was learned; give it more time with --minutes.")
        if not is_stopped:
            self._write_now(how, is_finished=True)
        yield Ended(how, is_resumable=is_stopped)

    def _how(self) -> Ending:
        last = self._loop.last
        if last.wish == "suspend":
            return "suspended"
        if last.wish == "stop":
            return "stopped"
        return "done" if last.share >= 1 else "early"

    def _write_meanwhile(self) -> None:
        """Writes the run while learning goes on; a slow disk just gets fewer of them."""
        if self._writer.is_busy:
            return
        self._complain()
        self._keeper.try_again()
        self._saved_at = self._clock()
        self._writer.begin(self._header(None), state_of(self._loop))

    def _write_now(self, ended: Ending | None, *, is_finished: bool = False) -> None:
        """Writes the run and waits until it is there."""
        self._saved_at = self._clock()
        state = None if is_finished else state_of(self._loop)
        self._writer.write(self._header(ended, is_finished=is_finished), state)
        self._complain()

    def _complain(self) -> None:
        problem = self._writer.take_problem()
        if problem and not self._has_complained:
            self._has_complained = True
            self._say(f"{problem} The training goes on, but could not be taken up again.")

    def _header(self, ended: Ending | None, *, is_finished: bool = False) -> dict[str, Any]:
        return run_header(
            self._prepared,
            self._corpus,
            self.history,
            has_model=self._keeper.is_written,
            ended=ended,
            is_finished=is_finished,
        )

    def _corpus_read(self) -> CorpusRead:
        of = self._prepared
        return CorpusRead(
            files=of.corpus.files,
            kept=of.corpus.kept,
            lines=len(of.corpus.train),
            notes=of.corpus.notes,
            held_out_lines=len(of.corpus.held_out),
            held_out_notes=of.corpus.held_out_notes,
            core=of.config.core,
            parameters=sum(p.numel() for p in of.network.parameters()),
            device=of.device.type,
            threads=torch.get_num_threads(),
            base=of.base,
            base_nats_per_note=nats_by_field(of.base_nats).get("without_velocity", 0.0),
            markov_nats_per_note=round(of.markov_nats, 4),
            out=str(of.request.out),
        )
