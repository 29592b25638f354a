from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from melodyrnn.errors import ModelFileError
from melodyrnn.scorecard.result import ScoreCard, beside, load_card, save_card
from tests.judged import a_card


def test_a_card_comes_back_from_its_json() -> None:
    for card in (a_card(), a_card(originality=None, rivals=(), foils=(), unheard="unknown")):
        assert ScoreCard.from_json(json.loads(json.dumps(card.to_json()))) == card


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"unheard": "perhaps"},
        {"score": {"name": "x", "nats_per_note": {}}},
        {"overlaps": [{"name": "x", "share": 1, "takes": [1], "music": [1, 0], "labels": ["a"]}]},
        {"rivals": None},
    ],
)
def test_what_is_no_card_is_refused(change: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(a_card().to_json() | change), encoding="utf-8")
    with pytest.raises(ModelFileError, match="judge the model anew"):
        load_card(path)


def test_a_card_lies_beside_its_model(tmp_path: Path) -> None:
    assert beside(tmp_path / "folk.safetensors") == tmp_path / "folk.scores.json"


def test_a_card_of_a_folder_whose_name_is_no_text_is_kept(tmp_path: Path) -> None:
    card = a_card(collection="m\udce4dchen ♭")  # as Python reads bytes that are not UTF-8
    save_card(tmp_path / "x.json", card)
    assert load_card(tmp_path / "x.json") == card
    assert "♭" in (tmp_path / "x.json").read_text(encoding="utf-8")


def test_the_overlap_of_a_card_is_the_mean_of_all() -> None:
    assert a_card().overlap == pytest.approx(0.9)
    assert a_card(overlaps=()).overlap == 0
