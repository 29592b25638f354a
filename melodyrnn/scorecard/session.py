"""Judging a model: everything on its score card, one piece of work after the other."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from melodyrnn.card import Card
from melodyrnn.collection.lines import PartChoice
from melodyrnn.encoding.reading import Reading, read_notes
from melodyrnn.engine.scoring import score
from melodyrnn.errors import RequestError
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.music.key import stated_or_heard
from melodyrnn.originality.index import SourceIndex
from melodyrnn.originality.sources import Sources, matching_sources
from melodyrnn.scorecard.baselines import crossed_nats, rival, rival_nats
from melodyrnn.scorecard.copying import judge_copying
from melodyrnn.scorecard.foils import ask, make_trials, tally
from melodyrnn.scorecard.kinds import Circumstances
from melodyrnn.scorecard.passages import Passage, write_passages
from melodyrnn.scorecard.pieces import Look, Material, gather_material, pieces_learned
from melodyrnn.scorecard.relay import relayed
from melodyrnn.scorecard.remarks import remarks
from melodyrnn.scorecard.result import Foils, Originality, Rival, ScoreCard, Step
from melodyrnn.scorecard.statistics import overlaps
from melodyrnn.scorecard.verdict import verdict

SCORING = "predicting music it has not heard"
COUNTING = "what mere counting predicts"
ASKING = "true or false continuation"
WRITING = "writing takes"
COMPARING = "looking for copies"

TAKES = 200
MOST_TAKES = 5000


@dataclass(frozen=True, slots=True)
class Judging:
    """How a model is to be judged.

    takes: how many are written, 1 to `MOST_TAKES`. choice: which parts of a file are judged
    by; None: all together for a model that learned chords, else melodies. random_seed:
    another number, other takes and other questions. today: date on the card, ISO 8601.

    Raises:
        RequestError: a value outside its range.
    """

    takes: int = TAKES
    choice: PartChoice | None = None
    random_seed: int = 0
    today: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.takes <= MOST_TAKES:
            raise RequestError(f"Let the model write from 1 to {MOST_TAKES} takes.")


def judge_model(
    ready: ReadyModel,
    path: Path,
    folders: Sequence[Path],
    *,
    judging: Judging | None = None,
    look: Look | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Step | ScoreCard]:
    """Judges a model by folders of MIDI files: steps, and at last the card.

    path: the model's file, beside which lies what it learned from. look: what reads the
    folders; None: this process. Each kind of work counts its steps anew. Closing the iterator
    ends the work at once.

    Raises:
        CollectionError: there is nothing to judge by.
    """
    judging = judging or Judging()
    began = clock()
    # One row at a time gains nothing from more threads.
    with threadpool_limits(limits=1):
        card = yield from _judged(ready, path, folders, judging, look)
    yield replace(card, took_s=round(clock() - began, 1))


def _judged(
    ready: ReadyModel,
    path: Path,
    folders: Sequence[Path],
    judging: Judging,
    look: Look | None,
) -> Generator[Step, None, ScoreCard]:
    model = ready.model
    sources = matching_sources(path, model.card.sources, model.identity)
    material = yield from gather_material(
        folders,
        sources,
        has_all=model.card.has_all_sources,
        styles=model.config.styles,
        choice=judging.choice or ("merged" if model.card.has_chords else "melody"),
        look=look,
    )
    nats = yield from _scored(ready, material)
    rivals = yield from _rivals(material, sources if model.card.has_all_sources else None)
    foils = yield from _asked(ready, material, judging)
    takes, music = yield from _written(ready, material, judging)
    originality = yield from _compared(sources, takes, music)
    today = judging.today or datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat()
    card = ScoreCard(
        model=path.stem,
        identity=model.identity,
        collection=material.collection,
        made=today,
        pieces=len(material.pieces),
        notes=material.notes,
        left_out=material.left_out,
        score=rival(path.stem, nats, material.notes),
        rivals=rivals,
        foils=foils,
        overlaps=overlaps(takes, music),
        originality=originality,
        verdict=(),
        unheard=material.unheard,
        takes=len(takes),
    )
    return _worded(card, model.card, material, sources)


def _worded(
    card: ScoreCard, of_model: Card, material: Material, sources: Sources | None
) -> ScoreCard:
    """The card with what its figures mean."""
    has_all = of_model.has_all_sources
    around = Circumstances(
        card=of_model,
        music_has_chords=material.has_chords,
        distinct=material.distinct,
        sources=pieces_learned(sources) if sources is not None and has_all else None,
    )
    said = remarks(card, material, sources, has_all=has_all)
    return replace(card, verdict=verdict(card, around), remarks=said)


def _scored(ready: ReadyModel, material: Material) -> Generator[Step, None, NDArray[np.float64]]:
    """Nats of all pieces together, by field: (4,)."""
    nats = np.zeros(4)
    for done, piece in enumerate(material.pieces, start=1):
        nats += score(ready.engine, piece.reading).sum(axis=0)
        yield Step(done, len(material.pieces), SCORING)
    return nats


def _rivals(
    material: Material, sources: Sources | None
) -> Generator[Step, None, tuple[Rival, ...]]:
    """Counted from what the model learned from; else from the collection, crosswise.

    sources: None where not all are known. Nobody where these are what it is judged by: who
    counted them would know them as well, and who did not is no match for one who learned them.
    """
    judged = [piece.heard for piece in material.pieces]
    yield Step(0, 1, COUNTING)
    if material.unheard == "none":
        nats = {}
    elif sources is None:
        nats = crossed_nats(judged, [piece.group for piece in material.pieces])
    else:
        learned = []
        for number in range(len(sources)):
            learned.append(_learned(sources, number))
            yield Step(number, len(sources) + 1, COUNTING)
        nats = rival_nats(learned, judged, material.source_groups) if learned else {}
    yield Step(1, 1, COUNTING)
    return tuple(rival(name, each, material.notes) for name, each in nats.items())


def _learned(sources: Sources, number: int) -> Reading:
    """As it is learned from: where no key is stated it is heard."""
    notes, source = sources.notes(number), sources.source(number)
    return read_notes(notes, source.meters, stated_or_heard(source.keys, notes))


def _asked(
    ready: ReadyModel, material: Material, judging: Judging
) -> Generator[Step, None, tuple[Foils, ...]]:
    trials = make_trials(material.pieces, random_seed=judging.random_seed)
    answers = []
    for answer in ask(ready.engine, trials):
        answers.append(answer)
        yield Step(len(answers), len(trials), ASKING)
    return tally(trials, answers)


def _written(
    ready: ReadyModel, material: Material, judging: Judging
) -> Generator[Step, None, tuple[list[Passage], list[Passage]]]:
    writing = write_passages(ready, material.pieces, judging.takes, random_seed=judging.random_seed)
    return (yield from relayed(writing, lambda done: Step(done, judging.takes, WRITING)))


def _compared(
    sources: Sources | None, takes: Sequence[Passage], music: Sequence[Passage]
) -> Generator[Step, None, Originality | None]:
    if sources is None or not len(sources):
        return None
    total = len(takes) + len(music)
    yield Step(0, total, COMPARING)
    looking = judge_copying(SourceIndex(sources), takes, music)
    return (yield from relayed(looking, lambda done: Step(done, total, COMPARING)))
