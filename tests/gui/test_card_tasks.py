"""Score cards in the worker: how far it is, where a card is kept, and whose it is."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gui import card_tasks
from gui.card_tasks import EFFORT, judge, kept_at, last_judged, share_of
from gui.learning_requests import Judged, JudgeNews, JudgeRequest
from gui.workshop import Workshop
from melodyrnn.checkpoint import identity_of
from melodyrnn.errors import ExportError
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.scorecard.result import ScoreCard, Step, beside, load_card, save_card
from melodyrnn.shelf import companions, shipped_folder
from tests.fakes import tiny_model
from tests.gui.learning.score_cards import GOOD

FIRST, LAST = next(iter(EFFORT)), list(EFFORT)[-1]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    path = folder / "mine.safetensors"
    tiny_model(path)
    return path


def at_once(ready: ReadyModel, path: Path, *_asked: Any, **_how: Any) -> Iterator[Step | ScoreCard]:
    """Judges without looking at anything."""
    yield Step(1, 2, FIRST)
    yield replace(GOOD, model=path.stem, identity=ready.model.identity)


def judged(model: Path) -> list[object]:
    shop = Workshop((model.parent,))
    return [a for a in judge(shop, JudgeRequest(model, ())) if a is not None]


def test_a_judging_says_how_far_it_is_and_keeps_its_card(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_tasks, "judge_model", at_once)
    news, card = judged(model)
    assert news == JudgeNews(FIRST, 1, 2, share_of(Step(1, 2, FIRST)))
    assert isinstance(card, Judged)
    assert load_card(beside(model)) == card.card
    assert last_judged(model, (model.parent,)) == card


def test_a_card_is_shown_even_if_there_is_no_room_to_keep_it(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_tasks, "judge_model", at_once)
    beside(model).mkdir()
    answers = judge(Workshop((model.parent,)), JudgeRequest(model, ()))
    assert isinstance([next(answers) for _ in range(3)][-1], Judged)
    with pytest.raises(ExportError, match=r"mine\.scores\.json cannot be saved"):
        list(answers)


def test_the_whole_of_the_work_is_one_and_each_part_goes_on_where_the_last_ended() -> None:
    ends = [share_of(Step(7, 7, title)) for title in EFFORT]
    assert ends == sorted(set(ends))
    assert ends[-1] == 1
    assert [share_of(Step(0, 3, title)) for title in EFFORT] == [0, *ends[:-1]]
    assert share_of(Step(0, 0, LAST)) == ends[-2]
    assert share_of(Step(1, 2, "something new")) == 0


def test_the_card_of_a_model_that_came_with_the_program_is_kept_in_the_users_folder(
    tmp_path: Path,
) -> None:
    shipped = shipped_folder() / "folk-and-song.safetensors"
    assert kept_at(shipped, (tmp_path,)) == tmp_path / "folk-and-song.scores.json"


def test_a_card_of_an_earlier_file_is_outdated(model: Path) -> None:
    assert last_judged(model) is None
    save_card(beside(model), GOOD)
    assert last_judged(model) == Judged(GOOD, is_current=False)
    card = replace(GOOD, identity=identity_of(model))
    save_card(beside(model), card)
    assert last_judged(model) == Judged(card)


def test_what_is_no_card_is_none(model: Path) -> None:
    data = GOOD.to_json()
    data["score"]["nats_per_note"]["pitch"] = math.nan
    for text in ("", "[]", "{}", json.dumps(data)):
        beside(model).write_text(text)
        assert last_judged(model) is None


def test_a_card_that_came_with_the_program_stands_in_until_the_user_judges(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.setattr(card_tasks, "shipped_folder", lambda: model.parent)
    came = replace(GOOD, identity=identity_of(model))
    save_card(beside(model), came)
    assert last_judged(model, (own, model.parent)) == Judged(came)
    made = replace(came, made="2026-12-01")
    save_card(kept_at(model, (own,)), made)
    assert last_judged(model, (own, model.parent)) == Judged(made)


def test_a_card_goes_where_its_model_goes(model: Path) -> None:
    """What the shelf moves and deletes with a model is what a card is called."""
    save_card(beside(model), GOOD)
    assert beside(model) in companions(model)
