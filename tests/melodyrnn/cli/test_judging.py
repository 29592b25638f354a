from __future__ import annotations

import json
from pathlib import Path

import pytest

from melodyrnn.scorecard.result import ScoreCard, load_card
from tests.judged import folder_of, tune
from tests.melodyrnn.cli.conftest import Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "reels", *(tune(seed, 8) for seed in range(3)))


def test_a_card_is_told_in_words_and_written_where_asked(
    run: Run, model: Path, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "card.json"
    ended = run("card", model, "--collection", folder, "--takes", 2, "--out", out)
    assert (ended.status, ended.err) == (0, "")
    card = load_card(out)
    assert card.takes == 2
    for text in (card.verdict[0], *card.remarks, "Markov chain", "copying forward"):
        assert text in ended.out
    assert "\x1b" not in ended.out


def test_json_is_the_card(run: Run, model: Path, folder: Path) -> None:
    ended = run("card", model, "--collection", folder, "--takes", 1, "--json")
    assert ScoreCard.from_json(json.loads(ended.out)).pieces == 3


def test_no_music_and_no_model_are_one_sentence(run: Run, model: Path, tmp_path: Path) -> None:
    assert run("card", model, "--collection", tmp_path / "shelf").status == 1
    damaged = tmp_path / "damaged.safetensors"
    damaged.write_bytes(b"no model")
    ended = run("card", damaged, "--collection", tmp_path)
    assert ended.status == 1
    assert len(ended.err.splitlines()) == 1


def test_a_card_that_cannot_be_written_is_told_all_the_same(
    run: Run, model: Path, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "not there" / "card.json"
    ended = run("card", model, "--collection", folder, "--takes", 1, "--out", out)
    assert ended.status == 1
    assert "card.json cannot be saved there" in ended.err
    assert "Markov chain" in ended.out


def test_one_piece_is_a_piece(run: Run, model: Path, tmp_path: Path) -> None:
    music = folder_of(tmp_path / "one", tune(0, 8))
    ended = run("card", model, "--collection", music, "--takes", 1)
    assert "notes in 1 piece;" in ended.out
