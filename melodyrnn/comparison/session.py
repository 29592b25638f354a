"""A whole comparison: one network after another learns, is measured, and is done."""

from __future__ import annotations

import math
import os
import platform
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch

from melodyrnn.card import Card
from melodyrnn.checkpoint import Model, Weights
from melodyrnn.collection.scan import ScanSettings
from melodyrnn.comparison.contenders import MemoryChoice, contenders, shape_of
from melodyrnn.comparison.context import context_scores
from melodyrnn.comparison.cost import LENGTHS, TIMED_NOTES, step_costs, tune
from melodyrnn.comparison.events import CoreBegun, CoreDone, Event, Measuring, Planned
from melodyrnn.comparison.learning import learn
from melodyrnn.comparison.places import farthest, places
from melodyrnn.comparison.reach import gradient_norms
from melodyrnn.comparison.results import (
    Check,
    Comparison,
    Conditions,
    Contender,
    Music,
    Outcome,
    Reach,
    StepCost,
)
from melodyrnn.course.events import CorpusRead, Learning
from melodyrnn.engine.engine import Engine
from melodyrnn.errors import CollectionError
from melodyrnn.markov import MarkovBaseline
from melodyrnn.models.config import Size
from melodyrnn.models.network import EventNetwork
from melodyrnn.training.corpus import Corpus, load_corpus
from melodyrnn.training.device import best_device
from melodyrnn.training.model_card import versions
from melodyrnn.training.settings import TrainSettings
from melodyrnn.training.threads import Threads

CPU = torch.device("cpu")


@dataclass(frozen=True, slots=True)
class Depth:
    """How much is measured. back: notes; lengths: of pieces, for the cost of one note more."""

    back: int = 200
    reach_places: int = 96
    context_places: int = 512
    lengths: tuple[int, ...] = LENGTHS


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """What is asked of a comparison; `settings` are for all, but for the transformer's rate.

    held_out: share of the pieces kept aside. threads: None for all cores. started and
    command are told in the report.
    """

    folders: tuple[Path, ...]
    cores: tuple[str, ...]
    settings: TrainSettings
    size: Size = "base"
    memory: MemoryChoice = "one"
    scan: ScanSettings = field(default_factory=ScanSettings)
    held_out: float = 0.1
    threads: int | None = None
    started: str = ""
    command: str = ""
    depth: Depth = field(default_factory=Depth)


class CompareSession:
    """Loads the music; `run` then tells what happens; `comparison` is what is done by now."""

    def __init__(self, request: CompareRequest, device: torch.device | None = None) -> None:
        """Reads the music.

        Raises:
            CollectionError: nothing there to learn from, or nothing left to judge by.
        """
        self.request = request
        self.asked = contenders(request.cores, request.memory)
        self._device = device or best_device()
        self._begun = time.monotonic()
        self._corpus, _ = load_corpus(
            request.folders, request.scan, held_out=request.held_out, seed=request.settings.seed
        )
        if not self._corpus.held_out or not self._corpus.train:
            raise CollectionError(
                "There are too few different pieces to keep some aside to judge by;"
                " add more MIDI files."
            )
        self._music = _music(self._corpus)
        self._probe = _Probe(self._corpus, request.depth, request.settings.seed)
        self._outcomes: list[Outcome] = []
        self._engines: list[Engine] = []

    def run(self) -> Iterator[Event]:
        """Lets all learn and measures them, and tells of it; may be left at any moment."""
        yield Planned(tuple(c.name for c in self.asked), self.request.settings.minutes or 0.0)
        yield self._corpus_read()
        for i, contender in enumerate(self.asked):
            yield from self._one(contender, i + 1)
        if len(self._engines) > 1:
            yield Measuring("", "cost")
            self._time_all()

    @property
    def comparison(self) -> Comparison:
        """Of all networks that are through."""
        request = self.request
        conditions = Conditions(
            minutes=request.settings.minutes or 0.0,
            size=request.size,
            seed=request.settings.seed,
            held_out=request.held_out,
            threads=request.threads or 0,
            device=self._device.type,
            started=request.started,
            took_s=round(time.monotonic() - self._begun, 1),
            reach_places=len(self._probe.reach_places),
            context_places=len(self._probe.context_places),
            timed_notes=TIMED_NOTES,
            machine=f"{platform.system()}, {platform.machine()}, {os.cpu_count()} processors",
            command=request.command,
            versions=versions(),
        )
        return Comparison(self._music, conditions, self.asked, tuple(self._outcomes))

    def _one(self, contender: Contender, number: int) -> Iterator[Event]:
        shape = shape_of(contender, self.request.size, self._corpus.styles)
        torch.manual_seed(self.request.settings.seed)
        network = EventNetwork(shape)
        parameters = sum(p.numel() for p in network.parameters())
        yield CoreBegun(contender.name, number, len(self.asked), parameters)
        yield Measuring(contender.name, "reach")
        before = self._probe.reach(network)
        curve: list[Check] = []
        weights: Weights | None = None
        last: Learning | None = None
        network.to(self._device)
        threads = Threads(self.request.threads)
        settings = self.request.settings.for_core(shape.core)
        for news in learn(network, self._corpus, settings, device=self._device, threads=threads):
            last, weights = news.told, news.weights or weights
            score = last.held_out.get("without_velocity", math.nan)
            if math.isfinite(score):
                curve.append(Check(last.seconds, last.notes_seen, score))
            yield last
        if last is None or weights is None:  # it never gave a number: nothing to measure
            return
        learned = Outcome(
            contender, parameters, last.seconds, last.notes_seen, last.epoch, tuple(curve)
        )
        del network
        yield from self._measured(learned, Model(shape, weights, Card(), "0" * 16), before)

    def _measured(
        self, learned: Outcome, model: Model, before: tuple[float, ...]
    ) -> Iterator[Event]:
        network = EventNetwork(model.config)
        network.load_state_dict({name: torch.from_numpy(w) for name, w in model.weights.items()})
        yield Measuring(learned.name, "reach")
        reach = Reach(before, self._probe.reach(network))
        yield Measuring(learned.name, "context")
        contexts = context_scores(
            network, self._corpus.held_out, self._probe.context_places, self._probe.back
        )
        yield Measuring(learned.name, "cost")
        self._engines.append(Engine(model))
        (costs,) = self._costs(self._engines[-1:])
        outcome = replace(learned, reach=reach, contexts=contexts, costs=costs)
        self._outcomes.append(outcome)
        yield CoreDone(outcome.name, outcome.best.nats, round(outcome.notes_per_second, 1))

    def _time_all(self) -> None:
        """Times all anew, in turn: on a busy machine one may have been timed at a bad moment."""
        costs = self._costs(self._engines)
        pairs = zip(self._outcomes, costs, strict=True)
        self._outcomes = [replace(outcome, costs=each) for outcome, each in pairs]

    def _costs(self, engines: Sequence[Engine]) -> list[tuple[StepCost, ...]]:
        return step_costs(engines, tune(self._corpus.held_out), self.request.depth.lengths)

    def _corpus_read(self) -> CorpusRead:
        music = self._music
        return CorpusRead(
            files=music.files,
            kept=music.kept,
            lines=music.pieces,
            notes=music.notes,
            held_out_lines=music.held_out_pieces,
            held_out_notes=music.held_out_notes,
            device=self._device.type,
            threads=self.request.threads or 0,
            markov_nats_per_note=round(music.markov_nats, 4),
        )


class _Probe:
    """The same places in the same held-out pieces for all networks."""

    def __init__(self, corpus: Corpus, depth: Depth, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self._readings = corpus.held_out
        self.back = farthest(self._readings, depth.back)
        self.reach_places = places(self._readings, self.back, depth.reach_places, rng)
        self.context_places = places(self._readings, self.back, depth.context_places, rng)

    def reach(self, network: EventNetwork) -> tuple[float, ...]:
        return gradient_norms(network, self._readings, self.reach_places, self.back)


def _music(corpus: Corpus) -> Music:
    return Music(
        collections=corpus.collections,
        files=corpus.files,
        kept=corpus.kept,
        pieces=len(corpus.train),
        notes=sum(len(r) - 1 for r in corpus.train),
        held_out_pieces=len(corpus.held_out),
        held_out_notes=sum(len(r) - 1 for r in corpus.held_out),
        markov_nats=MarkovBaseline(corpus.train).score(corpus.held_out),
    )
