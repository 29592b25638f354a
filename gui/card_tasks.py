"""What the worker process does for score cards: judges a model, keeps and finds its last card.

As in `gui.tasks` each task is a generator of answers, which stand at its request.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeAlias

from gui.learning_requests import Judged, JudgeNews, JudgeRequest
from gui.workshop import Workshop
from melodyrnn.checkpoint import identity_of
from melodyrnn.collection.cache import ScanCache, default_cache_folder
from melodyrnn.collection.lines import PartChoice
from melodyrnn.collection.scan import ScanSettings
from melodyrnn.collection.survey import survey
from melodyrnn.errors import ModelFileError
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.scorecard.pieces import READING
from melodyrnn.scorecard.result import ScoreCard, Step, beside, load_card, save_card
from melodyrnn.scorecard.session import (
    ASKING,
    COMPARING,
    COUNTING,
    SCORING,
    WRITING,
    Judging,
    judge_model,
)
from melodyrnn.shelf import own_folder, shipped_folder
from melodyrnn.whole_file import make_folder

Answers: TypeAlias = Iterator[object]

NEWS_S = 0.1
"""So often it is told how far it is, at most."""
EFFORT = {READING: 1, SCORING: 2, COUNTING: 2, ASKING: 12, WRITING: 14, COMPARING: 2}
"""The work of judging in its order, and how long each takes beside the others."""

_log = logging.getLogger(__name__)


def judge(shop: Workshop, request: JudgeRequest) -> Answers:
    """Judges a model; its card is shown first and kept then, should there be no room for it."""
    ready = shop.model_at(request.model)
    yield None
    share, told = 0.0, -math.inf
    for answer in _judging(ready, request):
        if isinstance(answer, Step):
            share = max(share, share_of(answer))
            is_due = monotonic() - told >= NEWS_S
            told = monotonic() if is_due else told
            yield JudgeNews(answer.title, answer.done, answer.total, share) if is_due else None
            continue
        yield Judged(answer)
        target = kept_at(request.model, shop.folders)
        make_folder(target.parent)
        save_card(target, answer)


def share_of(step: Step) -> float:
    """How much of all there is to do is done, 0-1; 0 within work that is not in the table."""
    titles = list(EFFORT)
    if step.title not in titles:
        return 0.0
    before = sum(EFFORT[title] for title in titles[: titles.index(step.title)])
    within = EFFORT[step.title] * min(step.done / max(step.total, 1), 1.0)
    return (before + within) / sum(EFFORT.values())


def kept_at(model: Path, folders: tuple[Path, ...] | None = None) -> Path:
    """Where the last card of a model is kept; of one that came with the program, the user's folder.

    folders: where models lie, as `melodyrnn.shelf` has them.
    """
    path = beside(model)
    return own_folder(folders) / path.name if model.parent == shipped_folder() else path


def last_judged(model: Path, folders: tuple[Path, ...] | None = None) -> Judged | None:
    """The card that is kept of a model, or that came with it; None without one.

    A card of the file as it is now goes before one of an earlier file of that name.
    """
    places = dict.fromkeys((kept_at(model, folders), beside(model)))
    kept = [card for card in map(_card, places) if card is not None]
    if not kept:
        return None
    with suppress(ModelFileError):
        identity = identity_of(model)
        current = next((card for card in kept if card.identity == identity), None)
        if current is not None:
            return Judged(current)
    return Judged(kept[0], is_current=False)


def _judging(ready: ReadyModel, request: JudgeRequest) -> Iterator[Step | ScoreCard]:
    """Files are read as the doctor reads them: several at once, and none a second time."""
    choice: PartChoice = "merged" if ready.model.card.has_chords else "melody"
    with ScanCache(default_cache_folder()) as cache:
        look = partial(survey, settings=ScanSettings(choice=choice), cache=cache)
        yield from judge_model(
            ready, request.model, request.folders, judging=Judging(choice=choice), look=look
        )


def _card(path: Path) -> ScoreCard | None:
    """The card in a file; None if there is no such file, or something else in it."""
    if not path.is_file():
        return None
    try:
        card = load_card(path)
        json.dumps(card.to_json(), allow_nan=False)  # what is no number cannot be drawn
    except (ModelFileError, ValueError) as error:
        _log.info("score card: %s", error)
        return None
    return card
