"""Learning a polyphonic set: from piano rolls to a model file that tells how it was made."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime, timezone
from itertools import pairwise
from pathlib import Path

import torch

from benchmarks.frames import Grid, read_roll
from benchmarks.poly_recipes import Recipe
from benchmarks.rolls import Roll, counted
from melodyrnn.card import Card
from melodyrnn.checkpoint import save_model
from melodyrnn.errors import RequestError
from melodyrnn.models.network import EventNetwork
from melodyrnn.music.meter import Meter
from melodyrnn.training.corpus import Corpus
from melodyrnn.training.loop import Progress, train
from melodyrnn.training.model_card import nats_by_field, versions

PROGRAM = "python -m benchmarks.bench_polyphony"

SHAPE_SKIPS = ("core", "styles")
"""Of a network's shape, what no option is made from by itself."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learned how, and where to. source: the name of the file the rolls are from."""

    name: str
    source: str
    recipe: Recipe
    train: Sequence[Roll]
    valid: Sequence[Roll]
    out: Path


def learn(lesson: Lesson, device: torch.device, say: Callable[[str], None]) -> Progress:
    """Trains a network and keeps the best one in the lesson's file; the last news of it.

    The budget counts processor time, so that a busy machine takes nothing from it, on a GPU
    the time that passes. Ctrl-C ends the learning, and what is best so far stays.

    Raises:
        RequestError: nothing was learned.
        ExportError: the file cannot be written.
    """
    recipe = lesson.recipe
    torch.manual_seed(recipe.settings.seed)
    network = EventNetwork(recipe.config).to(device)
    corpus = corpus_of_rolls(lesson)
    clock = time.process_time if device.type == "cpu" else time.monotonic
    frames_a_note = counted(lesson.valid) / max(corpus.held_out_notes, 1)
    last, is_kept = None, False
    with suppress(KeyboardInterrupt):
        for news in train(network, corpus, recipe.settings, device=device, clock=clock):
            last = news
            if news.weights is not None:
                card = _card(lesson, corpus, news)
                save_model(lesson.out, recipe.config, news.weights, card)
                is_kept = True
            if news.held_out is not None:
                say(_told(news, float(news.held_out[:3].sum()) / frames_a_note))
    if last is None or not is_kept:
        raise RequestError("Nothing was learned; give it more time with --minutes.")
    return last


def corpus_of_rolls(lesson: Lesson) -> Corpus:
    """The rolls as they are read: silent pieces left out, long ones cut, those to judge whole.

    What is cut is learned as pieces of their own: each begins without a past, and the network
    is told that it ends there, although it does not. Measured, that changes little.
    """
    grid, cut = lesson.recipe.grid, lesson.recipe.cut_notes
    stretches = [part for roll in lesson.train for part in _cut(roll, cut)]
    return Corpus(
        train=tuple(read_roll(roll, grid) for roll in stretches if any(roll)),
        held_out=tuple(read_roll(roll, grid) for roll in lesson.valid if any(roll)),
        collections=(lesson.name,),
        styles=(),
        files=1,
        kept=1,
    )


def _cut(roll: Roll, most: int) -> list[Roll]:
    """A piece in stretches of frames with at least `most` notes each, but the last."""
    parts: list[list[tuple[int, ...]]] = [[]]
    notes = 0
    for frame in roll:
        if most and notes >= most:
            parts.append([])
            notes = 0
        parts[-1].append(frame)
        notes += len(frame)
    return [tuple(part) for part in parts]


def command_of(name: str, source: str, recipe: Recipe) -> str:
    """The command that learns by this very recipe, whatever the table will say.

    name: of the set, which a file's name need not tell. source: the name of the file.
    """
    shape, settings = recipe.config, recipe.settings
    grid = recipe.grid
    words = [*PROGRAM.split(), source, "--set", name, "--core", shape.core]
    words += ["--frame-ticks", str(grid.frame_ticks)]
    words += ["--meter", str(grid.meter)]
    words += ["--cut-notes", str(recipe.cut_notes), "--members", str(recipe.members)]
    for values in (shape, settings):
        for f in fields(values):
            value = getattr(values, f.name)
            if value is not None and f.name not in SHAPE_SKIPS:
                words += [f"--{f.name.replace('_', '-')}", str(value)]
    return shlex.join(words)


def grid_of(card: Card) -> Grid | None:
    """The grid of frames that a model was made for, as its command says; None if it does not."""
    try:
        told = dict(pairwise(shlex.split(card.command)))
        return Grid(int(told["--frame-ticks"]), Meter.parse(told["--meter"]))
    except (KeyError, ValueError):
        return None


def _card(lesson: Lesson, corpus: Corpus, news: Progress) -> Card:
    low, high = corpus.usual_range
    return Card(
        name=f"{lesson.name} {lesson.recipe.config.core}",
        created=datetime.now(tz=timezone.utc).date().isoformat(),
        collections=corpus.collections,
        pieces=len(corpus.train),
        notes=corpus.notes,
        held_out_pieces=len(corpus.held_out),
        held_out_notes=corpus.held_out_notes,
        nats_per_note=nats_by_field(news.held_out),
        epochs=round(news.epoch, 2),
        minutes=round(news.seconds / 60, 2),
        has_chords=corpus.has_chords,
        lowest=low,
        highest=high,
        command=command_of(lesson.name, lesson.source, lesson.recipe),
        versions=versions(),
    )


def _told(news: Progress, nats: float) -> str:
    speed = news.notes_seen / max(news.seconds, 1e-9)
    return (
        f"{news.seconds:6.0f} s  epoch {news.epoch:6.1f}  valid about {nats:.3f} nats a frame, "
        f"first frames included{', best' if news.is_best else ''}  {speed:,.0f} notes/s"
    )
